import type { KubeObject, OwnerReference } from '../resource/object.ts'
import { type Change, type Controller, groupKindOf, type ObjectKey, type Steps, type World } from './controller.ts'
import { definedBy, isCustom } from './definitions.ts'
import { withoutOwner } from './ownership.ts'
import { remove, update } from './steps.ts'

/**
 * The garbage collector: what nobody owns any more goes; what owns others goes after them
 * (`foregroundDeletion`) or lets them go (`orphan`).
 *
 * It looks at objects of every kind, so its keys are uids.
 *
 * Truth: pkg/controller/garbagecollector/garbagecollector.go
 */
export const garbageCollector: Controller<'*'> = {
  name: 'generic-garbage-collector',
  kind: '*',
  watches: { '*': touchedBy },
  reconcile: look,
}

/** The object itself; when it is gone or going, everything it owns, and every owner that waits for it. */
function touchedBy({ type, object, before }: Change, world: World): ObjectKey[] {
  const { uid = '', deletionTimestamp, ownerReferences, finalizers } = object.metadata
  const keys: ObjectKey[] = []
  if (type !== 'deleted' && (ownerReferences || (deletionTimestamp && finalizers))) keys.push(byUid(uid))
  if (type === 'deleted' || deletionTimestamp) {
    for (const dependent of world.ownedBy(uid)) keys.push(byUid(dependent.metadata.uid ?? ''))
  }
  for (const owner of [...(ownerReferences ?? []), ...(before?.metadata.ownerReferences ?? [])]) {
    if (world.withUid(owner.uid)?.metadata.deletionTimestamp) keys.push(byUid(owner.uid))
  }
  return keys
}

const byUid = (uid: string): ObjectKey => ({ namespace: '', name: uid })

function* look(object: KubeObject, world: World): Steps {
  if (object.metadata.deletionTimestamp === undefined) {
    yield* deleteIfAbandoned(object, world)
    return
  }
  if (hasFinalizer(object, 'orphan')) yield* orphanDependents(object, world)
  else if (hasFinalizer(object, 'foregroundDeletion')) yield* waitForDependents(object, world)
}

/** Truth: attemptToDeleteItem */
function* deleteIfAbandoned(object: KubeObject, world: World): Steps {
  const owners = object.metadata.ownerReferences ?? []
  if (owners.length === 0) return
  const solid: OwnerReference[] = []
  const others: OwnerReference[] = []
  let waiting = false
  for (const reference of owners) {
    const owner = ownerOf(object, reference, world)
    if (owner === 'unknowable') return
    if (owner === undefined) others.push(reference)
    else if (isWaiting(owner)) {
      waiting = true
      others.push(reference)
    } else solid.push(reference)
  }
  if (solid.length > 0) {
    if (others.length === 0) return
    let kept = object
    for (const { uid } of others) kept = withoutOwner(kept, uid)
    yield update(kept)
    return
  }
  const dependents = world.ownedBy(object.metadata.uid ?? '')
  if (waiting && dependents.length > 0) {
    const cycle = dependents.some(isWaiting)
    if (cycle) yield update(unblocked(object))
    yield remove(cycle ? (world.withUid(object.metadata.uid ?? '') ?? object) : object, { propagation: 'Foreground' })
    return
  }
  yield remove(object, {
    propagation: hasFinalizer(object, 'orphan')
      ? 'Orphan'
      : hasFinalizer(object, 'foregroundDeletion')
        ? 'Foreground'
        : 'Background',
  })
}

/**
 * The owner that a reference means: same uid, kind and name, in the same namespace or in none. A
 * namespaced owner of a cluster-scoped object cannot be found at all, nor one of a kind that nobody
 * serves, so nothing is done about it.
 */
function ownerOf(object: KubeObject, reference: OwnerReference, world: World): KubeObject | undefined | 'unknowable' {
  const owner = world.withUid(reference.uid)
  const namespace = object.metadata.namespace ?? ''
  if (!owner) return isCustom(reference) && !definedBy(reference, world) ? 'unknowable' : undefined
  const home = owner.metadata.namespace ?? ''
  if (groupKindOf(owner) !== groupKindOf(reference) || owner.metadata.name !== reference.name) return undefined
  if (namespace === '' && home !== '') return 'unknowable'
  return home === '' || home === namespace ? owner : undefined
}

/** Truth: processDeletingDependentsItem: only dependents with blockOwnerDeletion hold the owner back. */
function* waitForDependents(owner: KubeObject, world: World): Steps {
  const { uid = '' } = owner.metadata
  const blocking = world
    .ownedBy(uid)
    .some(dependent => dependent.metadata.ownerReferences?.some(ref => ref.uid === uid && ref.blockOwnerDeletion))
  if (!blocking) yield update(withoutFinalizer(owner, 'foregroundDeletion'))
}

/** Truth: attemptToOrphanWorker */
function* orphanDependents(owner: KubeObject, world: World): Steps {
  const { uid = '' } = owner.metadata
  for (const dependent of world.ownedBy(uid)) {
    const answer = yield update(withoutOwner(dependent, uid))
    if (answer.code >= 400 && answer.code !== 404) return
  }
  yield update(withoutFinalizer(owner, 'orphan'))
}

const isWaiting = (object: KubeObject): boolean =>
  object.metadata.deletionTimestamp !== undefined && hasFinalizer(object, 'foregroundDeletion')

const hasFinalizer = (object: KubeObject, name: string): boolean => object.metadata.finalizers?.includes(name) ?? false

const withoutFinalizer = (object: KubeObject, name: string): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, finalizers: (object.metadata.finalizers ?? []).filter(other => other !== name) },
})

const unblocked = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    ownerReferences: (object.metadata.ownerReferences ?? []).map(reference => ({
      ...reference,
      blockOwnerDeletion: false,
    })),
  },
})
