import type { FilterPlugin, FilterState, Movable } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { Disk, Volume } from '../objects.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Status, unresolvable, unschedulable } from '../status.ts'

const NAME = 'VolumeRestrictions'
const NO_DISK = unschedulable(NAME, 'node(s) had no available disk')
const IN_USE = unschedulable(
  NAME,
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
)

/** Truth: plugins/volumerestrictions/volume_restrictions.go */
export const volumeRestrictions: FilterPlugin = {
  name: NAME,
  scope: 'node',
  preFilter({ shape }, { release, storage }) {
    const disks = shape.volumes.filter(isDisk)
    const exclusive = new Set<string>()
    if (release.readWriteOncePod) {
      for (const { key, name, ephemeral } of shape.claims) {
        if (ephemeral) continue
        const claim = storage.claims.get(key)
        if (!claim) return { kind: 'rejected', status: unresolvable(NAME, `persistentvolumeclaim "${name}" not found`) }
        if (claim.spec.accessModes?.includes('ReadWriteOncePod')) exclusive.add(key)
      }
    }
    if (disks.length === 0 && exclusive.size === 0) return undefined
    let taken = 0
    for (const key of exclusive) if ((storage.uses.get(key) ?? 0) > 0) taken++
    return { kind: 'check', state: new Restrictions(disks, exclusive, taken) }
  },
}

class Restrictions implements FilterState, Movable {
  readonly #disks: readonly Volume[]
  readonly #exclusive: ReadonlySet<string>
  /** How many of the claims that only one pod may use are used. */
  #taken: number

  constructor(disks: readonly Volume[], exclusive: ReadonlySet<string>, taken: number) {
    this.#disks = disks
    this.#exclusive = exclusive
    this.#taken = taken
  }

  verdict(node: NodeInfo): Status | undefined {
    if (this.#disks.length > 0) {
      for (const { shape } of node.pods) {
        for (const other of shape.volumes) if (this.#disks.some(disk => collide(disk, other))) return NO_DISK
      }
    }
    return this.#taken > 0 ? IN_USE : undefined
  }

  fork(): Restrictions {
    return new Restrictions(this.#disks, this.#exclusive, this.#taken)
  }

  leave(pod: PodInfo): void {
    this.#taken -= this.#uses(pod)
  }

  join(pod: PodInfo): void {
    this.#taken += this.#uses(pod)
  }

  #uses({ shape }: PodInfo): number {
    return shape.claims.filter(({ key }) => this.#exclusive.has(key)).length
  }
}

const isDisk = (volume: Volume): boolean =>
  Boolean(volume.gcePersistentDisk || volume.awsElasticBlockStore || volume.iscsi || volume.rbd)

/**
 * Whether two pods on one node cannot both mount these. A GCE disk, an iSCSI target and an RBD image may be shared
 * when both read only; an EBS volume never.
 */
function collide(a: Volume, b: Volume): boolean {
  if (a.awsElasticBlockStore && a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore?.volumeID) return true
  if (writes(a.gcePersistentDisk, b.gcePersistentDisk, (x, y) => x.pdName === y.pdName)) return true
  if (writes(a.iscsi, b.iscsi, (x, y) => x.iqn === y.iqn)) return true
  return writes(a.rbd, b.rbd, sameImage)
}

const writes = (a: Disk | undefined, b: Disk | undefined, same: (a: Disk, b: Disk) => boolean): boolean =>
  a !== undefined && b !== undefined && same(a, b) && !(a.readOnly && b.readOnly)

/** The same image of the same pool behind at least one common monitor. The pool is `rbd` by default. */
const sameImage = (a: Disk, b: Disk): boolean =>
  a.image === b.image &&
  (a.pool || 'rbd') === (b.pool || 'rbd') &&
  (a.monitors ?? []).some(monitor => b.monitors?.includes(monitor))
