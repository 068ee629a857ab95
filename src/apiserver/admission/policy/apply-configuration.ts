import { clone, equal, isObject, type Json, type JsonObject, put } from '../../../resource/json.ts'
import type { Shape } from '../../../schema/shape.ts'
import type { Field, Type } from '../../../schema/type.ts'

/**
 * Merges what a policy says into an object, as server-side apply would: objects field by field, lists by their
 * keys. What can only be replaced as a whole may not be touched.
 *
 * Truth: apiserver/pkg/admission/plugin/policy/mutating/patch/smd.go
 */
export function applyConfiguration(object: Json, configuration: Json, type: Type): { value: Json } | { error: string } {
  const atomic: string[] = []
  const value = mergeStruct(object, configuration, type, '', atomic)
  if (atomic.length === 0) return { value }
  return { error: `invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomic.join(', ')}` }
}

function mergeStruct(live: Json, wanted: Json, type: Type, path: string, atomic: string[]): Json {
  if (!isObject(wanted)) return wanted
  const merged: JsonObject = isObject(live) ? { ...live } : {}
  for (const [name, value = null] of Object.entries(wanted)) {
    const field = type.fields.get(name)
    const before = Object.hasOwn(merged, name) ? merged[name]! : null
    put(merged, name, field ? mergeField(before, value, field, `${path}.${name}`, atomic) : value)
  }
  return merged
}

function mergeField(live: Json, wanted: Json, field: Field, path: string, atomic: string[]): Json {
  const { shape } = field
  if (shape.kind === 'scalar') return wanted
  const whole =
    shape.kind === 'list'
      ? field.listType !== 'map' && field.listType !== 'set'
      : field.atomic || (shape.kind === 'struct' && shape.type.atomic)
  if (whole) {
    atomic.push(path)
    return wanted
  }
  if (shape.kind === 'struct') return mergeStruct(live, wanted, shape.type, path, atomic)
  if (shape.kind === 'map') return mergeMap(live, wanted, shape.of, path, atomic)
  return field.listType === 'set' ? mergeSet(live, wanted) : mergeList(live, wanted, field, shape.of, path, atomic)
}

function mergeMap(live: Json, wanted: Json, of: Shape, path: string, atomic: string[]): Json {
  if (!isObject(wanted)) return wanted
  const merged: JsonObject = isObject(live) ? { ...live } : {}
  for (const [key, value = null] of Object.entries(wanted)) {
    const before = Object.hasOwn(merged, key) ? merged[key]! : null
    put(merged, key, of.kind === 'struct' ? mergeStruct(before, value, of.type, `${path}.${key}`, atomic) : value)
  }
  return merged
}

function mergeSet(live: Json, wanted: Json): Json {
  if (!Array.isArray(wanted)) return wanted
  const merged = Array.isArray(live) ? [...live] : []
  for (const value of wanted) if (!merged.some(each => equal(each, value))) merged.push(value)
  return merged
}

/** Items with the same keys are merged, others come at the end. */
function mergeList(live: Json, wanted: Json, { keys }: Field, of: Shape, path: string, atomic: string[]): Json {
  if (!Array.isArray(wanted)) return wanted
  const merged = Array.isArray(live) ? clone(live) : []
  const keysOf = (item: Json): Json[] => keys.map(key => (isObject(item) ? (item[key] ?? DEFAULTS[key] ?? null) : null))
  for (const item of wanted) {
    const index = merged.findIndex(each => equal(keysOf(each), keysOf(item)))
    const at = `${path}[${keys.map((key, at) => `${key}=${JSON.stringify(keysOf(item)[at])}`).join(',')}]`
    const value = of.kind === 'struct' ? mergeStruct(merged[index] ?? null, item, of.type, at, atomic) : item
    if (index < 0) merged.push(value)
    else merged[index] = value
  }
  return merged
}

/** A key that has a default need not be written. */
const DEFAULTS: Readonly<Record<string, Json>> = { protocol: 'TCP' }
