import { onlyModeOf } from '../../src/lint/cluster/claims.ts'
import { mostPods } from '../../src/lint/cluster/scaling.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'replicas-do-not-share-a-disk',
  severity: 'warning',
  summary: 'Several pods do not mount one volume that only one node may mount.',
  why: 'A volume of `ReadWriteOnce` is on one node at a time: pods on other nodes wait for ever.',
  instead: 'Use `ReadWriteMany`, a StatefulSet with `volumeClaimTemplates`, or a single replica.',
  profiles: ['recommended', 'strict'],
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
          replicas: 3
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
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: shared }
        spec: { accessModes: [ReadWriteOnce, ReadWriteMany], resources: { requests: { storage: 1Gi } } }
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
              volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api }
        spec:
          replicas: 3
          selector: { matchLabels: { app: api } }
          template:
            metadata: { labels: { app: api } }
            spec:
              containers: [{ name: api, image: api:1 }]
              volumes: [{ name: shared, persistentVolumeClaim: { claimName: shared } }]`,
    ],
  },
  on: ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet'],
  *check(object, cluster) {
    const { pods } = object
    if (!pods) return
    const onNodes = object.kind === 'DaemonSet'
    const count = onNodes ? 2 : mostPods(object, cluster)
    if (!count || count < 2) return
    for (const volume of pods.volumes) {
      const name = volume.get('persistentVolumeClaim', 'claimName')
      if (!name.text) continue
      const mode = onlyModeOf(name.text, object.namespace, cluster)
      if (!mode) continue
      const many = onNodes ? `${object} on every node` : `the ${count} pods of ${object}`
      yield {
        at: name,
        message: `The claim ${name.text} is ${mode.mode}, and it is mounted by ${many}`,
        related: [{ at: mode.at, message: `${mode.at.object} may be mounted by one ${mode.per}` }],
      }
    }
  },
})
