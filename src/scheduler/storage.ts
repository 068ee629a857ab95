import { matchesNodeSelector } from '../resource/node-selector.ts'
import type { KubeObject } from '../resource/object.ts'
import type { NodeInfo } from './node-info.ts'
import {
  type CSIDriver,
  type CSINode,
  type CSIStorageCapacity,
  keyOf,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  type VolumeAttachment,
} from './objects.ts'

/** Volumes, claims, classes and what drivers say about nodes. */
export class Storage {
  readonly volumes = new Map<string, PersistentVolume>()
  readonly claims = new Map<string, PersistentVolumeClaim>()
  readonly classes = new Map<string, StorageClass>()
  readonly csiNodes = new Map<string, CSINode>()
  readonly csiDrivers = new Map<string, CSIDriver>()
  readonly capacities = new Map<string, CSIStorageCapacity>()
  readonly attachments = new Map<string, VolumeAttachment>()
  /** Claims that pods on nodes use, with how many. */
  readonly uses = new Map<string, number>()
  /** Grows with every change. */
  generation = 0
  #byClass: Map<string, PersistentVolume[]> | undefined

  put(object: KubeObject): void {
    this.#mapOf(object)?.set(storageKey(object), object)
    this.#changed(object)
  }

  remove(object: KubeObject): void {
    this.#mapOf(object)?.delete(storageKey(object))
    this.#changed(object)
  }

  /** A pod that uses the claim comes to a node, or leaves it. */
  use(claim: string, by: 1 | -1): void {
    this.uses.set(claim, (this.uses.get(claim) ?? 0) + by)
    this.generation++
  }

  #changed({ kind }: KubeObject): void {
    this.generation++
    if (kind === 'PersistentVolume') this.#byClass = undefined
  }

  /** Volumes of one class, by name. */
  volumesOfClass(name: string): readonly PersistentVolume[] {
    if (!this.#byClass) {
      this.#byClass = new Map()
      for (const volume of [...this.volumes.values()].sort((a, b) =>
        keyOf(a.metadata) < keyOf(b.metadata) ? -1 : 1,
      )) {
        const group = this.#byClass.get(classOf(volume))
        if (group) group.push(volume)
        else this.#byClass.set(classOf(volume), [volume])
      }
    }
    return this.#byClass.get(name) ?? []
  }

  #mapOf({ kind }: KubeObject): Map<string, KubeObject> | undefined {
    const maps: Record<string, Map<string, KubeObject>> = {
      PersistentVolume: this.volumes as Map<string, KubeObject>,
      PersistentVolumeClaim: this.claims as Map<string, KubeObject>,
      StorageClass: this.classes as Map<string, KubeObject>,
      CSINode: this.csiNodes as Map<string, KubeObject>,
      CSIDriver: this.csiDrivers as Map<string, KubeObject>,
      CSIStorageCapacity: this.capacities as Map<string, KubeObject>,
      VolumeAttachment: this.attachments as Map<string, KubeObject>,
    }
    return Object.hasOwn(maps, kind) ? maps[kind] : undefined
  }
}

export const STORAGE_KINDS: ReadonlySet<string> = new Set([
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
])

const storageKey = ({ kind, metadata }: KubeObject): string =>
  kind === 'PersistentVolumeClaim' || kind === 'CSIStorageCapacity' ? keyOf(metadata) : (metadata.name ?? '')

/** The old annotation wins over the field. Truth: component-helpers/storage/volume GetPersistentVolumeClaimClass */
export const classOf = ({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? ''

/** A claim is bound when the volume controller has said so on it. */
export const isBound = ({ metadata, spec }: PersistentVolumeClaim): boolean =>
  Boolean(spec.volumeName) && metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined

export function reaches(volume: PersistentVolume, node: NodeInfo): boolean {
  const required = volume.spec.nodeAffinity?.required
  return !required || matchesNodeSelector(required, node.labels, node.name)
}
