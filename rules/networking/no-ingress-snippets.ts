import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-ingress-snippets',
  severity: 'warning',
  summary: 'No annotation puts configuration of its own into ingress-nginx, and ingress-nginx takes none.',
  why: 'A snippet runs inside the controller, which can read every Secret of the cluster (CVE-2021-25742 and its kin).',
  instead: 'Use the annotations that stand for one setting each.',
  profiles: ['recommended', 'strict', 'security'],
  elsewhere: {
    checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
    kubescape: ['C-0059'],
    datree: [
      'INGRESS_CVE2021_25742_INCORRECT_SERVER_SNIPPET_KEY',
      'CONFIGMAP_CVE2021_25742_INCORRECT_SNIPPET_ANNOTATIONS_VALUE',
    ],
    kyverno: ['restrict-annotations', 'disallow-ingress-nginx-custom-snippets'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          annotations:
            «nginx.ingress.kubernetes.io/configuration-snippet»: 'more_set_headers "a: b";'`,
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { allow-snippet-annotations: «'true'» }`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          annotations: { nginx.ingress.kubernetes.io/proxy-body-size: 8m }`,
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { allow-snippet-annotations: 'false' }`,
    ],
  },
  on: ['Ingress', 'ConfigMap'],
  *check(object) {
    if (object.kind === 'ConfigMap') {
      const at = object.get('data', 'allow-snippet-annotations')
      if (at.text !== 'true') return
      const fix = toSet(at, 'false', 'Take no snippets', 'review')
      const message = `${object} lets every Ingress put configuration of its own into the controller`
      yield { at, message, advice: 'Set it to `false`.', ...(fix && { fix }) }
      return
    }
    for (const [name, field] of object.get('metadata', 'annotations').entries) {
      if (SNIPPET.test(name)) yield { at: field.key, message: `${object} has the annotation ${name}` }
    }
  },
})

const SNIPPET = /^nginx\.(?:ingress\.kubernetes\.io|org)\/.*snippets?$/
