import type { Json, JsonObject } from '../../../resource/json.ts'
import { FieldSet } from './field-set.ts'
import { compare, fieldsOf, removeFields, withParents } from './field-walks.ts'
import { type Manager, managerKey } from './managers.ts'
import { mergeConfig } from './merge-config.ts'
import type { Structure } from './structure.ts'

/** A manager and what it has of the fields that someone else wants. */
export interface FieldConflict {
  readonly owner: Manager
  readonly fields: FieldSet
}

export type Merged =
  | { readonly object: JsonObject; readonly managers: Map<string, Manager> }
  | { readonly conflicts: readonly FieldConflict[] }

/** Fields that nobody owns. Truth: managedfields/internal/stripmeta.go */
const UNOWNED: readonly (readonly string[])[] = [
  ['f:apiVersion'],
  ['f:kind'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'resourceVersion',
    'generation',
    'managedFields',
  ].map(name => ['f:metadata', `f:${name}`]),
]

/** What the resource does not take from here, such as the status of an object written without its subresource. */
function withoutReset(set: FieldSet, reset: readonly (readonly string[])[]): FieldSet {
  let left = set
  for (const path of reset) left = left.without(path)
  return left
}

/** Managers with what may be owned. A configuration's own name counts while it is merged, so that it stays. */
export function settled(managers: ReadonlyMap<string, Manager>): Map<string, Manager> {
  const kept = new Map<string, Manager>()
  for (const [key, manager] of managers) {
    const fields = ownable(manager.fields)
    if (!fields.isEmpty) kept.set(key, { ...manager, fields })
  }
  return kept
}

function ownable(set: FieldSet): FieldSet {
  let fields = set
  for (const path of UNOWNED) fields = fields.without(path)
  return fields.members.has('f:metadata') ? fields.difference(METADATA) : fields
}

const METADATA = FieldSet.parse({ 'f:metadata': {} })

/**
 * A configuration applied by one manager: merged over what is there, without what the manager no longer names
 * and nobody else has; changing what others have is a conflict, unless forced.
 *
 * Truth: structured-merge-diff/merge/update.go Apply, prune, update
 */
export function applyConfig(
  live: JsonObject,
  config: JsonObject,
  managers: ReadonlyMap<string, Manager>,
  applier: Manager,
  structure: Structure,
  options: { readonly force: boolean; readonly reset: readonly (readonly string[])[] },
): Merged {
  const key = managerKey(applier)
  const last = managers.get(key)
  const next = new Map(managers)
  next.set(key, { ...applier, fields: withoutReset(fieldsOf(config, structure), options.reset) })
  const merged = mergeConfig(live, config, structure) as JsonObject
  const object = last && !last.fields.isEmpty ? prune(merged, last.fields, next, structure) : merged
  return takeOver(live, object, next, key, structure, options.force)
}

function prune(
  merged: JsonObject,
  last: FieldSet,
  managers: ReadonlyMap<string, Manager>,
  structure: Structure,
): JsonObject {
  const full = (set: FieldSet): FieldSet => withParents(set, merged, structure)
  const all = full(fieldsOf(merged, structure))
  const fields = (value: Json): FieldSet => withParents(fieldsOf(value, structure), value, structure)
  let had = new FieldSet()
  for (const { fields: theirs } of managers.values()) had = had.union(theirs)

  const pruned = removeFields(merged, full(last), structure) ?? {}
  const ownedGone = all.difference(fields(pruned).union(full(had)))
  const withOwned = removeFields(merged, ownedGone, structure) ?? {}
  const gone = all.difference(fields(withOwned)).intersection(full(last))
  return (removeFields(merged, gone, structure) ?? {}) as JsonObject
}

function takeOver(
  live: JsonObject,
  object: JsonObject,
  managers: Map<string, Manager>,
  workflow: string,
  structure: Structure,
  force: boolean,
): Merged {
  const { added, modified, removed } = compare(live, object, structure)
  const changed = modified.union(added)
  const conflicts: FieldConflict[] = []
  for (const [key, owner] of managers) {
    if (key === workflow) continue
    const fields = owner.fields.intersection(changed)
    if (!fields.isEmpty) conflicts.push({ owner, fields })
    managers.set(key, { ...owner, fields: owner.fields.difference(fields).difference(removed) })
  }
  if (conflicts.length > 0 && !force) return { conflicts }
  for (const [key, { fields }] of managers) if (fields.isEmpty) managers.delete(key)
  return { object, managers }
}

/**
 * What a manager changed by other means than applying becomes its own; when it changed nothing, the time stays.
 * Truth: merge/update.go Update, managedfields/internal/managedfieldsupdater.go
 */
export function trackUpdate(
  live: JsonObject,
  next: JsonObject,
  managers: ReadonlyMap<string, Manager>,
  writer: Manager,
  structure: Structure,
  reset: readonly (readonly string[])[],
): Map<string, Manager> {
  const key = managerKey(writer)
  const after = takeOver(live, next, new Map(managers), key, structure, true)
  const left = 'managers' in after ? after.managers : new Map(managers)
  const { added, modified, removed } = compare(live, next, structure)
  const before = left.get(key)
  const taken = ownable(withoutReset(modified.union(added), reset))
  const fields = (before?.fields ?? new FieldSet()).difference(removed).union(taken)
  if (fields.isEmpty) left.delete(key)
  else left.set(key, { ...writer, fields, time: taken.isEmpty ? before?.time : writer.time })
  return left
}
