import { rule, yaml } from '../../src/lint/rule.ts'
import { inheritedBefore, isWindows, securitySetting } from '../../src/lint/security-context.ts'

export default rule<{ minimum: number }>({
  name: 'user-id-is-high',
  severity: 'warning',
  summary: 'Every container runs as a user whose number no account of the node has.',
  why: 'A process that escapes has the rights of the account of the node with the same number.',
  instead: 'Set `runAsUser` to a number above 10000.',
  profiles: [],
  elsewhere: {
    'kube-score': ['container-security-context-user-group-id'],
    trivy: ['KSV-0020'],
    checkov: ['CKV_K8S_40'],
    kubesec: ['RunAsUser'],
    datree: ['CONTAINERS_INCORRECT_RUNASUSER_VALUE_LOWUID'],
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
              securityContext: { runAsUser: «1000» }
            - name: «proxy»
              image: proxy:1`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { runAsUser: 10001 }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (isWindows(container.pods)) return
    const user = securitySetting(container, 'runAsUser')
    if (user.number === undefined) {
      yield { at: container.here, message: `The ${container} runs as whatever user its image names` }
    } else if (user.number < this.options.minimum && !inheritedBefore(container, 'runAsUser')) {
      yield {
        at: user,
        message: `The ${container} runs as user ${user.number}, which is below ${this.options.minimum}`,
      }
    }
  },
})
