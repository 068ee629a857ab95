import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { addedCapabilities, capability, isDangerous, unlessSystem } from '../../src/lint/security-context.ts'

export default rule<{ allow: string[] }>({
  name: 'no-added-capability',
  severity: 'warning',
  summary: 'No container gets capabilities, except to listen on low ports.',
  why: 'Each one is a part of what root may do, and most lead to the rest.',
  instead: 'Remove it; what needs root for one moment can often do that in an init container or outside.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0022', 'KSV-0106'],
    checkov: ['CKV_K8S_25'],
    kubescape: ['C-0046', 'C-0200'],
    kyverno: ['disallow-capabilities-strict'],
    gatekeeper: ['K8sPSPCapabilities'],
    PSS: ['restricted'],
    CIS: ['5.2.9', '5.2.8'],
  },
  options: {
    allow: {
      type: 'array',
      items: { type: 'string' },
      default: ['NET_BIND_SERVICE'],
      description: 'Capabilities that may be added.',
    },
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
                capabilities: { drop: [ALL], add: [«NET_ADMIN», NET_BIND_SERVICE, «CHOWN»] }`,
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
              securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const at of addedCapabilities(container)) {
      if (at.text === undefined || this.options.allow.includes(capability(at.text))) continue
      const fix = toRemove(at, `Remove ${at.text}`, 'review')
      const severity = unlessSystem(container.pods, isDangerous(at.text, container.pods) ? 'error' : 'warning')
      yield { at, message: `The ${container} gets the capability ${at.text}`, severity, ...(fix && { fix }) }
    }
  },
})
