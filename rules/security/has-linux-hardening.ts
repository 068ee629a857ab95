import { rule, yaml } from '../../src/lint/rule.ts'
import { droppedCapabilities, isWindows, securitySetting } from '../../src/lint/security-context.ts'

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
              securityContext: { runAsNonRoot: true }`,
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
    if (isWindows(pods) || droppedCapabilities(container).length > 0) return
    if (KINDS.some(kind => securitySetting(container, kind).exists)) return
    const annotated = Object.keys(pods.annotations).some(name => ANNOTATIONS.some(prefix => name.startsWith(prefix)))
    if (!annotated) yield { at: container.here, message: `Nothing holds the ${container} back` }
  },
})

const KINDS = ['seccompProfile', 'seLinuxOptions', 'appArmorProfile']
const ANNOTATIONS = ['container.apparmor.security.beta.kubernetes.io/', 'seccomp.security.alpha.kubernetes.io/']
