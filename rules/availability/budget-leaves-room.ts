import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { guardedBy } from '../../src/lint/cluster/guards.ts'
import { fewest, fewestOf, scalersOf } from '../../src/lint/cluster/scaling.ts'
import type { Spot } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import type { PodTemplate } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { scaledValue } from '../../src/resource/int-or-string.ts'

export default rule({
  name: 'budget-leaves-room',
  severity: 'error',
  summary: 'A PodDisruptionBudget allows at least one pod to be evicted.',
  why: 'Without room, draining a node waits until someone deletes the budget.',
  instead: 'Ask for fewer available pods, or run more replicas.',
  profiles: ['recommended'],
  elsewhere: {
    'kube-linter': ['pdb-max-unavailable', 'pdb-min-available', 'pdb-with-hpa-min-available'],
    'kube-score': ['poddisruptionbudget-has-policy'],
    polaris: [
      'pdbDisruptionsIsZero',
      'pdbMinAvailableGreaterThanHPAMinReplicas',
      'pdbMinAvailableGreaterThanOrEqualToHPAMinReplicas',
      'pdbMinAvailableEqualToHPAMinReplicas',
      'pdbMinAvailableGreaterThanHPAMaxReplicas',
    ],
    kyverno: ['pdb-maxunavailable', 'pdb-minavailable'],
    gatekeeper: ['K8sPodDisruptionBudget'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec:
          minAvailable: «2»
          selector: { matchLabels: { app: web } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 2
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { maxUnavailable: «0», selector: {} }`,
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { minAvailable: «100%», selector: { matchLabels: { app: web } } }`,
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { minAvailable: «2», selector: { matchLabels: { app: web } } }
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
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: web }
        spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 9 }`,
      // Neither field: no pod is ever counted on, and none may go.
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: «web» }
        spec: { selector: { matchLabels: { app: web } } }`,
      // What a workload selects its pods will be labelled with, once they are written.
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { minAvailable: «1», selector: { matchLabels: { app: web } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec: { replicas: 1, selector: { matchLabels: { app: web } } }`,
    ],
    good: [
      // Without a selector it holds nobody.
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: {}`,
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { minAvailable: 50%, selector: { matchLabels: { app: web } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 3
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
      // Two workloads, and either may go.
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
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
        metadata: { name: web-canary }
        spec:
          selector: { matchLabels: { app: web, track: canary } }
          template:
            metadata: { labels: { app: web, track: canary } }
            spec: { containers: [{ name: web, image: web:2 }] }`,
    ],
  },
  on: ['PodDisruptionBudget'],
  *check(budget, cluster) {
    const floor = budget.get('spec', 'minAvailable')
    const field = floor.exists ? floor : budget.get('spec', 'maxUnavailable')
    if (!field.exists && budget.get('spec', 'selector').map) {
      const message = `${budget} says neither minAvailable nor maxUnavailable: it never lets a pod be evicted`
      yield { at: budget, message, advice: 'Set `maxUnavailable: 1`.' }
    }
    if (field.scalar === undefined) return
    const never = neverAnyRoom(field.path.at(-1) === 'minAvailable', field.scalar)
    if (never) {
      yield { at: field, message: `${budget} never lets a pod be evicted` }
      return
    }
    const guarded = workloadsOf(budget, cluster)
    const replicas = guarded.reduce((sum, one) => sum + (one.replicas ?? Number.NaN), 0)
    // How many pods nodes or jobs make cannot be told.
    if (!(replicas > 0)) return
    const room = roomIn(field.path.at(-1) === 'minAvailable', field.scalar, replicas)
    if (room === undefined || room > 0) return
    const pods = replicas === 1 ? 'the only pod' : `any of the ${replicas} pods`
    const whose = guarded.map(one => (one.scaler ? `${one.scaler} leaves of ${one.workload}` : `${one.workload}`))
    const message = `${budget} leaves no room to evict ${pods} ${guarded[0]!.scaler ? 'that' : 'of'} ${whose.join(' and ')}`
    const related = guarded.map(one => ({
      at: one.at,
      message: `${one.scaler ?? one.workload} runs ${one.replicas} pod${one.replicas === 1 ? '' : 's'}`,
    }))
    // With an autoscaler there is room as soon as there is something to do.
    yield { at: field, message, related, severity: guarded.some(({ scaler }) => scaler) ? 'warning' : 'error' }
  },
})

interface Guarded {
  readonly workload: PodTemplate
  readonly replicas: number | undefined
  readonly scaler?: LintObject
  readonly at: Spot
}

/** All pods that a budget selects count together. Of the same workload in several environments one is looked at. */
function workloadsOf(budget: LintObject, cluster: Cluster): Guarded[] {
  const seen = new Set<string>()
  return guardedBy(budget, cluster).flatMap(workload => {
    const { object } = workload
    const name = `${object.kind} ${object.name}`
    if (seen.has(name)) return []
    seen.add(name)
    const [scaler] = scalersOf(object, cluster)
    const at = scaler ? fewest(scaler) : object.get('spec', 'replicas')
    return [{ workload, replicas: scaler ? fewestOf(scaler) : workload.replicas, ...(scaler && { scaler }), at }]
  })
}

/** `maxUnavailable: 0` and `minAvailable: 100%` hold whatever the number of pods. */
const neverAnyRoom = (isFloor: boolean, value: string | number): boolean =>
  isFloor ? value === '100%' : value === 0 || value === '0' || value === '0%'

/** Both fields round up, so 25% of 2 pods is 1 pod. Truth: pkg/controller/disruption */
function roomIn(isFloor: boolean, value: string | number, replicas: number): number | undefined {
  const amount = scaledValue(value, replicas, 'up')
  if (amount === undefined) return undefined
  return isFloor ? replicas - amount : amount
}
