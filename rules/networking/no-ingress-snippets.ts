import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-ingress-snippets',
  severity: 'warning',
  summary: 'No annotation puts configuration of its own into ingress-nginx.',
  why: 'A snippet runs inside the controller, which can read every Secret of the cluster (CVE-2021-25742 and its kin).',
  instead: 'Use the annotations that stand for one setting each.',
  profiles: ['recommended', 'strict', 'security'],
  elsewhere: {
    trivy: ['KSV-0042'],
    checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
    datree: ['INGRESS_INCORRECT_ANNOTATION'],
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
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          annotations: { nginx.ingress.kubernetes.io/proxy-body-size: 8m }`,
    ],
  },
  on: ['Ingress'],
  *check(ingress) {
    for (const [name, field] of ingress.get('metadata', 'annotations').entries) {
      if (/^nginx\.(ingress\.kubernetes\.io|org)\/.*snippets?$/.test(name))
        yield { at: field.key, message: `${ingress} has the annotation ${name}` }
    }
  },
})
