import { clone, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'

/**
 * JSON merge patch: null deletes, objects merge, everything else replaces. Where the patch meets nothing, its
 * nulls have nothing to delete and are dropped; so are objects' nulls inside of lists. What was merged is written
 * by key, the rest as it stood: texts of errors go by that order.
 *
 * Truth: RFC 7386; github.com/evanphx/json-patch merge.go
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(target)) return prune(patch)
  if (!isObject(patch)) return clone(patch)
  const merged: JsonObject = { ...target }
  for (const key in patch) {
    const value = patch[key]
    if (value === undefined) continue
    if (value === null) delete merged[key]
    else put(merged, key, mergePatch(merged[key], value))
  }
  return byKey(merged)
}

function byKey(object: JsonObject): JsonObject {
  const sorted: JsonObject = {}
  for (const key of Object.keys(object).sort()) put(sorted, key, object[key])
  return sorted
}

/** A copy without the nulls of objects. Nulls that are items of lists stay. */
function prune(patch: Json): Json {
  if (Array.isArray(patch)) return patch.map(prune)
  if (!isObject(patch)) return clone(patch)
  const pruned: JsonObject = {}
  for (const key in patch) {
    const value = patch[key]
    if (value !== null && value !== undefined) put(pruned, key, prune(value))
  }
  return byKey(pruned)
}
