import { sysctls } from '../../src/apiserver/admission/pod-security/profile-checks.ts'
import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { formatMinor, type Minor } from '../../src/resource/version.ts'

export default rule<{ allow: string[] }>({
  name: 'no-unsafe-sysctl',
  severity: 'warning',
  summary: 'Pods set only those kernel parameters that are theirs alone.',
  why: 'A kubelet refuses to start a pod with another one unless it was told to allow it; where it does, the pod can harm its neighbours.',
  instead: 'Remove it, or have the node set it.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['unsafe-sysctls'],
    trivy: ['KSV-0026'],
    kyverno: ['restrict-sysctls'],
    gatekeeper: ['K8sPSPForbiddenSysctls'],
    PSS: ['baseline'],
  },
  options: {
    allow: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'What the kubelets were told to allow; `*` at the end stands for anything.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext:
            sysctls:
              - { name: «net.core.somaxconn», value: '1024' }
              - { name: net.ipv4.ip_unprivileged_port_start, value: '0' }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          securityContext:
            sysctls: [{ name: kernel.shm_rmid_forced, value: '1' }, { name: net.ipv4.tcp_keepalive_time, value: '60' }]
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const sysctl of pods.spec.get('securityContext', 'sysctls').items) {
      const at = sysctl.get('name')
      if (!at.text || this.options.allow.some(allowed => fits(at.text!, allowed))) continue
      const unsafe = this.minors.filter(minor => isUnsafe(at.text!, minor))
      if (unsafe.length === 0) continue
      const fix = toRemove(sysctl, `Remove ${at.text}`, 'review')
      const when = unsafe.length < this.minors.length ? ` in ${unsafe.map(formatMinor).join(', ')}` : ''
      yield {
        at,
        message: `${pods} sets ${at.text}, which kubelets do not allow by default${when}`,
        ...(fix && { fix }),
      }
    }
  },
})

/** Asks the admission plugin itself: what it lets through is what kubelets let through. */
const isUnsafe = (name: string, minor: Minor): boolean =>
  sysctls.run({ metadata: {}, spec: { securityContext: { sysctls: [{ name, value: '' }] } } }, minor) !== undefined

const fits = (name: string, allowed: string): boolean =>
  allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed
