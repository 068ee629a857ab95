import { equal } from '../resource/json.ts'
import type { Condition } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { timestamp, withCondition } from '../resource/pod-state.ts'
import { type Answer, type Controller, groupKindOf, type Step, succeeded, type World } from './controller.ts'
import { type Metric, missingMetric } from './horizontalpodautoscaler/metrics.ts'
import { again, normal, update, updateStatus, warning } from './steps.ts'

interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { apiVersion: string; kind: string; name: string }
    minReplicas?: number
    maxReplicas: number
    metrics?: Metric[]
  }
  status?: Status
}

interface Status {
  currentReplicas?: number
  desiredReplicas?: number
  currentMetrics?: { type: string }[] | null
  lastScaleTime?: string
  observedGeneration?: number
  conditions?: Condition[]
}

interface Scalable extends KubeObject {
  spec: { replicas?: number }
}

const PERIOD_SECONDS = 15

/** What can be scaled, and how errors call it. */
const TARGETS: Record<string, string> = {
  'apps/Deployment': 'deployments.apps',
  'apps/ReplicaSet': 'replicasets.apps',
  'apps/StatefulSet': 'statefulsets.apps',
  ReplicationController: 'replicationcontrollers',
}

/** When each autoscaler is to be looked at next, by uid. */
const dueTimes = new WeakMap<World, Map<string, number>>()

/**
 * The HorizontalPodAutoscaler controller, as it is where nothing measures pods: every 15 seconds it
 * brings the replicas into the band from `minReplicas` to `maxReplicas`, and inside the band it says
 * that it cannot compute more.
 *
 * Truth: pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler
 */
export const horizontalPodAutoscaler: Controller<'autoscaling/HorizontalPodAutoscaler'> = {
  name: 'horizontal-pod-autoscaler',
  kind: 'autoscaling/HorizontalPodAutoscaler',
  *reconcile(object, world) {
    const scaler = object as Autoscaler
    const times = dueTimes.get(world) ?? new Map<string, number>()
    dueTimes.set(world, times)
    const uid = scaler.metadata.uid ?? ''
    const due = times.get(uid) ?? world.now + PERIOD_SECONDS * 1000
    times.set(uid, due)
    if (world.now < due) {
      yield again((due - world.now) / 1000)
      return
    }
    times.set(uid, world.now + PERIOD_SECONDS * 1000)
    const status = yield* look(scaler, world)
    if (status && !equal(status, scaler.status ?? {})) yield updateStatus<Autoscaler>({ ...scaler, status })
    yield again(PERIOD_SECONDS)
  },
}

function* look(scaler: Autoscaler, world: World): Generator<Step, Status | undefined, Answer> {
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
  const desired = Math.min(Math.max(current, minReplicas), maxReplicas)
  if (desired === current) {
    yield* tellMissing(scaler, say)
    status.currentMetrics = (scaler.spec.metrics ?? []).map(() => ({ type: '' }))
    return numbered(status, current, status.desiredReplicas ?? 0)
  }
  const reason = `Current number of replicas ${desired < current ? 'above Spec.MaxReplicas' : 'below Spec.MinReplicas'}`
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
  return { ...numbered(status, current, desired), currentMetrics: null, lastScaleTime: timestamp(world.now) }
}

const UNABLE = "the HPA controller was unable to get the target's current scale"

function numbered({ currentReplicas: _, ...status }: Status, current: number, desired: number): Status {
  return { ...status, ...(current > 0 ? { currentReplicas: current } : {}), desiredReplicas: desired }
}

/** The first metric that is missing speaks for all. Truth: computeReplicasForMetrics */
function* tellMissing(
  scaler: Autoscaler,
  say: (type: string, value: 'True' | 'False', reason: string, message: string) => void,
): Generator<Step, void, Answer> {
  const { metrics = [] } = scaler.spec
  const missing = metrics.map(missingMetric)
  const [first] = missing
  if (!first) return
  for (const { reason, why } of missing) yield warning(scaler, reason, why)
  say('ScalingActive', 'False', first.reason, `the HPA was unable to compute the replica count: ${first.why}`)
  const count = missing.length
  const failure = `invalid metrics (${count} invalid out of ${count}), first error is: ${first.failure}`
  yield warning(scaler, 'FailedComputeMetricsReplicas', failure)
}
