import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { unlessSystem } from '../../src/lint/security-context.ts'

export default rule({
  name: 'host-path-is-read-only',
  severity: 'warning',
  summary: 'Files of the node are mounted to be read, not to be written.',
  why: 'What a container writes on its node outlives it, and other programs there may trust it.',
  instead: 'Set `readOnly: true` on the mount.',
  profiles: ['strict', 'security'],
  elsewhere: {
    'kube-linter': ['writable-host-mount'],
    kubescape: ['C-0045'],
    kyverno: ['ensure-readonly-hostpath'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              volumeMounts:
                - name: «logs»
                  mountPath: /logs
                - name: zones
                  mountPath: /zones
                  readOnly: «false»
          volumes:
            - name: logs
              hostPath: { path: /var/log/web }
            - name: zones
              hostPath: { path: /usr/share/zoneinfo }`,
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
              volumeMounts:
                - { name: logs, mountPath: /logs, readOnly: true }
                - { name: scratch, mountPath: /scratch }
          volumes:
            - name: logs
              hostPath: { path: /var/log/web }
            - name: scratch
              emptyDir: {}`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const ofNode = pods.volumes.filter(volume => volume.get('hostPath').map)
    if (ofNode.length === 0) return
    const paths = new Map(ofNode.map(volume => [volume.get('name').text, volume.get('hostPath', 'path').text]))
    for (const container of pods.containers) {
      for (const mount of container.get('volumeMounts').items) {
        const name = mount.get('name')
        const setting = mount.get('readOnly')
        if (!paths.has(name.text) || setting.isTrue) continue
        const fix = toSet(setting, true, 'Mount it read-only', 'review')
        const message = `The ${container} can write to ${paths.get(name.text)} of its node`
        const severity = unlessSystem(pods, 'warning')
        yield { at: setting.exists ? setting : name, message, severity, ...(fix && { fix }) }
      }
    }
  },
})
