import { onlyModeOf } from '../../src/lint/cluster/claims.ts'
import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { servicesOf } from '../../src/lint/cluster/services.ts'
import type { PodTemplate } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-recreate-behind-service',
  severity: 'note',
  summary: 'A Deployment behind a Service is updated pod by pod.',
  why: '`Recreate` stops all pods before it starts the first new one, and `OnDelete` waits for somebody to do it.',
  instead: 'Use `RollingUpdate`, unless two versions must never run at the same time.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['no-rolling-update-strategy'],
    'kube-score': ['deployment-strategy'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          strategy: { type: «Recreate» }
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: worker }
        spec:
          strategy: { type: Recreate }
          selector: { matchLabels: { app: worker } }
          template:
            metadata: { labels: { app: worker } }
            spec: { containers: [{ name: worker, image: worker:1 }] }`,
      // The disk has to be let go of before the next pod can have it.
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: database }
        spec: { selector: { app: database }, ports: [{ port: 5432 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: database }
        spec:
          strategy: { type: Recreate }
          selector: { matchLabels: { app: database } }
          template:
            metadata: { labels: { app: database } }
            spec:
              containers: [{ name: database, image: database:1 }]
              volumes: [{ name: data, persistentVolumeClaim: { claimName: database } }]`,
    ],
  },
  on: ['Deployment'],
  *check(object, cluster) {
    const type = object.get('spec', 'strategy', 'type')
    if (type.text !== 'Recreate' || !object.pods || object.pods.replicas === 0) return
    if (holdsDisk(object.pods, cluster)) return
    const [service] = servicesOf(object.pods, cluster)
    if (!service) return
    yield {
      at: type,
      message: `Every update of ${object} stops all of its pods, and ${service} has nobody to send traffic to`,
      related: [{ at: service, message: `${service} sends traffic to them` }],
    }
  },
})

/** Who mounts a disk that one node may mount, or a claim that nobody can look at, has to let go of it first. */
const holdsDisk = ({ volumes, namespace }: PodTemplate, cluster: Cluster): boolean =>
  volumes.some(volume => {
    const { text } = volume.get('persistentVolumeClaim', 'claimName')
    if (!text) return false
    const isKnown = cluster.has('PersistentVolumeClaim', text, namespace)
    return !isKnown || onlyModeOf(text, namespace, cluster) !== undefined
  })
