import { scalersOf } from '../../src/lint/cluster/scaling.ts'
import { toRemove } from '../../src/lint/fixes.ts'
import { REPLICATED } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-replicas-beside-autoscaler',
  severity: 'warning',
  summary: 'What an autoscaler scales does not set its own number of replicas.',
  why: 'Every time the manifest is applied, the pods that the autoscaler added are taken away again.',
  instead: 'Remove `replicas`.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-score': ['deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: «3»
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 5 }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 5 }`,
    ],
  },
  on: REPLICATED,
  *check(object, cluster) {
    const field = object.get('spec', 'replicas')
    if (!field.exists) return
    const [scaler] = scalersOf(object, cluster)
    if (!scaler) return
    const fix = toRemove(field, 'Remove `replicas`', 'review')
    yield {
      at: field,
      message: `${object} sets ${field.number} replicas, and ${scaler} decides how many there are`,
      related: [{ at: scaler, message: `${scaler}` }],
      ...(fix && { fix }),
    }
  },
})
