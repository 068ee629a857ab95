import { givenByLimitRange } from '../../src/lint/cluster/limit-ranges.ts'
import { scalersOf } from '../../src/lint/cluster/scaling.ts'
import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { REPLICATED } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'autoscaler-can-measure',
  severity: 'warning',
  summary: 'Pods that are scaled by utilization request the resource.',
  why: 'Utilization is a share of the request: where one container has none, the autoscaler says so in its status and does nothing.',
  instead: 'Request the resource in every container, or scale by `AverageValue` or `ContainerResource`.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
          maxReplicas: 5
          metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
                - { name: web, image: web:1, resources: { requests: { cpu: 100m } } }
                - { name: «logs», image: logs:1 }`,
    ],
    good: [
      // A limit is a request as well.
      yaml`
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
          maxReplicas: 5
          metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              initContainers: [{ name: wait, image: wait:1 }]
              containers:
                - { name: web, image: web:1, resources: { requests: { cpu: 100m } } }
                - { name: logs, image: logs:1, resources: { limits: { cpu: 100m } } }`,
    ],
  },
  on: REPLICATED,
  *check({ pods, object }, cluster) {
    if (!pods) return
    for (const scaler of scalersOf(object, cluster)) {
      for (const { resource, at, container: only } of utilizations(scaler)) {
        // Pods as a whole may request it as well.
        if (pods.spec.get('resources', 'requests', resource).exists && only === undefined) continue
        for (const container of pods.containers) {
          if (!container.runsOn || (only !== undefined && container.name !== only)) continue
          if (requests(container, resource) || givenByLimitRange(container, 'requests', resource, cluster)) continue
          yield {
            at: container.here,
            message: `${scaler} goes by the utilization of ${resource}, and the ${container} requests none`,
            related: [{ at, message: `Goes by ${resource}` }],
          }
        }
      }
    }
  },
})

const requests = (container: Field, resource: string): boolean =>
  container.get('resources', 'requests', resource).exists || container.get('resources', 'limits', resource).exists

interface Utilization {
  readonly resource: string
  readonly at: Field
  readonly container?: string
}

function utilizations(scaler: LintObject): Utilization[] {
  const old = scaler.get('spec', 'targetCPUUtilizationPercentage')
  if (old.exists) return [{ resource: 'cpu', at: old }]
  return scaler.get('spec', 'metrics').items.flatMap((metric): Utilization[] => {
    const type = metric.get('type').text
    const source = metric.get(type === 'ContainerResource' ? 'containerResource' : 'resource')
    const name = source.get('name')
    const share = source.get('target', 'averageUtilization').exists || source.get('targetAverageUtilization').exists
    if (!name.text || !share) return []
    const container = type === 'ContainerResource' ? source.get('container').text : undefined
    return [{ resource: name.text, at: name, ...(container !== undefined && { container }) }]
  })
}
