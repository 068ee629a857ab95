import { toRemove, toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { addedCapabilities, capability, droppedCapabilities, isWindows } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-raw-packets',
  severity: 'warning',
  summary: 'No container can make raw packets.',
  why: 'With NET_RAW a container forges packets on the network of its node, and pretends to be another pod.',
  instead: 'Drop `NET_RAW`, or all capabilities.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['drop-net-raw-capability'],
    trivy: ['KSV-0119'],
    checkov: ['CKV_K8S_28'],
    kubescape: ['C-0199'],
    kyverno: ['require-drop-cap-net-raw', 'drop-cap-net-raw'],
    CIS: ['5.2.8'],
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
              securityContext: { capabilities: { drop: [ALL], add: [«NET_RAW»] } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - { name: web, image: 'web:1', securityContext: { capabilities: { drop: [NET_RAW] } } }
            - { name: proxy, image: 'proxy:1', securityContext: { capabilities: { drop: [ALL] } } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (isWindows(container.pods)) return
    const message = `The ${container} can make raw packets`
    const added = addedCapabilities(container).find(({ text }) => text !== undefined && GRANTS.has(capability(text)))
    if (added) {
      // What is not added is still given, unless it is dropped as well.
      const isDropped = droppedCapabilities(container).some(name => GRANTS.has(name))
      const fix = isDropped ? toRemove(added, 'Remove it', 'review') : undefined
      yield { at: added, message, ...(fix && { fix }) }
      return
    }
    if (droppedCapabilities(container).some(name => GRANTS.has(name))) return
    const drop = container.get('securityContext', 'capabilities', 'drop')
    const fix = toSet(drop, [...drop.texts, 'NET_RAW'], 'Drop `NET_RAW`', 'review')
    yield { at: drop.exists ? drop : container.here, message, ...(fix && { fix }) }
  },
})

const GRANTS = new Set(['ALL', 'NET_RAW'])
