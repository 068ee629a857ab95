import { fewest, fewestOf, most, SCALERS } from '../../src/lint/cluster/scaling.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'autoscaler-has-room',
  severity: 'warning',
  summary: 'An autoscaler may run more pods than it has to.',
  why: 'With the same number twice nothing is ever scaled.',
  instead: 'Raise `maxReplicas`, or remove the autoscaler and set `replicas`.',
  profiles: ['strict'],
  elsewhere: { polaris: ['hpaMaxAvailability'] },
  examples: {
    bad: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 3, maxReplicas: «3» }`,
    ],
    good: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 3, maxReplicas: 6 }`,
    ],
  },
  on: SCALERS,
  *check(scaler) {
    const field = most(scaler)
    const least = fewestOf(scaler)
    if (field.number !== least) return
    const related = fewest(scaler).exists ? [{ at: fewest(scaler), message: `No fewer than ${least}` }] : []
    yield { at: field, message: `${scaler} runs no fewer and no more than ${least} pods`, related }
  },
})
