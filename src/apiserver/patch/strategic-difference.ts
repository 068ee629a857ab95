import { equal, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import type { Shape } from '../../schema/shape.ts'
import { plainError } from '../status.ts'
import { identity } from './element-order.ts'
import { goMap } from './go-map.ts'
import { itemShape, type MergeField, mergeField } from './merge-schema.ts'
import { PatchProblem } from './problem.ts'
import { DELETE_FROM, ELEMENT_ORDER, PATCH, RETAIN_KEYS } from './strategic-merge.ts'

/** Which part of a difference is wanted: what `modified` adds and changes, or what it no longer has. */
export type Part = 'changes' | 'deletions'

/**
 * The strategic merge patch that makes `modified` of `original`, one part of it.
 *
 * Truth: apimachinery/pkg/util/strategicpatch/patch.go diffMaps
 */
export function strategicDifference(
  original: JsonObject,
  modified: JsonObject,
  shape: Shape | undefined,
  part: Part,
  retainKeys = false,
): JsonObject {
  const patch: JsonObject = {}
  for (const key in modified) {
    const value = modified[key]
    if (value === undefined) continue
    // An order that the manifest gives itself yields to the one that its lists make.
    if (key.startsWith(ELEMENT_ORDER) && Object.hasOwn(patch, key)) continue
    const old = Object.hasOwn(original, key) ? original[key] : undefined
    if (key === PATCH && old !== undefined) {
      if (old !== value) put(patch, key, value)
    } else if (isObject(old) && isObject(value)) differInObject(patch, key, old, value, shape, part)
    else if (Array.isArray(old) && Array.isArray(value)) differInList(patch, key, old, value, shape, part)
    else if (part === 'changes' && (old === undefined || !equal(old, value))) put(patch, key, value)
  }
  if (part === 'deletions') {
    for (const key in original) if (modified[key] === undefined) put(patch, key, null)
  }
  if (retainKeys) addRetainKeys(patch, original, modified)
  return patch
}

/** Said only where something changes, so that what is the same stays no patch at all. */
function addRetainKeys(patch: JsonObject, original: JsonObject, modified: JsonObject): void {
  const keep = Object.keys(modified).filter(key => modified[key] !== null && modified[key] !== undefined)
  const adds = Object.keys(modified).some(key => modified[key] !== undefined && original[key] === undefined)
  if (keep.length > 0 && (adds || Object.keys(patch).length > 0)) patch[RETAIN_KEYS] = keep.sort()
}

function differInObject(
  patch: JsonObject,
  key: string,
  old: JsonObject,
  value: JsonObject,
  shape: Shape | undefined,
  part: Part,
): void {
  const field = fieldUnlessEqual(shape, key, old, value)
  if (!field) return
  if (field.strategy === 'replace') {
    if (part === 'changes') put(patch, key, value)
    return
  }
  const inner = strategicDifference(old, value, field.shape, part, field.retainKeys)
  if (Object.keys(inner).length > 0) put(patch, key, inner)
}

/** A field that the type does not have is nobody's business as long as it does not change. */
function fieldUnlessEqual(shape: Shape | undefined, key: string, old: Json, value: Json): MergeField | undefined {
  try {
    return mergeField(shape, key)
  } catch (problem) {
    if (problem instanceof PatchProblem && equal(old, value)) return undefined
    throw problem
  }
}

function differInList(
  patch: JsonObject,
  key: string,
  old: Json[],
  value: Json[],
  shape: Shape | undefined,
  part: Part,
): void {
  const field = fieldUnlessEqual(shape, key, old, value)
  if (!field) return
  if (field.strategy !== 'merge') {
    if (part === 'changes' && !equal(old, value)) put(patch, key, value)
    return
  }
  if (old.length === 0) {
    if (value.length > 0 && part === 'changes') put(patch, key, value)
    return
  }
  if ([...old, ...value].some(isObject)) differInItems(patch, key, old, value, field, part)
  else differInScalars(patch, key, old, value, part)
}

function differInItems(
  patch: JsonObject,
  key: string,
  old: Json[],
  value: Json[],
  field: MergeField,
  part: Part,
): void {
  const { mergeKey = '' } = field
  const before = sortedByKey(old, mergeKey)
  const after = sortedByKey(value, mergeKey)
  const items: Json[] = []
  const gone: Json[] = []
  let [left, right] = [0, 0]
  while (left < before.length || right < after.length) {
    const a = before[left]
    const b = after[right]
    if (a && b && a.key === b.key) {
      const inner = strategicDifference(a.item, b.item, itemShape(field.shape), part, field.retainKeys)
      if (Object.keys(inner).length > 0) items.push({ ...inner, [mergeKey]: b.item[mergeKey] })
      left++
      right++
    } else if (!a || (b && a.key > b.key)) {
      if (part === 'changes' && b) items.push(b.item)
      right++
    } else {
      if (part === 'deletions') gone.push({ $patch: 'delete', [mergeKey]: a.item[mergeKey] })
      left++
    }
  }
  const ordered = inOrderOf(items, value, mergeKey)
  const list = [...ordered, ...gone]
  if (list.length > 0) put(patch, key, list)
  const sameOrder =
    old.length === value.length &&
    old.every((item, index) => identity(item, mergeKey) === identity(value[index]!, mergeKey))
  if (list.length > 0 || (part === 'changes' && !sameOrder)) {
    const order = value.map(item => ({ [mergeKey]: (item as JsonObject)[mergeKey] }))
    if (order.length > 0) put(patch, `${ELEMENT_ORDER}${key}`, order)
  }
}

interface Keyed {
  readonly key: string
  readonly item: JsonObject
}

/** Items with the same key come out in reverse, as the sort that kubectl uses leaves them. */
function sortedByKey(items: Json[], mergeKey: string): Keyed[] {
  const keyed = items.map(item => {
    if (isObject(item) && item[mergeKey] !== undefined) return { key: identity(item, mergeKey), item }
    throw new PatchProblem(plainError(`map: ${goMap(item)} does not contain declared merge key: ${mergeKey}`))
  })
  return keyed.reverse().sort((a, b) => compare(a.key, b.key))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function inOrderOf(items: Json[], order: Json[], mergeKey: string | undefined): Json[] {
  const place = new Map<string, number>()
  order.forEach((item, index) => {
    const key = identity(item, mergeKey)
    if (!place.has(key)) place.set(key, index)
  })
  const placeOf = (item: Json): number => place.get(identity(item, mergeKey)) ?? order.length
  return items.sort((a, b) => placeOf(a) - placeOf(b))
}

function differInScalars(patch: JsonObject, key: string, old: Json[], value: Json[], part: Part): void {
  const before = old.map(String).sort(compare)
  const after = [...value].sort((a, b) => compare(String(a), String(b)))
  const added: Json[] = []
  const gone = new Set<string>()
  let [left, right] = [0, 0]
  while (left < before.length || right < after.length) {
    const a = before[left]
    const b = right < after.length ? String(after[right]) : undefined
    if (a === b) {
      left++
      right++
    } else if (a === undefined || (b !== undefined && a > b)) added.push(after[right++]!)
    else {
      gone.add(a)
      left++
    }
  }
  if (part === 'changes') {
    if (added.length > 0) put(patch, key, inOrderOf(added, value, undefined))
    if (!equal(old, value) && value.length > 0) put(patch, `${ELEMENT_ORDER}${key}`, value)
    return
  }
  if (gone.size === 0) return
  const deleted = old.filter(item => gone.delete(String(item))).sort((a, b) => compare(String(a), String(b)))
  put(patch, `${DELETE_FROM}${key}`, deleted)
  if (value.length > 0) put(patch, `${ELEMENT_ORDER}${key}`, value)
}
