import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-privileged-container',
  severity: 'error',
  summary: 'No container is privileged.',
  why: 'A privileged container has every right that its node has: whoever breaks into it owns the node.',
  instead: 'Remove `privileged`, and add the one capability that is needed.',
  profiles: ['recommended', 'security'],
  elsewhere: {
    'kube-linter': ['privileged-container'],
    'kube-score': ['container-security-context-privileged'],
    polaris: ['runAsPrivileged'],
    trivy: ['KSV-0017'],
    checkov: ['CKV_K8S_16'],
    kubescape: ['C-0057', 'C-0193'],
    kubesec: ['Privileged'],
    datree: ['CONTAINERS_INCORRECT_PRIVILEGED_VALUE_TRUE'],
    kyverno: ['disallow-privileged-containers'],
    gatekeeper: ['K8sPSPPrivilegedContainer'],
    PSS: ['baseline'],
    NSA: ['pod-security'],
    CIS: ['5.2.2'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          containers:
            - name: agent
              image: agent:1
              securityContext:
                privileged: «true»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec:
          containers:
            - name: agent
              image: agent:1
              securityContext: { privileged: false, capabilities: { add: [NET_ADMIN] } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const privileged = container.get('securityContext', 'privileged')
    if (!privileged.isTrue) return
    const fix = toSet(privileged, false, 'Set `privileged: false`', 'review')
    const severity = unlessSystem(container.pods, 'error')
    yield { at: privileged, message: `The ${container} is privileged`, severity, ...(fix && { fix }) }
  },
})
