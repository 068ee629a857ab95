import { equal, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import type { Shape } from '../../schema/shape.ts'
import { strategicDifference } from './strategic-difference.ts'
import { strategicMerge } from './strategic-merge.ts'

/** What was applied last, what is applied now, and what is there. */
export interface ThreeWay {
  readonly original: JsonObject
  readonly modified: JsonObject
  readonly current: JsonObject
}

/**
 * The patch that `kubectl apply` sends for a built-in kind: what differs from what is there, and the removal
 * of what was applied before and no longer is. What others set besides stays.
 *
 * Truth: apimachinery/pkg/util/strategicpatch/patch.go CreateThreeWayMergePatch
 */
export function strategicThreeWay({ original, modified, current }: ThreeWay, shape: Shape | undefined): JsonObject {
  const changes = strategicDifference(current, modified, shape, 'changes')
  const deletions = strategicDifference(original, modified, shape, 'deletions')
  return strategicMerge(deletions, changes, shape, 'combine')
}

/**
 * The same for a custom resource, as a JSON merge patch. kubectl shows it as it was made: what is deleted first,
 * then what is set, each by key.
 *
 * Truth: apimachinery/pkg/util/jsonmergepatch/patch.go CreateThreeWayJSONMergePatch
 */
export function jsonThreeWay({ original, modified, current }: ThreeWay): JsonObject {
  const changes = byKey(onlyChanges(difference(current, modified)))
  return overlaid(byKey(onlyDeletions(difference(original, modified))), changes)
}

function byKey<T extends Json>(value: T): T
function byKey(value: Json): Json {
  if (Array.isArray(value)) return value.map(byKey)
  if (!isObject(value)) return value
  const sorted: JsonObject = {}
  for (const key of Object.keys(value).sort()) put(sorted, key, byKey(value[key] as Json))
  return sorted
}

function difference(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {}
  for (const key in to) {
    const [old, value] = [from[key], to[key]]
    if (value === undefined || equal(old, value)) continue
    if (isObject(old) && isObject(value)) {
      const inner = difference(old, value)
      if (Object.keys(inner).length > 0) put(patch, key, inner)
    } else put(patch, key, value)
  }
  for (const key in from) if (to[key] === undefined) put(patch, key, null)
  return patch
}

/** Without nulls; objects that held nothing else go, those that were empty stay. */
function onlyChanges(patch: JsonObject): JsonObject {
  const kept: JsonObject = {}
  for (const key in patch) {
    const value = patch[key]
    if (value === null || value === undefined) continue
    if (!isObject(value) || Object.keys(value).length === 0) put(kept, key, value)
    else {
      const inner = onlyChanges(value)
      if (Object.keys(inner).length > 0) put(kept, key, inner)
    }
  }
  return kept
}

function onlyDeletions(patch: JsonObject): JsonObject {
  const kept: JsonObject = {}
  for (const key in patch) {
    const value = patch[key]
    if (value === null) put(kept, key, null)
    else if (isObject(value)) {
      const inner = onlyDeletions(value)
      if (Object.keys(inner).length > 0) put(kept, key, inner)
    }
  }
  return kept
}

/** Both patches in one. They do not meet: what is set is not deleted. */
function overlaid(under: JsonObject, over: JsonObject): JsonObject {
  const both: JsonObject = { ...under }
  for (const key in over) {
    const [old, value] = [both[key], over[key] as Json]
    put(both, key, isObject(old) && isObject(value) ? overlaid(old, value) : value)
  }
  return both
}
