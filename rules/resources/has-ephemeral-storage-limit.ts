import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-ephemeral-storage-limit',
  severity: 'note',
  summary: 'Containers have a limit for ephemeral storage.',
  why: 'A container that writes without end fills the disk of its node, and others are evicted for it.',
  instead: 'Set `resources.limits.ephemeral-storage`.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['unset-ephemeral-storage-requirements'],
    'kube-score': ['container-ephemeral-storage-request-and-limit'],
    gatekeeper: ['K8sContainerEphemeralStorageLimit'],
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
        spec: { containers: [{ name: web, image: web:1, resources: { limits: { ephemeral-storage: 1Gi } } }] }
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: { name: defaults, namespace: shop }
        spec: { limits: [{ type: Container, default: { ephemeral-storage: 1Gi } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    if (lacks(container, 'limits', 'ephemeral-storage', cluster))
      yield { at: container.here, message: `The ${container} has no limit for ephemeral storage` }
  },
})
