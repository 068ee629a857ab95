import { called, missing } from '../../src/lint/cluster/missing.ts'
import { kindKey } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'scale-target-exists',
  severity: 'warning',
  summary: 'What an autoscaler scales is there.',
  why: 'An autoscaler without its target does nothing, and says so only in its status.',
  instead: 'Mend kind, API version and name of the target; it must be in the same namespace.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    'kube-linter': ['dangling-horizontalpodautoscaler'],
    'kube-score': ['horizontalpodautoscaler-has-target'],
    kyverno: ['check-hpa-exists'],
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: «webb» }, maxReplicas: 5 }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }`,
    ],
    good: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 5 }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: { name: web }
        spec: { scaleTargetRef: { name: web } }`,
    ],
  },
  on: ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject.keda.sh'],
  *check(scaler, cluster) {
    const target = scaler.get('spec', scaler.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef')
    const name = target.get('name')
    if (!name.text) return
    const kind = kindKey(target.get('apiVersion').text ?? 'apps/v1', target.get('kind').text ?? 'Deployment')
    if (cluster.has(kind, name.text, scaler.namespace)) return
    const message = `${scaler} scales ${called(kind, name.text, scaler.namespace)}, which is not there`
    yield { at: name, message, ...missing(cluster) }
  },
})
