import type { ControlPlane } from '../../../src/control-plane/control-plane.ts'
import { addressesFrom, removal } from '../../../src/control-plane/kubelet.ts'
import { type Answer, OK, type Steps } from '../../../src/controllers/controller.ts'
import { controllerOf } from '../../../src/controllers/ownership.ts'
import type { Behaviour } from '../../../src/node/behaviour.ts'
import { endedStatus, nextStatus, runningStatus } from '../../../src/node/pod-life.ts'
import type { Pod } from '../../../src/resource/kinds.ts'
import { isTerminal, isTerminating } from '../../../src/resource/pod-state.ts'
import { type CanonicalNames, nodeOf } from './names.ts'
import type { KubeletModel, ScenarioStep } from './scenario.ts'

/** The kubelet of the recordings: one move for each tick, pods in a fixed order. */
export class ScriptedKubelet {
  options: KubeletModel
  readonly #cluster: ControlPlane
  readonly #names: CanonicalNames
  readonly #addresses = addressesFrom()
  /** Pods whose status a step has written are left alone from then on. */
  readonly #touched = new Set<string>()
  readonly #createdAt = new Map<string, number>()
  readonly #markedAt = new Map<string, number>()
  #order = 0

  constructor(cluster: ControlPlane, names: CanonicalNames, options: KubeletModel) {
    this.#cluster = cluster
    this.#names = names
    this.options = options
  }

  created(pod: Pod, tick: number): void {
    this.#createdAt.set(pod.metadata.uid ?? '', tick * 1e6 + (this.#order += 1))
  }

  marked(pod: Pod, tick: number): void {
    const uid = pod.metadata.uid ?? ''
    if (!this.#markedAt.has(uid)) this.#markedAt.set(uid, tick)
  }

  /** One turn; false when there is nothing left to do. */
  turn(): boolean {
    const pods = this.#cluster.world.list('Pod')
    const { mode, termination } = this.options
    if (termination === 'perTick') {
      const going = pods
        .filter(isTerminating)
        .sort((a, b) => this.#marking(a) - this.#marking(b) || this.#compare(a, b))
      const removed = mode === 'serial' ? going.slice(0, 1) : mode === 'batch' ? going : []
      for (const pod of removed) this.remove(pod)
      if (removed.length > 0) return true
    }
    if (mode === 'manual') return false
    const moves = pods.flatMap(pod => {
      if (this.#touched.has(pod.metadata.uid ?? '')) return []
      const may = pod.spec.nodeName && !isTerminating(pod) && !isTerminal(pod)
      return may && this.#moves(pod) ? [pod] : []
    })
    moves.sort((a, b) => this.#compare(a, b))
    for (const pod of mode === 'serial' ? moves.slice(0, 1) : moves) {
      const status = nextStatus(pod, this.#behaviourOf(pod), this.#cluster.now, this.#addresses)
      if (status) this.#cluster.updateStatus({ ...pod, status } as Pod)
    }
    return moves.length > 0
  }

  remove(pod: Pod): void {
    this.carryOut(removal(pod, this.#cluster.now))
  }

  carryOut(steps: Steps): void {
    let answer: Answer = OK
    for (let next = steps.next(answer); !next.done; next = steps.next(answer)) {
      const step = next.value
      if (step.do === 'update status') answer = this.#cluster.updateStatus(step.object)
      else if (step.do === 'delete') answer = this.#cluster.delete(step.ref, step)
    }
  }

  podStatus(pod: Pod, step: ScenarioStep): void {
    this.#touched.add(pod.metadata.uid ?? '')
    const { now } = this.#cluster
    const since = now - (step.agoSeconds ?? 0) * 1000
    const addresses = pod.status?.podIP === undefined ? this.#addresses.nextPodIP() : undefined
    const base = {
      ...pod.status,
      ...(addresses ? { podIP: addresses, podIPs: [{ ip: addresses }], hostIP: '192.0.2.10' } : {}),
    }
    const status =
      step.state === 'failed' || step.state === 'succeeded'
        ? endedStatus(pod, base, now, step.state === 'failed' ? (step.exitCode ?? 1) : 0)
        : runningStatus(pod, base, now, {
            ready: step.state === 'ready',
            since,
            ...(step.restarts === undefined ? {} : { restarts: step.restarts }),
          })
    this.#cluster.updateStatus({ ...pod, status } as Pod)
  }

  #marking(pod: Pod): number {
    return this.#markedAt.get(pod.metadata.uid ?? '') ?? 0
  }

  #moves(pod: Pod): boolean {
    const behaviour = this.#behaviourOf(pod)
    if (behaviour.does === 'not start') return false
    return pod.status?.phase !== 'Running' || behaviour.does === 'exit'
  }

  #behaviourOf(pod: Pod): Behaviour {
    const tag = /:([^/:]*)$/.exec(pod.spec.containers[0]?.image ?? '')?.[1] ?? ''
    if (tag === 'never-ready') return { does: 'stay unready' }
    if (tag === 'crash') return { does: 'crash' }
    if (tag === 'pull-error') return { does: 'not start' }
    const exit = /^exit(\d+)(?:on\.([\d.]+))?(?:first(\d+))?$/.exec(tag)
    if (!exit) return { does: 'run' }
    const code = Number(exit[1])
    const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index']
    if (exit[2] !== undefined) return { does: 'exit', code: exit[2].split('.').includes(index ?? '') ? code : 0 }
    if (exit[3] !== undefined) {
      const number = Number(/#(\d+)$/.exec(this.#names.of(pod))?.[1] ?? 0)
      return { does: 'exit', code: number <= Number(exit[3]) ? code : 0 }
    }
    return { does: 'exit', code }
  }

  #compare(a: Pod, b: Pod): number {
    const left = this.#createdAt.get(a.metadata.uid ?? '') ?? 0
    const right = this.#createdAt.get(b.metadata.uid ?? '') ?? 0
    return (
      Math.floor(left / 1e6) - Math.floor(right / 1e6) ||
      naturally.compare(this.#ownerOf(a), this.#ownerOf(b)) ||
      naturally.compare(this.#placeOf(a), this.#placeOf(b)) ||
      left - right
    )
  }

  #ownerOf(pod: Pod): string {
    const owner = controllerOf(pod)
    if (!owner) return `Pod/${pod.metadata.name ?? ''}`
    return `${owner.kind}/${this.#names.named(owner.kind, owner.name)}`
  }

  #placeOf(pod: Pod): string {
    const kind = controllerOf(pod)?.kind
    if (kind === 'StatefulSet') return pod.metadata.name ?? ''
    if (kind === 'DaemonSet') return nodeOf(pod)
    return pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? ''
  }
}

const naturally = new Intl.Collator('en', { numeric: true })
