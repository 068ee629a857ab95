import type { Controller } from '../controllers/controller.ts'
import { again, remove, updateStatus } from '../controllers/steps.ts'
import { type BehaviourOf, runsForever } from '../node/behaviour.ts'
import { type Addresses, endedStatus, nextStatus, restsFor } from '../node/pod-life.ts'
import { nextMoment } from '../node/timed-life.ts'
import type { Timing } from '../node/timing.ts'
import type { Pod } from '../resource/kinds.ts'
import { isTerminating } from '../resource/pod-state.ts'

export interface KubeletOptions {
  readonly behaviourOf?: BehaviourOf
  /** `false`: pods stay as they are until somebody else moves them. */
  readonly startsPods?: boolean
  /** `false`: pods stay terminating until somebody else removes them. */
  readonly removesPods?: boolean
  /** How long everything takes; without it, no time at all. */
  readonly timingOf?: (pod: Pod) => Timing
}

/** 10.244.0.1, 10.244.0.2 … */
export function addressesFrom(hostIP = '192.0.2.10'): Addresses {
  let count = 0
  return {
    hostIP,
    nextPodIP: () => {
      count += 1
      return `10.244.${Math.floor(count / 256)}.${count % 256}`
    },
  }
}

/**
 * All kubelets at once, as one more controller: it starts pods that have a node and removes those
 * that were told to go. Starting and stopping take no time unless a behaviour says so.
 */
export function kubelet(options: KubeletOptions = {}, addresses: Addresses = addressesFrom()): Controller<'Pod'> {
  const { behaviourOf = runsForever, startsPods = true, removesPods = true, timingOf } = options
  /** When a node had each pod, by uid. */
  const since = new Map<string, number>()
  return {
    name: 'kubelet',
    kind: 'Pod',
    *reconcile(pod: Pod, world) {
      if (isTerminating(pod)) {
        const left = timingOf ? leavesIn(pod, timingOf(pod).goes, world.now) : 0
        if (left > 0) yield again(left / 1000)
        else if (removesPods) yield* removal(pod, world.now)
        return
      }
      if (!startsPods) return
      if (timingOf) {
        const { uid = '' } = pod.metadata
        if (pod.spec.nodeName && !since.has(uid)) since.set(uid, world.now)
        const place = { since: since.get(uid) ?? world.now, now: world.now, addresses }
        const next = nextMoment(pod, behaviourOf(pod), timingOf(pod), place)
        if (next && 'status' in next) yield updateStatus({ ...pod, status: next.status })
        else if (next) yield again(next.inMs / 1000)
        return
      }
      const behaviour = behaviourOf(pod)
      const rests = behaviour.does === 'exit' ? restsFor(pod, world.now) : 0
      const status = rests > 0 ? undefined : nextStatus(pod, behaviour, world.now, addresses)
      if (rests > 0) yield again(rests / 1000)
      else if (status) yield updateStatus({ ...pod, status })
    },
  }
}

/** Milliseconds until a pod that was told to go is gone. */
function leavesIn({ metadata }: Pod, goes: number, now: number): number {
  const grace = (metadata.deletionGracePeriodSeconds ?? 0) * 1000
  return Date.parse(metadata.deletionTimestamp ?? '') - grace + Math.min(goes, grace) - now
}

/** The last thing a kubelet does for a pod. A Job counts its pods, so those of a Job are reported as failed first. */
export function* removal(pod: Pod, now: number): ReturnType<Controller['reconcile']> {
  const ofJob = pod.metadata.ownerReferences?.some(owner => owner.controller && owner.kind === 'Job')
  const over = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
  if (ofJob && pod.spec.nodeName && !over) {
    yield updateStatus({ ...pod, status: endedStatus(pod, pod.status ?? {}, now, 137) })
  }
  yield remove(pod, { gracePeriodSeconds: 0 })
}
