import { SCALERS, scalersAt, targetOf } from '../../src/lint/cluster/scaling.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'autoscaler-decides-alone',
  severity: 'warning',
  summary: 'Nothing is scaled by two autoscalers at once.',
  why: 'Each undoes what the other did, and the number of pods goes up and down.',
  instead: 'Put the metrics into one autoscaler. A VerticalPodAutoscaler beside it must leave alone what it goes by.',
  profiles: ['recommended', 'strict'],
  elsewhere: { kyverno: ['check-hpa-exists', 'check-vpa-exists'] },
  examples: {
    bad: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 5 }
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: { name: web }
        spec: { scaleTargetRef: { name: «web» } }`,
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
          maxReplicas: 5
          metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
        ---
        apiVersion: autoscaling.k8s.io/v1
        kind: VerticalPodAutoscaler
        metadata: { name: web }
        spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: «web» } }`,
    ],
    good: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
          maxReplicas: 5
          metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
        ---
        apiVersion: autoscaling.k8s.io/v1
        kind: VerticalPodAutoscaler
        metadata: { name: web }
        spec:
          targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
          resourcePolicy: { containerPolicies: [{ containerName: "*", controlledResources: [memory] }] }
        ---
        apiVersion: autoscaling.k8s.io/v1
        kind: VerticalPodAutoscaler
        metadata: { name: advice }
        spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, updatePolicy: { updateMode: "Off" } }`,
    ],
  },
  on: [...SCALERS, 'VerticalPodAutoscaler'],
  *check(scaler, cluster) {
    const target = targetOf(scaler)
    if (!target) return
    const isVertical = scaler.kind === 'VerticalPodAutoscaler'
    const others = scalersAt(target, cluster)
    const other = isVertical ? others.find(one => quarrels(scaler, one)) : others[0]
    if (!other || other === scaler || (other.name === scaler.name && other.kind === scaler.kind)) return
    const at = scaler.get('spec', isVertical ? 'targetRef' : 'scaleTargetRef', 'name')
    const what = target.split('\n')
    yield {
      at,
      message: `${scaler} and ${other} both scale ${what[0]} ${what[2]}`,
      related: [{ at: other, message: `${other}` }],
    }
  },
})

/** Both go by cpu or memory, and the vertical one acts. */
function quarrels(vertical: LintObject, horizontal: LintObject): boolean {
  if (vertical.get('spec', 'updatePolicy', 'updateMode').text === 'Off') return false
  const used = measured(horizontal)
  const policies = vertical.get('spec', 'resourcePolicy', 'containerPolicies').items
  const controlled = policies.map(policy => {
    if (policy.get('mode').text === 'Off') return []
    const given = policy.get('controlledResources')
    return given.exists ? given.texts : ['cpu', 'memory']
  })
  const all = policies.length > 0 ? controlled.flat() : ['cpu', 'memory']
  return all.some(name => used.includes(name))
}

function measured(scaler: LintObject): string[] {
  if (scaler.get('spec', 'targetCPUUtilizationPercentage').exists) return ['cpu']
  return scaler.get('spec', 'metrics').items.flatMap(metric => {
    const type = metric.get('type').text
    const field = type === 'Resource' ? 'resource' : type === 'ContainerResource' ? 'containerResource' : undefined
    return field ? (metric.get(field, 'name').text ?? []) : []
  })
}
