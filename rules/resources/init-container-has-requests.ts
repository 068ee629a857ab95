import { lacks } from '../../src/lint/cluster/limit-ranges.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'init-container-has-requests',
  severity: 'note',
  summary: 'Init containers request CPU and memory.',
  why: 'They run while the others wait, on what those request: a migration or a download that needs more is the first to be slowed down or killed.',
  instead: 'Set `resources.requests`; of init containers only what the largest asks beyond the others counts.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['unset-cpu-requirements', 'unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['cpuRequestsMissing', 'memoryRequestsMissing'],
    trivy: ['KSV-0015', 'KSV-0016'],
    checkov: ['CKV_K8S_10', 'CKV_K8S_12'],
    kubescape: ['C-0268', 'C-0269'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          initContainers: [{ name: «migrate», image: migrate:1, resources: { requests: { cpu: 100m } } }]
          containers: [{ name: web, image: web:1, resources: { requests: { cpu: 100m, memory: 128Mi } } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          initContainers:
            - { name: migrate, image: migrate:1, resources: { limits: { cpu: 100m, memory: 128Mi } } }
            - { name: proxy, image: proxy:1, restartPolicy: Always }
          containers: [{ name: web, image: web:1 }]`,
    ],
  },
  on: 'containers',
  *check(container, cluster) {
    if (container.list !== 'initContainers' || container.isSidecar) return
    const missing = RESOURCES.filter(resource => lacks(container, 'requests', resource, cluster))
    if (missing.length > 0)
      yield { at: container.here, message: `The ${container} requests no ${missing.join(' and no ')}` }
  },
})

const RESOURCES = ['cpu', 'memory']
