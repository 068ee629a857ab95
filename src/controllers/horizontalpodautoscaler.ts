import { equal, type JsonObject } from '../resource/json.ts'
import type { Condition } from '../resource/kinds.ts'
import type { LabelSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { timestamp, withCondition } from '../resource/pod-state.ts'
import { type Answer, type Controller, groupKindOf, type Step, succeeded, type World } from './controller.ts'
import type { Measurements } from './horizontalpodautoscaler/measured.ts'
import { type Metric, type Missing, missingMetric } from './horizontalpodautoscaler/metrics.ts'
import { type Behavior, type Past, paced } from './horizontalpodautoscaler/pace.ts'
import { type Proposal, propose } from './horizontalpodautoscaler/proposal.ts'
import { again, normal, update, updateStatus, warning } from './steps.ts'

interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { apiVersion: string; kind: string; name: string }
    minReplicas?: number
    maxReplicas: number
    metrics?: Metric[]
    behavior?: Behavior
  }
  status?: Status
}

interface Status {
  currentReplicas?: number
  desiredReplicas?: number
  currentMetrics?: JsonObject[] | null
  lastScaleTime?: string
  observedGeneration?: number
  conditions?: Condition[]
}

interface Scalable extends KubeObject {
  spec: { replicas?: number; selector?: LabelSelector | Record<string, string> }
}

const PERIOD_SECONDS = 15

/** What can be scaled, and how errors call it. */
const TARGETS: Record<string, string> = {
  'apps/Deployment': 'deployments.apps',
  'apps/ReplicaSet': 'replicasets.apps',
  'apps/StatefulSet': 'statefulsets.apps',
  ReplicationController: 'replicationcontrollers',
}

/** When each autoscaler is to be looked at next, and what it recommended and did before, by uid. */
const memories = new WeakMap<World, Map<string, Past & { due: number }>>()

/**
 * The HorizontalPodAutoscaler controller: every 15 seconds it brings the replicas into the band from
 * `minReplicas` to `maxReplicas`, and inside the band to what the metrics ask for. Where nothing measures
 * pods it says that it cannot compute more.
 *
 * Truth: pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler
 */
export const horizontalPodAutoscalerWith = (
  measurements: Measurements | undefined,
): Controller<'autoscaling/HorizontalPodAutoscaler'> => ({
  name: 'horizontal-pod-autoscaler',
  kind: 'autoscaling/HorizontalPodAutoscaler',
  *reconcile(object, world) {
    const scaler = object as Autoscaler
    const memory = memoryOf(scaler, world)
    if (world.now < memory.due) {
      yield again((memory.due - world.now) / 1000)
      return
    }
    memory.due = world.now + PERIOD_SECONDS * 1000
    const status = yield* look(scaler, world, measurements, memory)
    if (status && !equal(status, scaler.status ?? {})) yield updateStatus<Autoscaler>({ ...scaler, status })
    yield again(PERIOD_SECONDS)
  },
})

/** Where nothing measures pods, as in a cluster without a metrics server. */
export const horizontalPodAutoscaler = horizontalPodAutoscalerWith(undefined)

function memoryOf({ metadata: { uid = '' } }: Autoscaler, world: World): Past & { due: number } {
  const known = memories.get(world) ?? new Map<string, Past & { due: number }>()
  memories.set(world, known)
  let memory = known.get(uid)
  if (!memory) known.set(uid, (memory = { due: world.now + PERIOD_SECONDS * 1000, recommendations: [], changes: [] }))
  return memory
}

