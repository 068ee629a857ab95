import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-memory-request',
  severity: 'warning',
  summary: 'Containers request memory.',
  why: 'A pod that asks for nothing is put onto a node without room, and is the first to be evicted when memory runs short.',
  instead: 'Set `resources.requests.memory` to what the container needs.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['memoryRequestsMissing'],
    trivy: ['KSV-0016'],
    checkov: ['CKV_K8S_12'],
    kubescape: ['C-0269', 'C-0004'],
    kubesec: ['RequestsMemory'],
    datree: ['CONTAINERS_MISSING_MEMORY_REQUEST_KEY'],
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
        spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 128Mi } } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: whole }
        spec: { resources: { requests: { memory: 128Mi } }, containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: { name: defaults, namespace: shop }
        spec: { limits: [{ type: Container, defaultRequest: { memory: 128Mi } }] }
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
    if (container.runsOn && lacks(container, 'requests', 'memory', cluster))
      yield { at: container.here, message: `The ${container} requests no memory` }
  },
})
