import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { classOf, type PersistentVolume, type VolumeClaim } from '../resource/volumes.ts'
import { type Change, type Controller, keyOf, type ObjectKey, type World } from './controller.ts'
import { BIND_COMPLETED, hasAnnotation } from './persistentvolume/annotations.ts'
import { claimNames, syncClaim } from './persistentvolume/claims.ts'
import { isDelayed } from './persistentvolume/provisioning.ts'
import { ownerOf, syncVolume } from './persistentvolume/reclaim.ts'
import { RECYCLER } from './persistentvolume/recycler.ts'

/**
 * The binder: claims find volumes, volumes find out what became of their claims. In a real cluster a claim that waits
 * is looked at again every 15 seconds; here it is looked at when something happens that may matter to it.
 *
 * Truth: pkg/controller/volume/persistentvolume/pv_controller.go
 */
export const claimBinder: Controller<'PersistentVolumeClaim'> = {
  name: 'persistentvolume-controller',
  kind: 'PersistentVolumeClaim',
  watches: {
    PersistentVolume: (change, world) => touchedBy(change, world),
    'storage.k8s.io/StorageClass': (_, world) => waiting(world),
    Pod: ({ object }, world) => (isStuck(object as Pod) ? delayedClaims(object as Pod, world) : []),
  },
  *reconcile(claim, world) {
    yield* syncClaim(claim as KubeObject as VolumeClaim, world)
  },
}

export const volumeBinder: Controller<'PersistentVolume'> = {
  name: 'persistentvolume-controller',
  kind: 'PersistentVolume',
  watches: {
    PersistentVolumeClaim: ({ object }, world) => volumesOf(object as VolumeClaim, world),
    Pod: ({ object }) => emptiedBy(object as Pod),
  },
  *reconcile(volume, world) {
    yield* syncVolume(volume as PersistentVolume, world)
  },
}

function emptiedBy({ metadata: { name = '', namespace } }: Pod): ObjectKey[] {
  return namespace === 'default' && name.startsWith(RECYCLER)
    ? [{ namespace: '', name: name.slice(RECYCLER.length) }]
    : []
}

/** A volume that changes matters to its claim, and to all that wait for one of its class. */
function touchedBy({ object }: Change, world: World): ObjectKey[] {
  const volume = object as PersistentVolume
  const owner = ownerOf(volume, world)
  const { namespace = '', name = '' } = volume.spec.claimRef ?? {}
  const kept = name ? [{ namespace, name }] : []
  const named = claims(world).filter(({ spec }) => spec.volumeName === volume.metadata.name)
  const free = !owner && volume.status?.phase === 'Available'
  const open = free ? claims(world).filter(claim => isOpen(claim) && classOf(claim) === classOf(volume)) : []
  return [...kept, ...named.map(keyOf), ...open.map(keyOf)]
}

const claims = (world: World): readonly VolumeClaim[] =>
  world.list('PersistentVolumeClaim') as readonly KubeObject[] as readonly VolumeClaim[]

const isOpen = (claim: VolumeClaim): boolean => !claim.spec.volumeName && !hasAnnotation(claim, BIND_COMPLETED)

const waiting = (world: World): ObjectKey[] => claims(world).filter(isOpen).map(keyOf)

/** Of pods the binder takes no notice, but at its next round it says which ones wait to be placed. */
const isStuck = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'PodScheduled' && is === 'False') ?? false

function delayedClaims(pod: Pod, world: World): ObjectKey[] {
  const { namespace = '' } = pod.metadata
  return claimNames(pod)
    .filter(name => {
      const claim = world.get('PersistentVolumeClaim', namespace, name)
      return claim && isDelayed(claim as KubeObject as VolumeClaim, world)
    })
    .map(name => ({ namespace, name }))
}

function volumesOf({ metadata, spec }: VolumeClaim, world: World): ObjectKey[] {
  const named = spec.volumeName ? [{ namespace: '', name: spec.volumeName }] : []
  const kept = world.list('PersistentVolume').filter(volume => {
    const { claimRef } = (volume as PersistentVolume).spec
    return claimRef?.name === metadata.name && claimRef?.namespace === metadata.namespace
  })
  return [...named, ...kept.map(keyOf)]
}
