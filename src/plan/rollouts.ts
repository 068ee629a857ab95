import { scaledValue } from '../resource/int-or-string.ts'
import type { DaemonSet, Deployment, Job, Pod, StatefulSet } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { conditionOf, isReady } from '../resource/pod-state.ts'
import type { Happening } from './happening.ts'
import type { Happenings } from './happenings.ts'
import { refKey } from './machine/owners.ts'
import type { PodLife } from './pod-lives.ts'
import { pointsOf } from './points.ts'
import type { Because, Point, Rollout, RolloutStep, Stall } from './rollout.ts'

/** A workload as it was and as it is in the end. */
interface Sides {
  readonly before: KubeObject | undefined
  readonly after: KubeObject | undefined
}

export interface RolloutWorld {
  readonly lives: readonly PodLife[]
  readonly happenings: Happenings
  readonly before: ReadonlyMap<string, KubeObject>
  readonly after: ReadonlyMap<string, KubeObject>
  /** The controllers undo each other's work without end. */
  readonly livelock: boolean
}

const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'Pod',
])

/** Every workload whose pods come or go, by name. */
export function rolloutsIn(world: RolloutWorld): Rollout[] {
  const { lives, before, after } = world
  const byWorkload = new Map<string, PodLife[]>()
  for (const life of lives) {
    const key = refKey(life.workload)
    const others = byWorkload.get(key)
    if (others) others.push(life)
    else byWorkload.set(key, [life])
  }
  const keys = new Set(byWorkload.keys())
  for (const [key, object] of after) if (isTop(object) && wantsPods(object)) keys.add(key)
  const rollouts: Rollout[] = []
  for (const key of [...keys].sort()) {
    const mine = byWorkload.get(key) ?? []
    const sides = { before: before.get(key), after: after.get(key) }
    const stirred = mine.some(({ turns }) => turns.length > 0)
    const short = sides.after !== undefined && sides.after !== sides.before && mine.length < wantedOf(sides.after)
    if (stirred || short) rollouts.push(rolloutOf(mine, sides, world))
  }
  return rollouts
}

const isTop = ({ kind, metadata }: KubeObject): boolean =>
  WORKLOADS.has(kind) && !metadata.ownerReferences?.some(({ controller }) => controller)

const wantsPods = (object: KubeObject): boolean => wantedOf(object) > 0

function rolloutOf(lives: readonly PodLife[], sides: Sides, world: RolloutWorld): Rollout {
  const object = (sides.after ?? sides.before) as KubeObject | undefined
  const workload = object
    ? {
        apiVersion: object.apiVersion,
        kind: object.kind,
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name ?? '',
      }
    : lives[0]!.workload
  const points = pointsOf(lives)
  const steps = stepsOf(lives, points, world.happenings)
  const wanted = { before: sides.before ? wantedOf(sides.before) : 0, after: sides.after ? wantedOf(sides.after) : 0 }
  const stall = stallOf(lives, points.at(-1)!, wanted.after, sides.after, world)
  const last = Math.max(0, ...points.map(({ at }) => at))
  return {
    workload,
    wanted,
    ...strategyOf(sides.after, wanted),
    replaced: lives.some(({ isNew }) => isNew) && wanted.before > 0,
    points,
    steps,
    lowest: lowestOf(points),
    peak: peakOf(points),
    ...(stall ? { stall } : { doneAt: last }),
  }
}

/** How many pods a workload wants. */
export function wantedOf(object: KubeObject): number {
  const { kind } = object
  if (kind === 'Pod') return 1
  if (kind === 'DaemonSet') return (object as DaemonSet).status?.desiredNumberScheduled ?? 0
  if (kind === 'Job') {
    const { spec, status } = object as Job
    if (spec.suspend || conditionOf(status?.conditions, 'Complete')?.status === 'True') return 0
    return Math.min(spec.parallelism ?? 1, spec.completions ?? Number.POSITIVE_INFINITY)
  }
  const { spec } = object as KubeObject & { spec?: { replicas?: number } }
  return WORKLOADS.has(kind) ? (spec?.replicas ?? 1) : 0
}

function strategyOf(
  object: KubeObject | undefined,
  wanted: Rollout['wanted'],
): Pick<Rollout, 'strategy' | 'floor' | 'ceiling'> {
  if (object?.kind === 'Deployment') {
    const { strategy } = (object as Deployment).spec
    if (strategy?.type !== 'RollingUpdate') return { strategy: { type: strategy?.type ?? 'Recreate' } }
    const { maxSurge: surge = '25%', maxUnavailable: unavailable = '25%' } = strategy.rollingUpdate ?? {}
    const maxSurge = scaledValue(surge, wanted.after, 'up') ?? 0
    const rounded = scaledValue(unavailable, wanted.after, 'down') ?? 0
    // Both zero would never move. Truth: pkg/controller/deployment/util ResolveFenceposts
    const maxUnavailable = maxSurge === 0 && rounded === 0 ? 1 : rounded
    return {
      strategy: { type: 'RollingUpdate', maxSurge, maxUnavailable },
      floor: Math.max(0, wanted.after - maxUnavailable),
      ceiling: wanted.after + maxSurge,
    }
  }
  if (object?.kind === 'StatefulSet')
    return { strategy: { type: (object as StatefulSet).spec.updateStrategy?.type ?? 'RollingUpdate' } }
  if (object?.kind === 'DaemonSet')
    return { strategy: { type: (object as DaemonSet).spec.updateStrategy?.type ?? 'RollingUpdate' } }
  return {}
}

