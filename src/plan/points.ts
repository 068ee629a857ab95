import type { PodLife } from './pod-lives.ts'
import type { Point } from './rollout.ts'

type Count = { -readonly [K in Exclude<keyof Point, 'at'>]: number }

const NONE: Count = { old: 0, new: 0, oldAvailable: 0, newAvailable: 0, leaving: 0 }

/**
 * How many pods there are at each moment at which the number changes. The first point is what was there before, at 0;
 * what the change does at once is a second one.
 *
 * A pod counts until it terminates, and as available once it has been ready for minReadySeconds.
 */
export function pointsOf(lives: readonly PodLife[]): Point[] {
  const deltas = new Map<number, Count>()
  const add = (at: number, what: keyof Count, by: number): void => {
    let delta = deltas.get(at)
    if (!delta) deltas.set(at, (delta = { ...NONE }))
    delta[what] += by
  }
  const start: Count = { ...NONE }
  for (const life of lives) addLife(life, add, start)
  const count = { ...start }
  const points: Point[] = [{ at: 0, ...count }]
  for (const at of [...deltas.keys()].sort((a, b) => a - b)) {
    const delta = deltas.get(at)!
    for (const key of Object.keys(delta) as (keyof Count)[]) count[key] += delta[key]
    const last = points.at(-1)!
    if ((Object.keys(count) as (keyof Count)[]).some(key => last[key] !== count[key])) points.push({ at, ...count })
  }
  return points
}

function addLife(life: PodLife, add: (at: number, what: keyof Count, by: number) => void, start: Count): void {
  const kind = life.isNew ? 'new' : 'old'
  const available = life.isNew ? 'newAvailable' : 'oldAvailable'
  let counts = life.existedBefore && life.pod.metadata.deletionTimestamp === undefined
  // A pod that terminates in a turn below did count before.
  if (life.existedBefore && life.turns.some(({ what }) => what === 'terminating')) counts = true
  let leaving = life.existedBefore && !counts
  let availableFrom = life.readyBefore && counts ? Number.NEGATIVE_INFINITY : undefined
  if (counts) start[kind] += 1
  if (availableFrom !== undefined) start[available] += 1
  if (leaving) start.leaving += 1
  const gained: number[] = []
  const settle = (at: number): void => {
    const from = gained.pop()
    if (from === undefined) return
    if (from <= at) add(from, available, 1)
    if (from <= at) add(at, available, -1)
  }
  const unready = (at: number): void => {
    if (availableFrom === Number.NEGATIVE_INFINITY) add(at, available, -1)
    else settle(at)
    availableFrom = undefined
  }
  for (const { at, what } of life.turns) {
    if (what === 'made') {
      counts = true
      add(at, kind, 1)
    } else if (what === 'ready') {
      availableFrom = at + life.minReadySeconds
      gained.push(availableFrom)
    } else if (what === 'unready') unready(at)
    else if (what === 'terminating' || what === 'ended') {
      if (counts) add(at, kind, -1)
      unready(at)
      counts = false
      if (what === 'terminating') {
        leaving = true
        add(at, 'leaving', 1)
      }
    } else if (what === 'gone' && leaving) add(at, 'leaving', -1)
  }
  for (const from of gained) add(from, available, 1)
}
