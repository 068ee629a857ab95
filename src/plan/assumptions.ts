import type { Behaviour } from '../node/behaviour.ts'
import { ASSUMED, type Assumed, type Timing, timingOf } from '../node/timing.ts'
import { isObject, type JsonObject } from '../resource/json.ts'
import type { Pod } from '../resource/kinds.ts'
import type { ObjectRef } from '../resource/object.ts'

/** What `drydock.yaml` says of some workloads. */
export interface WorkloadAssumption extends Partial<Assumed> {
  /** `shop/web`, `web`, or with `*` for any text. */
  readonly workload?: string
  readonly kind?: string
  /** Only pods with such an image: `*:2.4.0`. */
  readonly image?: string
  readonly pods?: 'run' | 'stay unready' | 'crash' | 'not start' | 'fail'
}

/** Assumptions as settings hold them: `{ startSeconds: 8, workloads: [{ workload: shop/web, pods: crash }] }`. */
export class Assumptions {
  readonly #assumed: Assumed
  readonly #workloads: readonly WorkloadAssumption[]

  constructor(settings: JsonObject = {}) {
    this.#assumed = { ...ASSUMED, ...secondsIn(settings) }
    const { workloads } = settings
    this.#workloads = Array.isArray(workloads) ? workloads.filter(isObject) : []
  }

  /** Some pods are assumed to do something of their own. */
  get speaksOfPods(): boolean {
    return this.#workloads.some(({ pods }) => pods !== undefined && pods !== 'run')
  }

  timing(pod: Pod, workload: ObjectRef | undefined): Timing {
    let assumed = this.#assumed
    for (const one of this.#about(pod, workload)) assumed = { ...assumed, ...secondsIn(one as JsonObject) }
    return timingOf(pod, assumed)
  }

  behaviour(pod: Pod, workload: ObjectRef | undefined): Behaviour {
    const told = this.#about(pod, workload).findLast(({ pods }) => pods !== undefined)?.pods
    const ends = pod.spec.restartPolicy === 'Never' || pod.spec.restartPolicy === 'OnFailure'
    if (told === 'fail') return { does: 'exit', code: 1 }
    if (told === undefined || told === 'run') return ends ? { does: 'exit', code: 0 } : { does: 'run' }
    return { does: told }
  }

  #about(pod: Pod, workload: ObjectRef | undefined): WorkloadAssumption[] {
    if (this.#workloads.length === 0) return []
    const name = workload?.name ?? pod.metadata.name ?? ''
    const full = `${pod.metadata.namespace ?? ''}/${name}`
    return this.#workloads.filter(
      ({ workload: wanted, kind, image }) =>
        (wanted === undefined || fits(wanted, wanted.includes('/') ? full : name)) &&
        (kind === undefined || kind === (workload?.kind ?? 'Pod')) &&
        (image === undefined || pod.spec.containers.some(container => fits(image, container.image ?? ''))),
    )
  }
}

const SECONDS = ['pullSeconds', 'startSeconds', 'runSeconds', 'stopSeconds'] as const

function secondsIn(settings: JsonObject): Partial<Assumed> {
  const found: Partial<Record<keyof Assumed, number>> = {}
  for (const name of SECONDS) {
    const value = settings[name]
    if (typeof value === 'number' && value >= 0) found[name] = value
  }
  return found
}

/** `*` stands for any text. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return pattern === text
  const [first = '', ...others] = parts
  if (!text.startsWith(first)) return false
  let from = first.length
  for (const [index, part] of others.entries()) {
    if (index === others.length - 1) return text.length - part.length >= from && text.endsWith(part)
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return true
}
