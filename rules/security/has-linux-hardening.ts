import type { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import {
  addedCapabilities,
  capability,
  droppedCapabilities,
  isWindows,
  securitySetting,
} from '../../src/lint/security-context.ts'

export default rule({
  name: 'has-linux-hardening',
  severity: 'warning',
  summary: 'Every container is held back by seccomp, AppArmor, SELinux, or the lack of capabilities.',
  why: 'One of them is often all that stands between a broken program and the node.',
  instead: 'Drop all capabilities, and set `seccompProfile.type` to `RuntimeDefault`.',
  profiles: [],
  elsewhere: {
    polaris: ['linuxHardening'],
    kubescape: ['C-0055'],
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
              securityContext: { runAsNonRoot: true }
            - name: «proxy»
              image: proxy:1
              securityContext:
                seccompProfile: { type: Unconfined }
                capabilities: { drop: [CHOWN], add: [ALL] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { capabilities: { drop: [ALL] } } }]`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { seccompProfile: { type: RuntimeDefault } }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const { pods } = container
    if (isWindows(pods) || dropsSome(container)) return
    if (PROFILES.some(kind => isHeld(securitySetting(container, kind, 'type').text))) return
    if (securitySetting(container, 'seLinuxOptions').entries.length > 0) return
    const old = pods.annotations
    if (isHeld(old[`${APPARMOR}${container.name}`]) || SECCOMP.some(name => isHeld(old[name]))) return
    if (isHeld(old[`container.seccomp.security.alpha.kubernetes.io/${container.name}`])) return
    yield { at: container.here, message: `Nothing holds the ${container} back` }
  },
})

/** Who drops some and then takes all gives up nothing. */
const dropsSome = (container: Container): boolean =>
  droppedCapabilities(container).length > 0 &&
  !addedCapabilities(container).some(({ text }) => text !== undefined && capability(text) === 'ALL')

const isHeld = (profile: string | undefined): boolean => profile !== undefined && profile.toLowerCase() !== 'unconfined'

const PROFILES = ['seccompProfile', 'appArmorProfile']
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/'
const SECCOMP = ['seccomp.security.alpha.kubernetes.io/pod', 'seccomp.security.alpha.kubernetes.io/defaultProfileName']
