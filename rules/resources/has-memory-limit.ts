import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-memory-limit',
  severity: 'warning',
  summary: 'Containers have a limit for memory.',
  why: 'A container that leaks takes all memory of its node, and others are killed for it.',
  instead: 'Set `resources.limits.memory`, best to the same as the request.',
  profiles: ['strict', 'security'],
  elsewhere: {
    'kube-linter': ['unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['memoryLimitsMissing'],
    trivy: ['KSV-0018'],
    checkov: ['CKV_K8S_13'],
    kubescape: ['C-0271', 'C-0004', 'C-0009'],
    kubesec: ['LimitsMemory'],
    datree: ['CONTAINERS_MISSING_MEMORY_LIMIT_KEY'],
    kyverno: ['require-requests-limits'],
    gatekeeper: ['K8sContainerLimits', 'K8sRequiredResources'],
    NSA: ['Resource policies'],
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
              initContainers: [{ name: «wait», image: wait:1 }]
              containers: [{ name: «web», image: web:1 }]`,
    ],
    good: [
      // Pods may be limited as a whole, and a LimitRange gives what is not said.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 128Mi } } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: whole }
        spec: { resources: { limits: { memory: 128Mi } }, containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: { name: defaults, namespace: shop }
        spec: { limits: [{ type: Container, default: { memory: 128Mi } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    if (lacks(container, 'limits', 'memory', cluster))
      yield { at: container.here, message: `The ${container} has no limit for memory` }
  },
})
