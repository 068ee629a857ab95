import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { inheritedBefore, isWindows, securitySetting } from '../../src/lint/security-context.ts'

export default rule({
  name: 'has-apparmor-profile',
  severity: 'warning',
  summary: 'Every container names the AppArmor profile that it runs under.',
  why: 'Which profile applies otherwise is up to the node, and there may be none.',
  instead: 'Set `appArmorProfile.type` to `RuntimeDefault`.',
  profiles: [],
  elsewhere: {
    trivy: ['KSV-0002'],
    kubesec: ['ApparmorAny'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: «web»
              image: web:1
            - name: proxy
              image: proxy:1
              securityContext: { appArmorProfile: { type: «Unconfined» } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { appArmorProfile: { type: RuntimeDefault } }
          containers: [{ name: web, image: 'web:1' }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations: { container.apparmor.security.beta.kubernetes.io/web: runtime/default }
        spec:
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const { pods } = container
    if (isWindows(pods)) return
    const type = securitySetting(container, 'appArmorProfile', 'type')
    if (type.exists && type.text !== 'Unconfined') return
    if (inheritedBefore(container, 'appArmorProfile')) return
    const old = pods.annotations[`container.apparmor.security.beta.kubernetes.io/${container.name}`]
    if (!type.exists && old !== undefined && old !== 'unconfined') return
    const fix = toSet(type, 'RuntimeDefault', 'Use the profile of the runtime', 'review')
    const at = type.exists ? type : container.here
    yield { at, message: `The ${container} names no AppArmor profile`, ...(fix && { fix }) }
  },
})
