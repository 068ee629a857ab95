import type { Entry } from '../control-plane/index.ts'
import { equal, isObject, type JsonObject } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import { type KubeObject, refOf } from '../resource/object.ts'
import { isReady, isTerminal, isTerminating } from '../resource/pod-state.ts'
import type { Happening } from './happening.ts'
import { ANYWHERE } from './machine/nodes.ts'

/** Kinds that only repeat what others say. */
const ECHOES = new Set(['EndpointSlice', 'Endpoints', 'ControllerRevision'])
/** Warnings that say no more than what is told already. */
const SAID_OTHERWISE = new Set([
  'FailedCreate',
  'FailedGetResourceMetric',
  'FailedComputeMetricsReplicas',
  'CalculateExpectedPodCountFailed',
])

type Found = Pick<Happening, 'about' | 'what' | 'detail'>

export interface Happenings {
  readonly list: readonly Happening[]
  /** The happening that an entry of the machine's timeline became, or the one that led to it. */
  readonly of: (entry: number) => number | undefined
}

/** What of the machine's timeline is worth telling; causes lead to the nearest one that is told. */
export function happeningsIn(timeline: readonly Entry[], since: number, zero: number): Happenings {
  const list: Happening[] = []
  const told = new Map<number, number>()
  const said = new Set<string>()
  const of = (entry: number | undefined): number | undefined => {
    for (let id = entry; id !== undefined && id >= since; id = timeline[id]!.cause) {
      const found = told.get(id)
      if (found !== undefined) return found
    }
    return undefined
  }
  for (let index = since; index < timeline.length; index += 1) {
    const entry = timeline[index]!
    const found = foundIn(entry)
    if (!found) continue
    if (found.what === 'unschedulable' || found.what === 'refused' || found.what === 'warned') {
      const key = `${found.what} ${found.about.kind} ${found.about.namespace}/${found.about.name} ${found.detail}`
      if (said.has(key)) continue
      said.add(key)
    }
    const cause = of(entry.cause)
    const id = list.length
    list.push({ id, at: (entry.at - zero) / 1000, by: entry.by, ...found, ...(cause === undefined ? {} : { cause }) })
    told.set(entry.id, id)
  }
  return { list, of }
}

function foundIn(entry: Entry): Found | undefined {
  switch (entry.what) {
    case 'change': {
      const { type, object, before } = entry.change
      if (ECHOES.has(object.kind)) return undefined
      const about = refOf(object)
      if (type === 'added') return { about, what: 'made' }
      if (type === 'deleted') return { about, what: 'gone' }
      if (object.metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined)
        return { about, what: 'terminating' }
      const turn = object.kind === 'Pod' ? podTurn(object as Pod, before as Pod | undefined) : turnOf(object, before)
      return turn && { about, ...turn }
    }
    case 'event': {
      const { type, reason, message, about } = entry.event
      if (reason === 'FailedScheduling') return { about, what: 'unschedulable', detail: message }
      if (reason === 'Preempted') return { about, what: 'preempted', detail: message }
      if (type !== 'Warning' || SAID_OTHERWISE.has(reason)) return undefined
      return { about, what: 'warned', detail: `${reason}: ${message}` }
    }
    case 'refused':
      if (entry.by === 'user' || entry.answer.code === 409 || entry.answer.code === 404) return undefined
      return { about: entry.about, what: 'refused', detail: entry.answer.status?.message ?? '' }
    case 'tie':
      return undefined
  }
}

function podTurn(pod: Pod, before: Pod | undefined): Omit<Found, 'about'> | undefined {
  if (!before) return undefined
  if (!before.spec.nodeName && pod.spec.nodeName) {
    return pod.spec.nodeName === ANYWHERE ? undefined : { what: 'placed', detail: pod.spec.nodeName }
  }
  if (!isTerminal(before) && isTerminal(pod)) return { what: pod.status?.phase === 'Failed' ? 'failed' : 'ended' }
  if (isReady(before) !== isReady(pod))
    return isTerminating(pod) ? undefined : { what: isReady(pod) ? 'ready' : 'unready' }
  if (before.status?.phase !== 'Running' && pod.status?.phase === 'Running') return { what: 'started' }
  return undefined
}

function turnOf(object: KubeObject, before: KubeObject | undefined): Omit<Found, 'about'> | undefined {
  const [has, had] = [specOf(object), specOf(before)]
  if (object.kind === 'PersistentVolumeClaim' && phaseOf(object) === 'Bound' && phaseOf(before) !== 'Bound')
    return { what: 'bound', detail: String(has['volumeName'] ?? '') }
  const [replicas, earlier] = [has['replicas'], had['replicas']]
  if (typeof replicas === 'number' && typeof earlier === 'number' && replicas !== earlier)
    return { what: 'scaled', detail: `${earlier} → ${replicas}` }
  return before && !equal(contentOf(object), contentOf(before)) ? { what: 'changed' } : undefined
}

const specOf = (object: KubeObject | undefined): JsonObject => {
  const { spec } = (object ?? {}) as { spec?: unknown }
  return isObject(spec) ? spec : {}
}

function phaseOf(object: KubeObject | undefined): unknown {
  const { status } = (object ?? {}) as { status?: unknown }
  return isObject(status) ? status['phase'] : undefined
}

function contentOf(object: KubeObject): object {
  const { metadata: _, status: _1, ...content } = object as KubeObject & { status?: unknown }
  return content
}
