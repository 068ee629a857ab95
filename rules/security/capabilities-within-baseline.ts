import { defaultCapabilities } from '../../src/apiserver/admission/pod-security/privilege-checks.ts'
import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { addedCapabilities } from '../../src/lint/security-context.ts'
import { NEWEST } from '../../src/resource/version.ts'

export default rule({
  name: 'capabilities-within-baseline',
  severity: 'error',
  summary: 'No container gets a capability that container runtimes do not give by default.',
  why: 'Capabilities beyond those lead out of the container.',
  instead: 'Remove it.',
  profiles: [],
  elsewhere: {
    polaris: ['dangerousCapabilities'],
    trivy: ['KSV-0022'],
    kubescape: ['C-0200'],
    datree: ['CONTAINERS_INVALID_CAPABILITIES_VALUE'],
    kyverno: ['disallow-capabilities'],
    gatekeeper: ['K8sPSPCapabilities'],
    PSS: ['baseline'],
    CIS: ['5.2.9'],
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
                capabilities: { add: [«NET_ADMIN», CHOWN] }`,
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
              securityContext: { capabilities: { add: [NET_BIND_SERVICE, CHOWN, SETUID] } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const at of addedCapabilities(container)) {
      if (at.text === undefined || isWithinBaseline(at.text)) continue
      const fix = toRemove(at, `Remove ${at.text}`, 'review')
      yield {
        at,
        message: `The ${container} gets ${at.text}, which runtimes do not give by default`,
        ...(fix && { fix }),
      }
    }
  },
})

/** Asks the admission plugin itself. */
function isWithinBaseline(name: string): boolean {
  const containers = [{ securityContext: { capabilities: { add: [name] } } }]
  return !defaultCapabilities.run({ metadata: {}, spec: { containers } }, NEWEST)
}
