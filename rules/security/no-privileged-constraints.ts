import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-privileged-constraints',
  severity: 'warning',
  summary: 'No SecurityContextConstraints of OpenShift allow privileged containers.',
  why: 'Whoever may use them owns the nodes.',
  instead: 'Set `allowPrivilegedContainer: false`, and name the capabilities that are needed.',
  profiles: ['security'],
  elsewhere: { 'kube-linter': ['scc-deny-privileged-container'] },
  examples: {
    bad: [
      yaml`
        apiVersion: security.openshift.io/v1
        kind: SecurityContextConstraints
        metadata: { name: agents }
        allowPrivilegedContainer: «true»`,
    ],
    good: [
      yaml`
        apiVersion: security.openshift.io/v1
        kind: SecurityContextConstraints
        metadata: { name: agents }
        allowPrivilegedContainer: false`,
    ],
  },
  on: ['SecurityContextConstraints.security.openshift.io'],
  *check(constraints) {
    const at = constraints.get('allowPrivilegedContainer')
    if (!at.isTrue) return
    const fix = toSet(at, false, 'Allow none', 'review')
    yield { at, message: `${constraints} allow privileged containers`, ...(fix && { fix }) }
  },
})