function* look(
  scaler: Autoscaler,
  world: World,
  measurements: Measurements | undefined,
  past: Past,
): Generator<Step, Status | undefined, Answer> {
  const { scaleTargetRef, minReplicas = 1, maxReplicas } = scaler.spec
  const kind = groupKindOf(scaleTargetRef)
  if (!Object.hasOwn(TARGETS, kind)) return undefined
  let status: Status = { ...scaler.status }
  const say = (type: string, value: 'True' | 'False', reason: string, message: string): void => {
    const condition = { type, status: value, reason, message, lastTransitionTime: timestamp(world.now) }
    status = { ...status, conditions: withCondition(status.conditions, condition).conditions }
  }
  const target = world.get(kind, scaler.metadata.namespace ?? '', scaleTargetRef.name) as Scalable | undefined
  if (!target) {
    const why = `${TARGETS[kind]} "${scaleTargetRef.name}" not found`
    yield warning(scaler, 'FailedGetScale', why)
    say('AbleToScale', 'False', 'FailedGetScale', `${UNABLE}: ${why}`)
    return status
  }
  say('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale")
  const current = target.spec.replicas ?? 1
  if (current === 0 && minReplicas !== 0) {
    const why = 'scaling is disabled since the replica count of the target is zero'
    say('ScalingActive', 'False', 'ScalingDisabled', why)
    return numbered(status, current, 0)
  }
  let desired = Math.min(Math.max(current, minReplicas), maxReplicas)
  let reason = `Current number of replicas ${desired < current ? 'above Spec.MaxReplicas' : 'below Spec.MinReplicas'}`
  let currentMetrics: JsonObject[] | null = null
  if (desired === current) {
    const { metrics = [], behavior } = scaler.spec
    const namespace = scaler.metadata.namespace ?? ''
    const pods = world.selected('Pod', namespace, selectorOf(target))
    const scaled = { namespace, replicas: current, pods, measurements: measurements ?? {}, now: world.now }
    const proposals = metrics.map(metric => (measurements ? propose(metric, scaled) : missingMetric(metric)))
    currentMetrics = proposals.map(each => ('replicas' in each ? each.status : { type: '' }))
    const best = mostOf(proposals)
    const missing = proposals.filter(each => 'why' in each)
    // Who does not know everything may scale up, but not down.
    if (!best || (missing.length > 0 && best.replicas < current)) {
      yield* tellMissing(scaler, missing, metrics.length, say)
      return { ...numbered(status, current, status.desiredReplicas ?? 0), currentMetrics }
    }
    for (const { reason: what, why } of missing) yield warning(scaler, what, why)
    say('ScalingActive', 'True', 'ValidMetricFound', `${CALCULATED} ${best.name}`)
    const pace = paced(best.replicas, current, { min: minReplicas, max: maxReplicas }, behavior, past, world.now)
    const held = pace.held ?? { reason: 'ReadyForNewScale', message: 'recommended size matches current size' }
    say('AbleToScale', 'True', held.reason, held.message)
    const within = { reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' }
    const { reason: limit, message } = pace.limit ?? within
    say('ScalingLimited', pace.limit ? 'True' : 'False', limit, message)
    desired = pace.replicas
    reason = desired > current ? `${best.name} above target` : 'All metrics below target'
  }
  if (desired === current) return { ...numbered(status, current, desired), currentMetrics }
  const answer = yield update<Scalable>({ ...target, spec: { ...target.spec, replicas: desired } })
  if (!succeeded(answer)) {
    const why = answer.status?.message ?? ''
    yield warning(scaler, 'FailedRescale', `New size: ${desired}; reason: ${reason}; error: ${why}`)
    say('AbleToScale', 'False', 'FailedUpdateScale', `the HPA controller was unable to update the target scale: ${why}`)
    return numbered(status, current, status.desiredReplicas ?? 0)
  }
  const done = `the HPA controller was able to update the target scale to ${desired}`
  say('AbleToScale', 'True', 'SucceededRescale', done)
  yield normal(scaler, 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`)
  past.changes.push({ at: world.now, by: desired - current })
  return { ...numbered(status, current, desired), currentMetrics, lastScaleTime: timestamp(world.now) }
}

const CALCULATED = 'the HPA was able to successfully calculate a replica count from'

/** The metric that asks for most decides. */
function mostOf(proposals: readonly (Proposal | Missing)[]): Proposal | undefined {
  let best: Proposal | undefined
  for (const each of proposals) if ('replicas' in each && (!best || each.replicas > best.replicas)) best = each
  return best
}

/** A ReplicationController selects by labels alone. */
function selectorOf({ kind, spec: { selector } }: Scalable): LabelSelector | undefined {
  return kind === 'ReplicationController' ? { matchLabels: { ...(selector as Record<string, string>) } } : selector
}

const UNABLE = "the HPA controller was unable to get the target's current scale"

function numbered({ currentReplicas: _, ...status }: Status, current: number, desired: number): Status {
  return { ...status, ...(current > 0 ? { currentReplicas: current } : {}), desiredReplicas: desired }
}

/** The first metric that is missing speaks for all. Truth: computeReplicasForMetrics */
function* tellMissing(
  scaler: Autoscaler,
  missing: readonly Missing[],
  count: number,
  say: (type: string, value: 'True' | 'False', reason: string, message: string) => void,
): Generator<Step, void, Answer> {
  const [first] = missing
  if (!first) return
  for (const { reason, why } of missing) yield warning(scaler, reason, why)
  say('ScalingActive', 'False', first.reason, `the HPA was unable to compute the replica count: ${first.why}`)
  const failure = `invalid metrics (${missing.length} invalid out of ${count}), first error is: ${first.failure}`
  yield warning(scaler, 'FailedComputeMetricsReplicas', failure)
}
