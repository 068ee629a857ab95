import { toSet } from '../../src/lint/fixes.ts'
import type { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { addedCapabilities, capability, isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-privilege-escalation',
  severity: 'warning',
  summary: 'No process can gain more rights than the one that started it.',
  why: 'Unless it is forbidden, a program with the setuid bit makes root out of whoever runs it.',
  instead: 'Set `allowPrivilegeEscalation: false`.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['privilege-escalation-container'],
    polaris: ['privilegeEscalationAllowed'],
    trivy: ['KSV-0001'],
    checkov: ['CKV_K8S_20'],
    kubescape: ['C-0016', 'C-0197'],
    kubesec: ['AllowPrivilegeEscalation'],
    datree: ['CONTAINERS_MISSING_KEY_ALLOWPRIVILEGEESCALATION'],
    kyverno: ['disallow-privilege-escalation'],
    gatekeeper: ['K8sPSPAllowPrivilegeEscalationContainer'],
    PSS: ['restricted'],
    NSA: ['pod-security'],
    CIS: ['5.2.6'],
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
              securityContext: { allowPrivilegeEscalation: «true» }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              securityContext: { allowPrivilegeEscalation: false }`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          os: { name: windows }
          containers: [{ name: web, image: 'web:1' }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    const setting = container.get('securityContext', 'allowPrivilegeEscalation')
    if (setting.isFalse || isWindows(container.pods)) return
    const fix = needsIt(container) ? undefined : toSet(setting, false, 'Forbid privilege escalation', 'review')
    const at = setting.exists ? setting : container.here
    yield { at, message: `The ${container} lets its processes gain rights`, ...(fix && { fix }) }
  },
})

/** The API server refuses to forbid it to a container that is privileged or has CAP_SYS_ADMIN. */
function needsIt(container: Container): boolean {
  const isAdmin = addedCapabilities(container).some(
    ({ text }) => text !== undefined && capability(text) === 'SYS_ADMIN',
  )
  return isAdmin || container.get('securityContext', 'privileged').isTrue
}