export const availableAt = (point: Point): number => point.oldAvailable + point.newAvailable
const podsAt = (point: Point): number => point.old + point.new

function lowestOf(points: readonly Point[]): Rollout['lowest'] {
  let lowest = points[0]!
  for (const point of points) if (availableAt(point) < availableAt(lowest)) lowest = point
  return { available: availableAt(lowest), at: lowest.at }
}

/** Terminating pods still take their place. */
function peakOf(points: readonly Point[]): Rollout['peak'] {
  let peak = points[0]!
  for (const point of points) if (podsAt(point) > podsAt(peak)) peak = point
  return { pods: podsAt(peak), at: peak.at }
}

function stepsOf(lives: readonly PodLife[], points: readonly Point[], happenings: Happenings): RolloutStep[] {
  const byTime = new Map<
    number,
    { made: number; ready: number; terminating: number; gone: number; ended: number; entry?: number }
  >()
  for (const { turns } of lives) {
    for (const { at, what, entry } of turns) {
      if (what === 'placed' || what === 'unready') continue
      let step = byTime.get(at)
      if (!step) byTime.set(at, (step = { made: 0, ready: 0, terminating: 0, gone: 0, ended: 0 }))
      if (what === 'made') step.made += 1
      else if (what === 'ready') step.ready += 1
      else if (what === 'terminating') step.terminating += 1
      else if (what === 'ended') step.ended += 1
      else step.gone += 1
      if ((what === 'made' || what === 'terminating') && (step.entry === undefined || entry < step.entry))
        step.entry = entry
    }
  }
  const steps: RolloutStep[] = []
  let point = 0
  for (const at of [...byTime.keys()].sort((a, b) => a - b)) {
    const { entry, ...counts } = byTime.get(at)!
    while (point + 1 < points.length && points[point + 1]!.at <= at) point += 1
    const cause = entry === undefined ? undefined : happenings.of(entry)
    const because = cause === undefined ? 'time' : becauseOf(happenings.list[cause]!, happenings.list)
    steps.push({
      at,
      ...counts,
      available: availableAt(points[point]!),
      because,
      ...(cause === undefined ? {} : { cause }),
    })
  }
  return steps
}

/** What the nearest cause outside of the controllers is. */
function becauseOf(happening: Happening, all: readonly Happening[]): Because {
  for (
    let here: Happening | undefined = happening;
    here;
    here = here.cause === undefined ? undefined : all[here.cause]
  ) {
    if (here.by === 'user') return 'the change'
    if (here.what === 'ready') return 'pods ready'
    if (here.what === 'gone') return 'pods gone'
    if (here.what === 'placed') return 'pods placed'
    if (here.what === 'preempted') return 'others'
  }
  return 'time'
}

function stallOf(
  lives: readonly PodLife[],
  last: Point,
  wanted: number,
  object: KubeObject | undefined,
  world: RolloutWorld,
): Stall | undefined {
  if (!object)
    return last.old + last.new > 0 && world.livelock ? { why: 'livelock', pods: last.old + last.new } : undefined
  if (object.kind === 'Job') return jobStall(object as Job, lives)
  const { spec } = object as KubeObject & { spec?: { paused?: boolean } }
  const missing = wanted - availableAt(last)
  const left = object.kind === 'Deployment' && last.new > 0 ? last.old : 0
  if (missing <= 0 && left === 0) return undefined
  if (spec?.paused && left + last.old > 0) return { why: 'paused', pods: last.old }
  const present = lives.filter(({ turns }) => !turns.some(({ what }) => what === 'terminating' || what === 'gone'))
  const unplaced = present.filter(({ pod }) => !pod.spec.nodeName)
  const [first] = unplaced
  if (first) {
    const message = conditionOf(first.pod.status?.conditions, 'PodScheduled')?.message
    return { why: 'unschedulable', pods: unplaced.length, ...(message === undefined ? {} : { message }) }
  }
  const unready = present.filter(({ pod }) => !isReady(pod))
  if (unready.length > 0) return { why: 'not ready', pods: unready.length, ...whyNotReady(unready[0]!.pod) }
  const refused = world.happenings.list.findLast(happening => isRefusalFor(object, happening))
  if (refused) return { why: 'pods refused', pods: Math.max(missing, 0), message: refused.detail ?? '' }
  return { why: world.livelock ? 'livelock' : 'waits', pods: Math.max(missing, left) }
}

/** A pod that is refused has no name yet: the server tells of the one it would have had. */
function isRefusalFor(
  { metadata: { namespace, name = '' } }: KubeObject,
  { what, about, detail = '' }: Happening,
): boolean {
  if (what !== 'refused' || about.namespace !== namespace) return false
  return about.name.startsWith(`${name}-`) || detail.includes(`"${name}-`)
}

function jobStall({ status }: Job, lives: readonly PodLife[]): Stall | undefined {
  const failed = conditionOf(status?.conditions, 'Failed')
  if (failed?.status === 'True') return { why: 'failed', pods: status?.failed ?? 0, message: failed.message ?? '' }
  const first = lives.find(({ pod, turns }) => !pod.spec.nodeName && !turns.some(({ what }) => what === 'gone'))
  if (!first) return undefined
  const message = conditionOf(first.pod.status?.conditions, 'PodScheduled')?.message
  return { why: 'unschedulable', pods: 1, ...(message === undefined ? {} : { message }) }
}

function whyNotReady({ status }: Pod): { message?: string } {
  const waiting = status?.containerStatuses?.find(({ state }) => state?.waiting?.reason)?.state?.waiting?.reason
  return waiting === undefined ? {} : { message: waiting }
}
