import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-ephemeral-storage-request',
  severity: 'note',
  summary: 'Containers request ephemeral storage.',
  why: 'What is written to the file system of the container, and its logs, fills the disk of the node without the scheduler knowing.',
  instead: 'Set `resources.requests.ephemeral-storage`.',
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
      // A limit is a request as well, pods may ask as a whole, and a LimitRange gives what is not said.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { limits: { ephemeral-storage: 1Gi } } }] }
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: { name: defaults, namespace: shop }
        spec: { limits: [{ type: Container, defaultRequest: { ephemeral-storage: 1Gi } }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    if (lacks(container, 'requests', 'ephemeral-storage', cluster))
      yield { at: container.here, message: `The ${container} requests no ephemeral storage` }
  },
})
