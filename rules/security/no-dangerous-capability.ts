import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { addedCapabilities, isDangerous, unlessSystem } from '../../src/lint/security-context.ts'

export default rule<{ allow: string[] }>({
  name: 'no-dangerous-capability',
  severity: 'error',
  summary: 'No container gets a capability that amounts to owning its node.',
  why: 'With them a process loads kernel modules, mounts file systems, or reads the memory of others: privileged in all but name.',
  instead: 'Remove it, or find the narrower one that is needed.',
  // Under `security`, no-added-capability finds every capability that is added.
  profiles: ['recommended'],
  elsewhere: {
    polaris: ['dangerousCapabilities'],
    trivy: ['KSV-0005', 'KSV-0120'],
    checkov: ['CKV_K8S_39'],
    kubescape: ['C-0046'],
    kubesec: ['CapSysAdmin'],
    datree: ['CONTAINERS_INVALID_CAPABILITIES_VALUE'],
    gatekeeper: ['K8sPSPCapabilities'],
  },
  options: {
    allow: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'Capabilities that may be added all the same.',
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
                capabilities: { add: [«SYS_ADMIN», «CAP_SYS_MODULE»] }
            - name: all
              image: agent:1
              securityContext:
                capabilities: { add: [«ALL»] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - { name: web, image: 'web:1', securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } } }
            - { name: vpn, image: 'vpn:1', securityContext: { capabilities: { add: [NET_ADMIN, SYS_TIME] } } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const at of addedCapabilities(container)) {
      if (at.text === undefined || !isDangerous(at.text, container.pods) || this.options.allow.includes(at.text))
        continue
      const fix = toRemove(at, `Remove ${at.text}`, 'review')
      const severity = unlessSystem(container.pods, 'error')
      yield {
        at,
        message: `The ${container} gets ${at.text}, with which it can take over its node`,
        severity,
        ...(fix && { fix }),
      }
    }
  },
})
