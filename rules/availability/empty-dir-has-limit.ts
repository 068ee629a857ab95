import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'empty-dir-has-limit',
  severity: 'note',
  summary: 'An `emptyDir` has a size.',
  why: 'Without one, a pod that writes too much fills the disk of its node (or its memory), and the pods of others are evicted.',
  instead: 'Set `sizeLimit`.',
  profiles: ['strict'],
  elsewhere: { kyverno: ['add-emptydir-sizelimit', 'require-emptydir-requests-limits'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1 }]
          volumes: [{ name: cache, «emptyDir»: {} }]`,
    ],
    good: [
      // Where each container may use so much, the volume may not use more.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1 }]
          volumes: [{ name: cache, emptyDir: { sizeLimit: 1Gi } }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: limited }
        spec:
          containers: [{ name: limited, image: limited:1, resources: { limits: { ephemeral-storage: 1Gi } } }]
          volumes: [{ name: cache, emptyDir: {} }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      const directory = volume.get('emptyDir')
      if (!directory.map || directory.get('sizeLimit').exists) continue
      const resource = directory.get('medium').text === 'Memory' ? 'memory' : 'ephemeral-storage'
      const running = pods.containers.filter(container => container.list === 'containers')
      if (running.every(container => container.get('resources', 'limits', resource).exists)) continue
      yield { at: directory.key, message: `The volume ${volume.get('name').text ?? ''} of ${pods} has no size` }
    }
  },
})
