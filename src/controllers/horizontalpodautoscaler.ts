import { equal, type JsonObject } from '../resource/json.ts'
import type { Condition, Pod } from '../resource/kinds.ts'
import { type LabelSelector, matchesSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { timestamp, withCondition } from '../resource/pod-state.ts'
import { type Answer, type Controller, groupKindOf, type Step, succeeded, type World } from './controller.ts'
import { type Measurements, thousandths } from './horizontalpodautoscaler/measured.ts'
import { type Metric, type Missing, missingMetric } from './horizontalpodautoscaler/metrics.ts'
import { type Behavior, type Past, paced, type Rules } from './horizontalpodautoscaler/pace.ts'
import { type Proposal, propose } from './horizontalpodautoscaler/proposal.ts'
import { TOLERANCE } from './horizontalpodautoscaler/replicas.ts'
import { selectorText } from './horizontalpodautoscaler/selector-text.ts'
import { again, normal, update, updateStatus, warning } from './steps.ts'

interface Reference {
  apiVersion: string
  kind: string
  name: string
}

interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: Reference
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
/** From here on two autoscalers of the same pods are told so, and leave them alone. */
const SINCE_AMBIGUOUS = 26

/** What can be scaled, and how errors call it. */
const TARGETS: Record<string, string> = {
  'apps/Deployment': 'deployments.apps',
  'apps/ReplicaSet': 'replicasets.apps',
  'apps/StatefulSet': 'statefulsets.apps',
  ReplicationController: 'replicationcontrollers',
}

/** When each autoscaler is to be looked at next, and what it recommended and did before, by uid. */
const memories = new WeakMap<World, Map<string, Memory>>()

interface Memory extends Past {
  due: number
  /** Which pods it has been seen to scale. */
  selector?: LabelSelector | undefined
}

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

function memoryOf({ metadata: { uid = '' } }: Autoscaler, world: World): Memory {
  const known = memories.get(world) ?? new Map<string, Memory>()
  memories.set(world, known)
  let memory = known.get(uid)
  if (!memory) known.set(uid, (memory = { due: world.now + PERIOD_SECONDS * 1000, recommendations: [], changes: [] }))
  return memory
}

function* look(
  scaler: Autoscaler,
  world: World,
  measurements: Measurements | undefined,
  memory: Memory,
): Generator<Step, Status | undefined, Answer> {
  const { scaleTargetRef, minReplicas = 1, maxReplicas } = scaler.spec
  const kind = groupKindOf(scaleTargetRef)
  let status: Status = { ...scaler.status }
  const say = (type: string, value: 'True' | 'False', reason: string, message: string): void => {
    const condition = { type, status: value, reason, message, lastTransitionTime: timestamp(world.now) }
    status = { ...status, conditions: withCondition(status.conditions, condition).conditions }
  }
  const namespace = scaler.metadata.namespace ?? ''
  const isKnown = Object.hasOwn(TARGETS, kind)
  // What definitions make scalable is somebody else's to scale.
  if (!isKnown && !isMistaken(scaleTargetRef)) return undefined
  const target = isKnown ? (world.get(kind, namespace, scaleTargetRef.name) as Scalable | undefined) : undefined
  if (!target) {
    const why = isKnown ? `${TARGETS[kind]} "${scaleTargetRef.name}" not found` : notScalable(scaleTargetRef)
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
    memory.selector = selectorOf(target)
    const pods = world.selected('Pod', namespace, memory.selector)
    const others = scalersOf(pods, namespace, world)
    if (others.length > 1 && world.minor >= SINCE_AMBIGUOUS) {
      const why = `pods by selector ${selectorText(memory.selector)} are controlled by multiple HPAs: [${others.join(' ')}]`
      yield warning(scaler, 'AmbiguousSelector', why)
      say('ScalingActive', 'False', 'AmbiguousSelector', why)
      yield warning(scaler, 'FailedComputeMetricsReplicas', why)
      return { ...numbered(status, current, status.desiredReplicas ?? 0), currentMetrics }
    }
    const tolerances = { up: toleranceOf(behavior?.scaleUp), down: toleranceOf(behavior?.scaleDown) }
    const measured = { measurements: measurements ?? {}, tolerances, now: world.now }
    const scaled = { namespace, replicas: current, pods, ...measured }
    const proposals = metrics.map(metric =>
      measurements ? propose(metric, scaled) : missingMetric(metric, namespace, 'nobody measures'),
    )
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
    const pace = paced(best.replicas, current, { min: minReplicas, max: maxReplicas }, behavior, memory, world.now)
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
  memory.changes.push({ at: world.now, by: desired - current })
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

const toleranceOf = (rules: Rules | undefined): number => (thousandths(rules?.tolerance) ?? TOLERANCE * 1000) / 1000

/** Groups of Kubernetes' own have no dot; what they do not serve nobody does. */
const isMistaken = ({ apiVersion }: Reference): boolean =>
  !apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/'))).includes('.')

/** Kinds of such groups that are served, but not by a size. */
const SIZELESS = new Set([
  ...['ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'Namespace', 'Node', 'PersistentVolume', 'Pod', 'PodTemplate'],
  ...['PersistentVolumeClaim', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  ...['apps/ControllerRevision', 'apps/DaemonSet', 'batch/CronJob', 'batch/Job', 'policy/PodDisruptionBudget'],
  'autoscaling/HorizontalPodAutoscaler',
])

const notScalable = (reference: Reference): string =>
  SIZELESS.has(groupKindOf(reference)) ? 'the server could not find the requested resource' : noSuchKind(reference)

const noSuchKind = ({ apiVersion, kind }: Reference): string =>
  `no matches for kind "${kind}" in group "${apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))}"`

/** The autoscalers that have been seen to scale any of these pods. Truth: hpasControllingPodsUnderSelector */
function scalersOf(pods: readonly Pod[], namespace: string, world: World): string[] {
  const known = memories.get(world)
  return world
    .list('autoscaling/HorizontalPodAutoscaler', namespace)
    .filter(({ metadata: { uid = '' } }) => {
      const selector = known?.get(uid)?.selector
      return selector && pods.some(({ metadata: { labels } }) => matchesSelector(selector, labels))
    })
    .map(({ metadata: { name } }) => `${namespace}/${name}`)
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
