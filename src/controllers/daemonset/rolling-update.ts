import { scaledValue } from '../../resource/int-or-string.ts'
import type { DaemonSet, Pod } from '../../resource/kinds.ts'
import { isReady, isTerminal, isTerminating } from '../../resource/pod-state.ts'
import { type Fleet, isUp, isUpdated, type Post } from './fleet.ts'

/** Who goes and which nodes get a pod. `chance` are the pods among which the real one picks in random order. */
export interface Moves {
  readonly remove: readonly Pod[]
  readonly create: readonly Post[]
  readonly chance?: { readonly picked: readonly Pod[]; readonly among: readonly Pod[] }
}

export const desired = ({ posts }: Fleet): number => posts.filter(({ shouldRun }) => shouldRun).length

/**
 * How many pods may be unavailable, or come on top. Both round up, both are of the nodes that should
 * run one, and 0 with 0 is 1 unavailable.
 *
 *   3 nodes, maxUnavailable 50%: 2      3 nodes, maxSurge 50%: 2 nodes get a second pod
 *
 * Truth: pkg/controller/daemon/update.go updatedDesiredNodeCounts
 */
function room(fleet: Fleet): { surge: number; unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 1 } = fleet.set.spec.updateStrategy?.rollingUpdate ?? {}
  const total = desired(fleet)
  const surge = scaledValue(maxSurge, total, 'up') ?? 0
  const unavailable = scaledValue(maxUnavailable, total, 'up') ?? 0
  return surge === 0 && unavailable === 0 && total > 0 ? { surge, unavailable: 1 } : { surge, unavailable }
}

export const allowsSurge = (set: DaemonSet): boolean => {
  const surge = set.spec.updateStrategy?.rollingUpdate?.maxSurge
  return (
    set.spec.updateStrategy?.type === 'RollingUpdate' && surge !== undefined && (scaledValue(surge, 100, 'up') ?? 0) > 0
  )
}

/** The newest and the oldest pods of a node that count. Truth: findUpdatedPodsOnNode */
function pairOn(post: Post, fleet: Fleet): { fresh: Pod | undefined; old: Pod | undefined; single: boolean } {
  let fresh: Pod | undefined
  let old: Pod | undefined
  for (const pod of post.pods) {
    if (isTerminating(pod)) continue
    if (isUpdated(pod, fleet)) {
      if (fresh) return { fresh, old, single: false }
      fresh = pod
    } else {
      if (old) return { fresh, old, single: false }
      old = pod
    }
  }
  return { fresh, old, single: true }
}

/** Truth: pkg/controller/daemon/update.go rollingUpdate */
export function rollingUpdate(fleet: Fleet): Moves {
  const { surge, unavailable } = room(fleet)
  return surge === 0 ? replaceInPlace(fleet, unavailable) : addThenRemove(fleet, surge)
}

/** Old pods that are not available go at once, the others as far as the budget reaches. */
function replaceInPlace(fleet: Fleet, maxUnavailable: number): Moves {
  let unavailable = 0
  const candidates: Pod[] = []
  const broken: Pod[] = []
  for (const post of fleet.posts) {
    const { fresh, old, single } = pairOn(post, fleet)
    if (!single) {
      if (!post.shouldRun) continue
      unavailable += 1
    } else if (!old && !fresh) {
      if (post.shouldRun) unavailable += 1
    } else if (fresh) {
      if (!isUp(fresh, fleet)) unavailable += 1
    } else if (old && !isUp(old, fleet)) {
      broken.push(old)
      unavailable += 1
    } else if (old) candidates.push(old)
  }
  const left = Math.max(0, maxUnavailable - unavailable)
  const picked = candidates.slice(0, left)
  const random = picked.length > 0 && picked.length < candidates.length
  return {
    remove: [...broken, ...picked],
    create: [],
    ...(random ? { chance: { picked, among: candidates } } : {}),
  }
}

/** A second pod on as many nodes as the surge allows; the old one goes when the new one is up. */
function addThenRemove(fleet: Fleet, maxSurge: number): Moves {
  const remove: Pod[] = []
  const urgent: Post[] = []
  const candidates: Post[] = []
  let surging = 0
  for (const post of fleet.posts) {
    const { fresh, old, single } = pairOn(post, fleet)
    if (!single) {
      if (post.shouldRun) surging += 1
      continue
    }
    if (!old && !fresh) continue
    if (old && fresh) {
      if (isUp(fresh, fleet)) remove.push(old)
      else if (post.shouldRun) surging += 1
      continue
    }
    if (!old) continue
    if (isUp(old, fleet) && isReady(old)) candidates.push(post)
    else urgent.push(post)
  }
  const left = Math.max(0, maxSurge - surging)
  const picked = candidates.slice(0, left)
  return { remove, create: [...urgent, ...picked] }
}

/** Pods that are over or too many, and nodes without any. Truth: podsShouldBeOnNode */
export function moveOnNode(post: Post, fleet: Fleet): { finished: Pod[]; remove: Pod[]; create: boolean } {
  const none = { finished: [], remove: [], create: false }
  if (post.shouldRun && post.pods.length === 0) return { ...none, create: true }
  if (!post.mayStay) return { ...none, remove: post.pods.filter(pod => !isTerminating(pod)) }
  const living = post.pods.filter(pod => !isTerminating(pod))
  const finished = living.filter(isTerminal)
  const running = living.filter(pod => !isTerminal(pod))
  if (!allowsSurge(fleet.set)) return { finished, remove: running.slice(1), create: false }
  if (running.length <= 1) return { finished, remove: [], create: running.length === 0 && post.shouldRun }
  return { finished, remove: surplusOf(running, fleet), create: false }
}

/** With surge two pods may stand side by side, while the new one is not up and the old one is ready. */
function surplusOf(running: readonly Pod[], fleet: Fleet): Pod[] {
  const fresh = running.find(pod => isUpdated(pod, fleet))
  const old = running.find(pod => !isUpdated(pod, fleet))
  const surplus = running.filter(pod => pod !== fresh && pod !== old)
  const oldMayGo = fresh && old && (!isReady(old) || isUp(fresh, fleet))
  return oldMayGo ? [...surplus, old] : surplus
}
