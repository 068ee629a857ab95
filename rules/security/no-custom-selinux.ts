import { seLinuxOptions } from '../../src/apiserver/admission/pod-security/profile-checks.ts'
import { toRemove } from '../../src/lint/fixes.ts'
import { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { DEFAULT_MINOR, type Minor } from '../../src/resource/version.ts'

export default rule({
  name: 'no-custom-selinux',
  severity: 'warning',
  summary: 'SELinux treats containers as containers.',
  why: 'A type, user or role of another kind can lift all that SELinux holds a container to.',
  instead: 'Remove `user` and `role`, and use a type that is made for containers.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0025'],
    kyverno: ['disallow-selinux'],
    gatekeeper: ['K8sPSPSELinuxV2'],
    PSS: ['baseline'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext:
            seLinuxOptions: { type: «spc_t», level: 's0:c1,c2' }
          containers:
            - name: web
              image: web:1
              securityContext: { seLinuxOptions: { user: «sysadm_u», role: «sysadm_r» } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext: { seLinuxOptions: { level: 's0:c123,c456', type: container_t } }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const [oldest = DEFAULT_MINOR] = this.minors
    for (const holder of [pods.spec, ...pods.containers]) {
      const options = holder.get('securityContext', 'seLinuxOptions')
      for (const part of ['type', 'user', 'role']) {
        const at = options.get(part)
        if (!at.text || !isForbidden(part, at.text, oldest)) continue
        const who = holder instanceof Container ? `The ${holder}` : String(pods)
        const fix = toRemove(at, `Remove the SELinux ${part}`, 'review')
        yield { at, message: `${who} runs with the SELinux ${part} ${at.text}`, ...(fix && { fix }) }
      }
    }
  },
})

/** Asks the admission plugin itself. */
const isForbidden = (part: string, value: string, minor: Minor): boolean =>
  seLinuxOptions.run({ metadata: {}, spec: { securityContext: { seLinuxOptions: { [part]: value } } } }, minor) !==
  undefined
