import type { Json, JsonObject } from '../../../src/resource/json.ts'
import type { Replayed } from './replay.ts'
import type { Recorded, RecordedEvent, Tick } from './scenario.ts'

export interface Comparison {
  readonly trace: boolean
  readonly final: boolean
  readonly events: boolean
  readonly results: boolean
  readonly difference?: JsonObject
}

/** Compares what was replayed with what was recorded; what the recording names as not reproducible is left out. */
export function compare(want: Recorded, got: Replayed, mode: string): Comparison {
  const ticks = compareTrace(want, got, mode)
  const final = want.final ? onlyIn(finalLines(want.final, want, mode), finalLines(got.final, want, mode)) : undefined
  const end = want.truncatedAtTick ?? Number.POSITIVE_INFINITY
  const events = onlyIn(
    want.events.flatMap(event => eventLines(event, want, mode)),
    got.events.filter(({ tick }) => tick < end).flatMap(event => eventLines(event, want, mode)),
  )
  const results = onlyIn((want.results ?? []).map(line), got.results.map(line))
  const outcome = {
    trace: ticks.length === 0 && !got.stalled,
    final: !final,
    events: !events,
    results: !results,
  }
  const difference: JsonObject = {
    ...(ticks.length > 0 ? { trace: ticks.slice(0, 4) } : {}),
    ...(final ? { final } : {}),
    ...(events ? { events } : {}),
    ...(results ? { results } : {}),
    ...(got.stalled ? { stalled: true } : {}),
  }
  return Object.keys(difference).length > 0 ? { ...outcome, difference } : outcome
}

function compareTrace(want: Recorded, got: Replayed, mode: string): JsonObject[] {
  const different: JsonObject[] = []
  const end = want.truncatedAtTick ?? Number.POSITIVE_INFINITY
  const ticks = new Set([...want.trace.map(({ tick }) => tick), ...got.trace.map(({ tick }) => tick)])
  for (const tick of [...ticks].sort((a, b) => a - b)) {
    if (tick >= end) break
    const wanted = want.trace.find(other => other.tick === tick)
    const replayed = got.trace.find(other => other.tick === tick)
    const changes = onlyIn(traceLines(wanted, wanted, mode), traceLines(replayed, wanted, mode))
    if (changes || !wanted || !replayed) different.push({ tick, ...changes })
  }
  return different
}

function traceLines(tick: Tick | undefined, wanted: Tick | undefined, mode: string): string[] {
  const varies = new Set(wanted?.varies ?? [])
  const lines: string[] = []
  for (const change of tick?.changes ?? []) {
    const { kind, name, what } = change
    if (varies.has(`${kind} ${name} ${what}`)) continue
    if (mode === 'batch' && isScalingStep(kind, what)) continue
    if (what === 'created' && change['value'] !== undefined) {
      const dropped = [...varies].filter(entry => entry.startsWith(`${kind} ${name} value.`))
      const value = without(change['value'], [...dropped.map(entry => entry.split(' value.')[1] ?? '')])
      lines.push(line({ kind, name, what, value }))
    } else lines.push(line(change))
  }
  return lines
}

/** How many steps a Deployment took inside one tick of batch mode is a matter of timing. */
const isScalingStep = (kind: Json | undefined, what: Json | undefined): boolean =>
  kind === 'ReplicaSet' && (what === 'generation' || what === 'status.observedGeneration')

function without(value: Json | undefined, paths: string[]): Json | undefined {
  const copy = JSON.parse(JSON.stringify(value ?? null))
  for (const path of paths) {
    const parts = path.split('.')
    const last = parts.pop() ?? ''
    let at = copy
    for (const part of parts) at = at?.[part]
    if (at) delete at[last]
  }
  return copy
}

function finalLines(objects: readonly JsonObject[], want: Recorded, mode: string): string[] {
  return objects.map(object => {
    const prefix = `${object['kind']} ${object['name']} `
    const dropped = (want.finalVary ?? []).filter(entry => entry.startsWith(prefix))
    const steps = mode === 'batch' && object['kind'] === 'ReplicaSet' ? ['generation', 'status.observedGeneration'] : []
    return line(without(object, [...dropped.map(entry => entry.slice(prefix.length)), ...steps]))
  })
}

function eventLines(event: RecordedEvent, want: Recorded, mode: string): string[] {
  const { tick, reason, involvedObject } = event
  if (reason === 'SawCompletedJob' || reason === 'MissingJob') return []
  const varies = (want.eventsVary ?? []).some(
    other => other.tick === tick && other.reason === reason && other.involvedObject === involvedObject,
  )
  if (varies || (mode === 'batch' && reason === 'ScalingReplicaSet')) return []
  if (tick === 0 && (reason === 'NoPods' || reason === 'UnmanagedPods')) return []
  if (reason === 'MultiplePodDisruptionBudgets') return []
  const counts = reason !== 'FailedCreate' && reason !== 'FailedBinding'
  return [line(counts ? event : { ...event, count: 0 })]
}

/** Lines that only one side has; undefined when there are none. */
function onlyIn(want: string[], got: string[]): JsonObject | undefined {
  const left = [...want]
  const extra: string[] = []
  for (const text of got) {
    const at = left.indexOf(text)
    if (at < 0) extra.push(text)
    else left.splice(at, 1)
  }
  return left.length + extra.length > 0 ? { missing: left, unexpected: extra } : undefined
}

/** JSON with sorted keys, so that lines can be compared. */
function line(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
