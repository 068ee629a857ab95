import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { droppedCapabilities, isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'drops-some-capability',
  severity: 'warning',
  summary: 'Every container gives up at least one capability.',
  why: 'A container that gives up none has not been thought about.',
  instead: 'Set `capabilities.drop` to `[ALL]`.',
  profiles: [],
  elsewhere: {
    trivy: ['KSV-0004'],
    kubesec: ['CapDropAny'],
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
              securityContext: { capabilities: { drop: «[]» } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', securityContext: { capabilities: { drop: [NET_RAW] } } }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (isWindows(container.pods) || droppedCapabilities(container).length > 0) return
    const drop = container.get('securityContext', 'capabilities', 'drop')
    const fix = toSet(drop, ['ALL'], 'Drop all capabilities', 'review')
    const at = drop.exists ? drop : container.here
    yield { at, message: `The ${container} gives up no capability`, ...(fix && { fix }) }
  },
})
