import { onlyModeOf } from '../../src/lint/cluster/claims.ts'
import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'rollout-frees-the-disk',
  severity: 'warning',
  summary: 'A Deployment whose volume only one node may mount stops the old pod before it starts the new one.',
  why: 'A rolling update starts the new pod first: on another node it waits for the volume, and the old pod waits for it.',
  instead: 'Use `strategy: { type: Recreate }`, or a StatefulSet.',
  profiles: ['strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: data }
        spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: web:1 }]
              volumes: [{ name: data, persistentVolumeClaim: { claimName: «data» } }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: data }
        spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          strategy: { type: Recreate }
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: web:1 }]
              volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: one-by-one }
        spec:
          strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
          selector: { matchLabels: { app: one } }
          template:
            metadata: { labels: { app: one } }
            spec:
              containers: [{ name: one, image: one:1 }]
              volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]`,
    ],
  },
  on: ['Deployment'],
  *check(object, cluster) {
    const { pods } = object
    // Several replicas are another rule's.
    if (pods?.replicas !== 1 || object.get('spec', 'strategy', 'type').text === 'Recreate') return
    const surge = object.get('spec', 'strategy', 'rollingUpdate', 'maxSurge').scalar
    if (surge === 0 || surge === '0%' || surge === '0') return
    for (const volume of pods.volumes) {
      const name = volume.get('persistentVolumeClaim', 'claimName')
      const mode = name.text ? onlyModeOf(name.text, object.namespace, cluster) : undefined
      if (!mode) continue
      const rolling = object.get('spec', 'strategy').exists
      const fix = rolling
        ? undefined
        : toSet(object.get('spec', 'strategy'), { type: 'Recreate' }, 'Set `strategy: { type: Recreate }`', 'review')
      yield {
        at: name,
        message: `An update of ${object} starts a pod while the old one still holds the claim ${name.text}, which is ${mode.mode}`,
        related: [{ at: mode.at, message: `${mode.at.object} may be mounted by one ${mode.per}` }],
        ...(fix && { fix }),
      }
      return
    }
  },
})
