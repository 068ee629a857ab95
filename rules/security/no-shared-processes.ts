import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-shared-processes',
  severity: 'warning',
  summary: 'The containers of a pod do not see each other’s processes.',
  why: 'One that is broken into reads the memory, the environment and the files of all.',
  instead: 'Remove `shareProcessNamespace`.',
  profiles: ['security'],
  elsewhere: {
    NSA: ['pod-security'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          shareProcessNamespace: «true»
          containers: [{ name: web, image: 'web:1' }, { name: proxy, image: 'proxy:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          shareProcessNamespace: true
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const at = pods.spec.get('shareProcessNamespace')
    const together = pods.containers.filter(container => container.runsOn).length
    if (!at.isTrue || together < 2) return
    const fix = toRemove(at, 'Remove `shareProcessNamespace`', 'review')
    yield {
      at,
      message: `The ${together} containers of ${pods} see each other’s processes`,
      ...(fix && { fix }),
    }
  },
})
