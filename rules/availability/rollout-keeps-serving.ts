import { fewestPods } from '../../src/lint/cluster/scaling.ts'
import { servicesOf } from '../../src/lint/cluster/services.ts'
import { type Update, unavailableAtOnce } from '../../src/lint/rollout.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'rollout-keeps-serving',
  severity: 'warning',
  summary: 'A rolling update leaves at least one pod to the Services in front of it.',
  why: 'Where all old pods may go before the first new one is ready, every update is an outage.',
  instead: 'Lower `maxUnavailable`, to 0 for a single pod, and allow `maxSurge`.',
  profiles: ['recommended', 'strict'],
  elsewhere: { 'kube-linter': ['no-rolling-update-strategy'], 'kube-score': ['deployment-strategy'] },
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
          replicas: 2
          strategy: { rollingUpdate: { maxUnavailable: «2» } }
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
      // Of one pod 25% is none, and none of each would never get on: Kubernetes makes it one.
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
          strategy: { rollingUpdate: { maxUnavailable: «25%», maxSurge: 0 } }
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      // The defaults bring the new pod first. A StatefulSet of one pod, and Recreate, leave no choice.
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
        kind: StatefulSet
        metadata: { name: web }
        spec:
          serviceName: web
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: behind-nothing }
        spec:
          strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }
          selector: { matchLabels: { app: worker } }
          template:
            metadata: { labels: { app: worker } }
            spec: { containers: [{ name: worker, image: worker:1 }] }`,
    ],
  },
  on: ['Deployment', 'StatefulSet'],
  *check(object, cluster) {
    const isDeployment = object.kind === 'Deployment'
    const strategy = object.get('spec', isDeployment ? 'strategy' : 'updateStrategy')
    const field = strategy.get('rollingUpdate', 'maxUnavailable')
    if (!field.exists || (strategy.get('type').text ?? 'RollingUpdate') !== 'RollingUpdate') return
    const replicas = fewestPods(object, cluster)
    if (!object.pods || !replicas) return
    const surge = strategy.get('rollingUpdate', 'maxSurge').scalar
    const update: Update = {
      replicas,
      maxUnavailable: field.scalar ?? 1,
      maxSurge: isDeployment ? (surge ?? '25%') : 0,
    }
    if (replicas === 1 && !isDeployment) return
    const gone = unavailableAtOnce(update)
    if (gone === undefined || gone < replicas) return
    const [service] = servicesOf(object.pods, cluster)
    if (!service) return
    const pods = replicas === 1 ? 'the only pod' : `all ${replicas} pods`
    yield {
      at: field,
      message: `An update of ${object} may take away ${pods} at once, and ${service} has nobody to send traffic to`,
      related: [{ at: service, message: `${service} sends traffic to them` }],
    }
  },
})
