import { rule, yaml } from '../../src/lint/rule.ts'
import { inheritedBefore, isWindows, securitySetting } from '../../src/lint/security-context.ts'

export default rule<{ minimum: number }>({
  name: 'group-id-is-high',
  severity: 'warning',
  summary: 'Every container runs as a group whose number no group of the node has.',
  why: 'A process that escapes has the rights of the group of the node with the same number.',
  instead: 'Set `runAsGroup` to a number above 10000.',
  profiles: [],
  elsewhere: {
    'kube-score': ['container-security-context-user-group-id'],
    trivy: ['KSV-0021'],
    kubesec: ['RunAsGroup'],
    datree: ['CONTAINERS_INCORRECT_RUNASGROUP_VALUE_LOWGID'],
  },
  options: {
    minimum: { type: 'integer', default: 10001, description: 'The lowest number that is high enough.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              securityContext: { runAsGroup: «1000» }
            - name: «proxy»
              image: proxy:1`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsGroup: 10001 }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (isWindows(container.pods)) return
    const group = securitySetting(container, 'runAsGroup')
    if (group.number === undefined) {
      yield { at: container.here, message: `The ${container} runs as whatever group its image names` }
    } else if (group.number < this.options.minimum && !inheritedBefore(container, 'runAsGroup')) {
      yield {
        at: group,
        message: `The ${container} runs as group ${group.number}, which is below ${this.options.minimum}`,
      }
    }
  },
})
