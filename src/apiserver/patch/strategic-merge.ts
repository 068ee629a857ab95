import { clone, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import type { Shape } from '../../schema/shape.ts'
import { badRequest, plainError } from '../status.ts'
import { identity, inOrder } from './element-order.ts'
import { goMap } from './go-map.ts'
import { itemShape, type MergeField, mergeField } from './merge-schema.ts'
import { PatchProblem } from './problem.ts'

export const PATCH = '$patch'
export const RETAIN_KEYS = '$retainKeys'
export const DELETE_FROM = '$deleteFromPrimitiveList/'
export const ELEMENT_ORDER = '$setElementOrder/'

const plain = (message: string): PatchProblem => new PatchProblem(plainError(message))
const malformed = (message: string): PatchProblem => new PatchProblem(badRequest(message))
const noMergeKey = (item: Json, key: string): PatchProblem =>
  plain(`map: ${goMap(item)} does not contain declared merge key: ${key}`)

/**
 * What a patch is merged into: an object, where directives are carried out and nulls delete, or another patch
 * ('combine'), where both are kept for the object that comes later.
 */
export type Purpose = 'apply' | 'combine'

/**
 * A strategic merge patch applied to an object: maps merge, lists merge by the key that their type declares,
 * and directives (`$patch`, `$retainKeys`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`) say the rest.
 *
 * Truth: apimachinery/pkg/util/strategicpatch/patch.go mergeMap
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  shape: Shape | undefined,
  purpose: Purpose = 'apply',
): JsonObject {
  const directive = patch[PATCH]
  if (directive === 'replace') return without(patch, PATCH)
  if (directive === 'delete') return {}
  if (directive !== undefined) throw plain(`unknown patch type: ${goMap(directive)} in map: ${goMap(patch)}`)

  const merged: JsonObject = retained(original, patch, purpose)
  const rest = mergeOrdered(merged, without(patch, RETAIN_KEYS), shape, purpose)
  for (const key in rest) {
    const value = rest[key]
    if (value === undefined) continue
    if (key.startsWith('$deleteFromPrimitiveList')) {
      if (purpose === 'combine') put(merged, key, value)
      else deleteScalars(merged, key, value)
    } else if (value === null) {
      if (purpose === 'combine') put(merged, key, null)
      else delete merged[key]
    } else mergeValue(merged, key, value, shape, purpose)
  }
  return merged
}

function mergeValue(merged: JsonObject, key: string, value: Json, shape: Shape | undefined, purpose: Purpose): void {
  const old = Object.hasOwn(merged, key) ? merged[key] : undefined
  if (isObject(old) && isObject(value)) {
    const field = mergeField(shape, key)
    put(merged, key, field.strategy === 'replace' ? clone(value) : strategicMerge(old, value, field.shape, purpose))
  } else if (Array.isArray(old) && Array.isArray(value)) {
    put(merged, key, mergeList(old, value, mergeField(shape, key), purpose))
  } else {
    const kept = withoutDirectives(purpose === 'combine' ? value : withoutNulls(value))
    if (kept === undefined) delete merged[key]
    else put(merged, key, kept)
  }
}

/** Only the keys that `$retainKeys` names stay; what the patch sets must be among them. */
function retained(original: JsonObject, patch: JsonObject, purpose: Purpose): JsonObject {
  const keep = patch[RETAIN_KEYS]
  if (keep === undefined) return { ...original }
  if (purpose === 'combine') return { ...original, [RETAIN_KEYS]: keep }
  const names = Array.isArray(keep) ? new Set(keep) : undefined
  const complete = (key: string): boolean =>
    key === RETAIN_KEYS ||
    patch[key] === null ||
    key.startsWith('$deleteFromPrimitiveList') ||
    key.startsWith('$setElementOrder') ||
    names?.has(key) === true
  if (!names || !Object.keys(patch).every(complete)) throw malformed('invalid patch format of retainKeys')
  const kept: JsonObject = {}
  for (const key in original) if (names.has(key)) put(kept, key, original[key])
  return kept
}

/** Merges the lists whose order the patch gives, and returns what is left of the patch. */
function mergeOrdered(merged: JsonObject, patch: JsonObject, shape: Shape | undefined, purpose: Purpose): JsonObject {
  let rest = patch
  for (const directive in patch) {
    if (!directive.startsWith('$setElementOrder')) continue
    const order = patch[directive]
    const key = keyBehind(directive, ELEMENT_ORDER, 'invalid patch format of setElementOrder list')
    const [old, value] = [merged[key], patch[key]]
    rest = without(rest, directive)
    if (purpose === 'combine' && order !== undefined) put(merged, directive, order)
    if (!Array.isArray(order)) throw badArgument(order)
    if (old !== undefined && !Array.isArray(old)) throw badArgument(old)
    if (value !== undefined && !Array.isArray(value)) throw badArgument(value)
    const field = mergeField(shape, key)
    checkOrder(value ?? [], order, field.mergeKey)
    if (!old && !value) continue
    const items = old && value ? mergeList(old, value, field, purpose) : (old ?? (withoutDirectives(value!) as Json[]))
    put(merged, key, inOrder(items, order, old ?? [], field.mergeKey))
    rest = without(rest, key)
  }
  return rest
}

const badArgument = (actual: Json | undefined): PatchProblem =>
  plain(`expected a []interface {}, but received a ${isObject(actual) ? 'map[string]interface {}' : typeof actual}`)

function keyBehind(directive: string, prefix: string, complaint: string): string {
  if (!directive.startsWith(prefix)) throw malformed(complaint)
  return directive.slice(prefix.length)
}

/** The items of a patch must come in the order that it asks for. */
function checkOrder(items: Json[], order: Json[], mergeKey: string | undefined): void {
  if (items.length === 0 || order.length === 0) return
  const kept = items.filter(item => !(isObject(item) && item[PATCH] !== undefined))
  let next = 0
  for (const each of order) {
    if (next < kept.length && identity(kept[next]!, mergeKey) === identity(each, mergeKey)) next++
  }
  if (next < kept.length) {
    throw plain(`The order in patch list:\n${goMap(items)}\n doesn't match $setElementOrder list:\n${goMap(order)}\n`)
  }
}

function mergeList(old: Json[], patch: Json[], field: MergeField, purpose: Purpose): Json[] {
  if (field.strategy !== 'merge') return clone(patch)
  const { mergeKey } = field
  if (![...old, ...patch].some(isObject)) {
    const merged = distinct([...old, ...patch])
    return inOrder(merged, patch, old, undefined)
  }
  if (mergeKey === undefined) throw plain('cannot merge lists without merge key for')
  const { kept, items } = settleDirectives(old, patch, mergeKey)
  const merged = [...kept]
  for (const item of items) {
    const value = item[mergeKey]
    if (value === undefined) throw noMergeKey(item, mergeKey)
    const at = merged.findIndex(other => isObject(other) && identity(other, mergeKey) === identity(item, mergeKey))
    if (at < 0) merged.push(clone(item))
    else merged[at] = strategicMerge(merged[at] as JsonObject, item, itemShape(field.shape), purpose)
  }
  return inOrder(merged, items, kept, mergeKey)
}

/** `$patch: delete` takes items away, `$patch: replace` takes all that were there. */
function settleDirectives(old: Json[], patch: Json[], mergeKey: string): { kept: Json[]; items: JsonObject[] } {
  const items: JsonObject[] = []
  let kept = old
  let replace = false
  for (const item of patch) {
    if (!isObject(item)) throw plain('list element types are not identical')
    const directive = item[PATCH]
    if (directive === undefined) items.push(item)
    else if (directive === 'replace') replace = true
    else if (directive === 'delete') {
      if (item[mergeKey] === undefined) throw noMergeKey(item, mergeKey)
      kept = kept.filter(other => identity(other, mergeKey) !== identity(item, mergeKey))
    } else if (directive === 'merge') throw plain('merging lists cannot yet be specified in the patch')
    else throw plain(`unknown patch type: ${goMap(directive)} in map: ${goMap(item)}`)
  }
  return replace ? { kept: [], items } : { kept, items }
}

function deleteScalars(merged: JsonObject, directive: string, values: Json): void {
  const key = keyBehind(directive, DELETE_FROM, 'invalid patch format of primitive list')
  const old = merged[key]
  if (!Array.isArray(old) || !Array.isArray(values)) return
  const gone = new Set(values.map(value => identity(value, undefined)))
  put(
    merged,
    key,
    old.filter(value => !gone.has(identity(value, undefined))),
  )
}

function distinct(values: Json[]): Json[] {
  const seen = new Set<string>()
  return values.filter(value => {
    const key = identity(value, undefined)
    return !seen.has(key) && seen.add(key)
  })
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  const kept: JsonObject = {}
  for (const key in value) {
    const item = value[key]
    if (item !== null && item !== undefined) put(kept, key, withoutNulls(item))
  }
  return kept
}

/** What goes where nothing was: objects with a `$patch` of their own have nothing to act on and go. */
function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter(item => item !== undefined)
  if (!isObject(value)) return value
  if (value[PATCH] !== undefined) return undefined
  const kept: JsonObject = {}
  for (const key in value) {
    const item = value[key] === undefined ? undefined : withoutDirectives(value[key])
    if (item !== undefined) put(kept, key, item)
  }
  return kept
}

function without(object: JsonObject, key: string): JsonObject {
  if (!(key in object)) return object
  const { [key]: _, ...rest } = object
  return rest
}
