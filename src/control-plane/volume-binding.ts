import { type Step, succeeded, type World } from '../controllers/controller.ts'
import {
  BIND_COMPLETED,
  hasAnnotation,
  SELECTED_NODE,
  withAnnotations,
} from '../controllers/persistentvolume/annotations.ts'
import { keptFor, type Part } from '../controllers/persistentvolume/binding.ts'
import { claimNames, volumeNamed } from '../controllers/persistentvolume/claims.ts'
import { update } from '../controllers/steps.ts'
import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import type { VolumeClaim } from '../resource/volumes.ts'
import type { Decision } from '../scheduler/decision.ts'

/** So long the scheduler waits for volumes. Truth: plugins/volumebinding DefaultBindTimeoutSeconds */
const PATIENCE_MS = 600_000

interface Waiting {
  readonly pod: Pod
  readonly node: string
  readonly until: number
}

/**
 * Pods for which a node is chosen and that wait for their volumes. The scheduler tells the binder which volumes go with
 * the node, or that some are to be made for it, and binds the pod once all its claims are bound.
 *
 * Truth: plugins/volumebinding/binder.go BindPodVolumes, checkBindings
 */
export class PodsBinding {
  readonly #pods = new Map<string, Waiting>()

  get size(): number {
    return this.#pods.size
  }

  /** When the first of them gives up. */
  get nextTime(): number | undefined {
    const times = [...this.#pods.values()].map(({ until }) => until)
    return times.length > 0 ? Math.min(...times) : undefined
  }

  has(key: string): boolean {
    return this.#pods.has(key)
  }

  /** The pod as if it had its node already: its place is taken. */
  assumed(key: string): Pod | undefined {
    const waiting = this.#pods.get(key)
    return waiting && { ...waiting.pod, spec: { ...waiting.pod.spec, nodeName: waiting.node } }
  }

  forget(key: string): void {
    this.#pods.delete(key)
  }

  /** Writes what was chosen. False when somebody else was faster: then the pod is placed anew. */
  *start(key: string, pod: Pod, { node = '', volumes, provisions }: Decision, world: World): Part<boolean> {
    for (const [claimKey, name] of volumes) {
      const claim = claimAt(claimKey, world)
      const volume = volumeNamed(world, name)
      if (!claim || !volume || !(yield* wrote(keptFor(volume, claim)))) return false
    }
    for (const claimKey of provisions) {
      const claim = claimAt(claimKey, world)
      if (!claim || !(yield* wrote(withAnnotations(claim, { [SELECTED_NODE]: node })))) return false
    }
    this.#pods.set(key, { pod, node, until: world.now + PATIENCE_MS })
    return true
  }

  /** Those that have all their volumes by now, and those that have waited too long. */
  ready(world: World): { readonly bound: readonly [string, string][]; readonly late: readonly string[] } {
    const bound: [string, string][] = []
    const late: string[] = []
    for (const [key, { pod, node, until }] of this.#pods) {
      const namespace = pod.metadata.namespace ?? ''
      if (claimNames(pod).every(name => isBound(claimAt(`${namespace}/${name}`, world)))) bound.push([key, node])
      else if (world.now >= until) late.push(key)
    }
    return { bound, late }
  }
}

function* wrote(object: KubeObject): Generator<Step, boolean, Parameters<typeof succeeded>[0]> {
  return succeeded(yield update(object))
}

function claimAt(key: string, world: World): VolumeClaim | undefined {
  const slash = key.indexOf('/')
  const claim: KubeObject | undefined = world.get('PersistentVolumeClaim', key.slice(0, slash), key.slice(slash + 1))
  return claim as VolumeClaim | undefined
}

const isBound = (claim: VolumeClaim | undefined): boolean =>
  claim !== undefined && Boolean(claim.spec.volumeName) && hasAnnotation(claim, BIND_COMPLETED)
