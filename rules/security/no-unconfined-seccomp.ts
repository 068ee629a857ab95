import { toSet } from '../../src/lint/fixes.ts'
import { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-unconfined-seccomp',
  severity: 'warning',
  summary: 'Nobody turns seccomp off.',
  why: 'It lets a process use every system call there is, and most ways out of a container begin with an odd one.',
  instead: 'Use `RuntimeDefault`, or a profile with the calls that are needed.',
  // Under `security`, has-seccomp-profile finds it as well.
  profiles: ['recommended'],
  elsewhere: {
    trivy: ['KSV-0104'],
    kubesec: ['SeccompUnconfined'],
    kyverno: ['restrict-seccomp'],
    PSS: ['baseline'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { seccompProfile: { type: «Unconfined» } }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { seccompProfile: { type: RuntimeDefault } } }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const holder of [pods.spec, ...pods.containers]) {
      const at = holder.get('securityContext', 'seccompProfile', 'type')
      if (at.text !== 'Unconfined') continue
      const fix = toSet(at, 'RuntimeDefault', 'Use the profile of the runtime', 'review')
      const who = holder instanceof Container ? `The ${holder}` : String(pods)
      yield { at, message: `${who} turns seccomp off`, severity: unlessSystem(pods, 'warning'), ...(fix && { fix }) }
    }
  },
})
