import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-cpu-request',
  severity: 'warning',
  summary: 'Containers request CPU.',
  why: 'The scheduler goes by requests: a pod that asks for nothing is put onto a full node and gets what the others leave.',
  instead: 'Set `resources.requests.cpu` to what the container usually needs.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['unset-cpu-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['cpuRequestsMissing'],
    trivy: ['KSV-0015'],
    checkov: ['CKV_K8S_10'],
    kubescape: ['C-0268', 'C-0050'],
    kubesec: ['RequestsCPU'],
    datree: ['CONTAINERS_MISSING_CPU_REQUEST_KEY'],
    kyverno: ['require-requests-limits'],
    gatekeeper: ['K8sContainerRequests', 'K8sRequiredResources'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              initContainers: [{ name: wait, image: wait:1 }]
              containers: [{ name: «web», image: web:1 }]`,
    ],
    good: [
      // A limit is a request as well, pods may ask as a whole, and a LimitRange gives what is not said.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { limits: { cpu: 100m } } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: whole }
        spec: { resources: { requests: { cpu: 100m } }, containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: { name: defaults, namespace: shop }
        spec: { limits: [{ type: Container, defaultRequest: { cpu: 100m } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    // Of init containers, which take turns with the others, init-container-has-requests speaks.
    if (container.runsOn && lacks(container, 'requests', 'cpu', cluster))
      yield { at: container.here, message: `The ${container} requests no CPU` }
  },
})
