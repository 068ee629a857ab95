import type { GroupKind, ObjectOf } from '../resource/kinds.ts'
import type { KubeObject, OwnerReference } from '../resource/object.ts'
import {
  type Answer,
  type Change,
  groupKindOf,
  keyOf,
  type ObjectKey,
  type Step,
  succeeded,
  type World,
} from './controller.ts'
import { update } from './steps.ts'

/** The one owner that controls this object, if any. */
export const controllerOf = (object: KubeObject): OwnerReference | undefined =>
  object.metadata.ownerReferences?.find(reference => reference.controller)

export const isControlledBy = (object: KubeObject, owner: KubeObject): boolean =>
  controllerOf(object)?.uid === owner.metadata.uid

export const controllerReference = (owner: KubeObject): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name ?? '',
  uid: owner.metadata.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
})

/**
 * What belongs to an owner: adopts orphans that match, lets go of its own that no longer do, and
 * leaves alone what somebody else controls. An owner on its way out neither adopts nor releases.
 *
 * Truth: pkg/controller/controller_ref_manager.go ClaimObject
 */
export function* claim<T extends KubeObject>(
  owner: KubeObject,
  candidates: Iterable<T>,
  matches: (object: T) => boolean,
): Generator<Step, T[], Answer> {
  const leaving = owner.metadata.deletionTimestamp !== undefined
  const claimed: T[] = []
  for (const object of candidates) {
    const controller = controllerOf(object)
    if (controller) {
      if (controller.uid !== owner.metadata.uid) continue
      if (matches(object)) claimed.push(object)
      else if (!leaving) yield update(withoutOwner(object, controller.uid))
    } else if (!leaving && matches(object) && object.metadata.deletionTimestamp === undefined) {
      const adopted = yield update(withOwner(object, controllerReference(owner)))
      if (succeeded(adopted) && adopted.object) claimed.push(adopted.object as T)
    }
  }
  return claimed
}

export const withOwner = <T extends KubeObject>(object: T, reference: OwnerReference): T => ({
  ...object,
  metadata: { ...object.metadata, ownerReferences: [...(object.metadata.ownerReferences ?? []), reference] },
})

export function withoutOwner<T extends KubeObject>(object: T, uid: string): T {
  const { ownerReferences = [], ...metadata } = object.metadata
  const left = ownerReferences.filter(reference => reference.uid !== uid)
  return { ...object, metadata: left.length > 0 ? { ...metadata, ownerReferences: left } : metadata }
}

/** Everything an owner may have to claim: what matches its selector and what it already controls. */
export function candidatesOf<K extends GroupKind>(
  world: World,
  kind: K,
  owner: KubeObject,
  matching: readonly ObjectOf<K>[],
): ObjectOf<K>[] {
  const owned = world.ownedBy(owner.metadata.uid ?? '', kind)
  if (owned.length === 0) return [...matching]
  const seen = new Set<KubeObject>(matching)
  return [...matching, ...owned.filter(object => !seen.has(object))]
}

/**
 * The owners to look at again when a child changed: the one that controls it, the one that did
 * before, and, for an orphan, whoever would select it.
 */
export function ownersOf<K extends GroupKind>(
  kind: K,
  selects: (owner: ObjectOf<K>, child: KubeObject) => boolean,
): (change: Change, world: World) => ObjectKey[] {
  return ({ type, object, before }, world) => {
    const keys: ObjectKey[] = []
    const now = controllerOf(object)
    const then = before && controllerOf(before)
    const namespace = object.metadata.namespace ?? ''
    for (const reference of then && then.uid !== now?.uid ? [now, then] : [now]) {
      if (!reference || groupKindOf(reference) !== kind) continue
      const owner = world.get(kind, namespace, reference.name)
      if (owner?.metadata.uid === reference.uid) keys.push({ namespace, name: reference.name })
    }
    if (!now && type !== 'deleted') {
      for (const owner of world.list(kind, namespace)) if (selects(owner, object)) keys.push(keyOf(owner))
    }
    return keys
  }
}
