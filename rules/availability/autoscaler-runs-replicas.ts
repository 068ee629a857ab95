import { fewest, fewestOf, SCALERS } from '../../src/lint/cluster/scaling.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ least: number }>({
  name: 'autoscaler-runs-replicas',
  severity: 'note',
  summary: 'An autoscaler leaves more than one pod.',
  why: 'In quiet hours a single pod is left, which is gone whenever its node is drained or lost.',
  instead: 'Raise `minReplicas`.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['hpa-minimum-three-replicas'],
    'kube-score': ['horizontalpodautoscaler-replicas'],
    polaris: ['hpaMinAvailability'],
    datree: ['HPA_MISSING_MINREPLICAS_KEY'],
    gatekeeper: ['K8sHorizontalPodAutoscaler'],
  },
  options: { least: { type: 'integer', default: 2, description: 'The least `minReplicas`.' } },
  examples: {
    bad: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: «1», maxReplicas: 5 }`,
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: «web» }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 5 }`,
    ],
    good: [
      // None at all is what KEDA is for.
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 5 }
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: { name: worker }
        spec: { scaleTargetRef: { name: worker } }`,
    ],
  },
  on: SCALERS,
  *check(scaler) {
    const least = fewestOf(scaler)
    if (least <= 0 || least >= this.options.least) return
    const field = fewest(scaler)
    const message = `${scaler} goes down to ${least === 1 ? 'a single pod' : `${least} pods`}`
    yield { at: field.exists ? field : scaler, message }
  },
})
