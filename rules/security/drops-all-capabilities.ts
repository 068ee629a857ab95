import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { droppedCapabilities, isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'drops-all-capabilities',
  severity: 'warning',
  summary: 'Every container gives up all capabilities before it takes those that it needs.',
  why: 'The runtime gives more than a dozen to root in a container: to make raw packets, devices, files of anybody.',
  instead: 'Set `capabilities.drop` to `[ALL]`.',
  profiles: ['security'],
  elsewhere: {
    polaris: ['insecureCapabilities'],
    trivy: ['KSV-0003', 'KSV-0106'],
    checkov: ['CKV_K8S_37'],
    kubescape: ['C-0201'],
    kubesec: ['CapDropAll'],
    kyverno: ['disallow-capabilities-strict', 'require-drop-all', 'drop-all-capabilities'],
    gatekeeper: ['K8sPSPCapabilities'],
    PSS: ['restricted'],
    NSA: ['pod-security'],
    CIS: ['5.2.10'],
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
              securityContext:
                capabilities:
                  drop: «[NET_RAW]»
                  add: [NET_BIND_SERVICE]`,
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
    if (isWindows(container.pods)) return
    const drop = container.get('securityContext', 'capabilities', 'drop')
    if (droppedCapabilities(container).includes('ALL')) return
    const fix = toSet(drop, ['ALL'], 'Drop all capabilities', 'review')
    const at = drop.exists ? drop : container.here
    yield { at, message: `The ${container} keeps capabilities that it may not need`, ...(fix && { fix }) }
  },
})
