import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'no-mount-propagation',
  severity: 'warning',
  summary: 'Mounts do not travel between a container and its node.',
  why: 'A mount that a container makes would appear on the node and in other containers, or theirs in it.',
  instead: 'Remove `mountPropagation`.',
  profiles: ['security'],
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
              securityContext: { privileged: true }
              volumeMounts:
                - { name: host, mountPath: /host, mountPropagation: «Bidirectional» }
          volumes: [{ name: host, hostPath: { path: /var/lib/agent } }]`,
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
              volumeMounts: [{ name: scratch, mountPath: /scratch, mountPropagation: None }]
          volumes: [{ name: scratch, emptyDir: {} }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const mount of container.get('volumeMounts').items) {
      const at = mount.get('mountPropagation')
      if (!at.text || at.text === 'None') continue
      const way = at.text === 'Bidirectional' ? 'to its node and back' : 'from its node'
      const fix = toRemove(at, 'Remove `mountPropagation`', 'review')
      const message = `Mounts below ${mount.get('mountPath').text} travel ${way} in the ${container}`
      yield { at, message, severity: unlessSystem(container.pods, 'warning'), ...(fix && { fix }) }
    }
  },
})
