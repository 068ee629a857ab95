import { equal, isObject, type Json, type JsonObject, Numeral, put } from '../../resource/json.ts'
import { equals } from '../run/equal.ts'
import { INT_MAX, INT_MIN } from '../run/number.ts'
import { formatDuration, formatTimestamp, offsetOf, parseDate, parseDuration, parseTimestamp } from '../run/time.ts'
import { typeOfValue } from '../run/type-of.ts'
import {
  ArrayList,
  Bytes,
  Double,
  Duration,
  Failure,
  fail,
  int,
  List,
  type MapKey,
  Mapping,
  mapKey,
  Optional,
  Timestamp,
  Uint,
  Unreadable,
  type Value,
} from '../run/value.ts'
import type { Shape } from './shape.ts'

/**
 * JSON → value, without copying: lists and maps convert what is asked for. Without a shape a whole number is an
 * int and text stays text; a shape says which texts are durations and which numbers doubles. What does not fit its
 * shape fails in the expression that looks at it.
 * Truth: apiserver/pkg/cel/common/values.go UnstructuredToVal
 */
export function adapt(json: Json, shape?: Shape): Value {
  try {
    return read(json, shape)
  } catch (thrown) {
    if (thrown instanceof Failure) return new Unreadable(thrown.message)
    throw thrown
  }
}

function read(json: Json, shape: Shape | undefined): Value {
  if (!shape || shape.kind === 'any') return adaptAny(json)
  if (json === null) {
    return shape.schema['nullable'] === true ? null : fail('invalid data, got null for schema with nullable=false')
  }
  switch (shape.kind) {
    case 'list':
      return Array.isArray(json)
        ? new JsonList(json, shape)
        : fail('invalid data, expected an array for the provided schema with type=array')
    case 'map':
    case 'object':
      return isObject(json)
        ? new JsonMap(json, shape)
        : fail('invalid data, expected a map for the provided schema with type=object')
    default:
      return adaptScalar(json, shape)
  }
}

function adaptAny(json: Json): Value {
  switch (typeof json) {
    case 'number':
      if (Number.isSafeInteger(json)) return json
      return Number.isInteger(json) ? adaptAny(BigInt(json)) : new Double(json)
    case 'bigint':
      // Go reads what is too large for an int64 as a float
      return json > INT_MAX || json < INT_MIN ? new Double(Number(json)) : int(json)
    case 'object':
      if (json === null) return null
      if (json instanceof Numeral) return new Double(json.valueOf())
      return Array.isArray(json) ? new JsonList(json, undefined) : new JsonMap(json, undefined)
    default:
      return json
  }
}

function adaptScalar(json: Json, { type, schema }: Shape): Value {
  switch (type.kind) {
    case 'bool':
      return typeof json === 'boolean' ? json : fail(`invalid data, expected bool`)
    case 'int':
      if (json instanceof Numeral && Number.isSafeInteger(json.valueOf())) return json.valueOf()
      return typeof json === 'number' || typeof json === 'bigint' ? adaptAny(json) : fail('invalid data, expected int')
    case 'double':
      return typeof json === 'number' || typeof json === 'bigint' || json instanceof Numeral
        ? new Double(Number(json))
        : fail('invalid data, expected float')
    default:
      return typeof json === 'string'
        ? adaptText(json, type.kind, schema['format'] === 'date')
        : fail('invalid data, expected string')
  }
}

function adaptText(text: string, kind: string, date: boolean): Value {
  switch (kind) {
    case 'duration': {
      const nanos = parseDuration(text)
      return nanos === undefined
        ? fail(`Invalid duration ${text}: time: invalid duration ${JSON.stringify(text)}`)
        : new Duration(nanos)
    }
    case 'timestamp': {
      const nanos = date ? parseDate(text) : parseTimestamp(text)
      return nanos === undefined ? fail(`Invalid timestamp ${text}`) : new Timestamp(nanos, offsetOf(text))
    }
    case 'bytes':
      try {
        return new Bytes(Uint8Array.from(atob(text), character => character.charCodeAt(0)))
      } catch {
        return fail(`Invalid byte formatted string ${text}: illegal base64 data`)
      }
    default:
      return text
  }
}

/** A map or object of a manifest. */
class JsonMap extends Mapping {
  readonly #json: JsonObject
  readonly #shape: Shape | undefined

  constructor(json: JsonObject, shape: Shape | undefined) {
    super()
    this.#json = json
    this.#shape = shape
  }

  get size(): number {
    return this.keys().length
  }

  find(key: Value): Value | undefined {
    if (typeof key !== 'string') return undefined
    const shape = this.#shape
    if (!shape) return this.#at(key, undefined)
    if (shape.kind === 'map') return this.#at(key, shape.item)
    const field = shape.fields?.get(key)
    return field && this.#at(shape.names?.get(key) ?? key, field)
  }

  override has(name: string): boolean {
    const { names, fields } = this.#shape ?? {}
    const property = names?.get(name) ?? (fields && !fields.has(name) ? undefined : name)
    return property !== undefined && this.#holds(property)
  }

  keys(): Value[] {
    const json = this.#json
    const { names, fields } = this.#shape ?? {}
    if (!fields || !names) return Object.keys(json).filter(key => json[key] !== undefined)
    return [...names].flatMap(([name, property]) => (this.#holds(property) ? [name] : []))
  }

  /**
   * Objects of the same kind are compared as they are written, what expressions do not see included.
   * Truth: apiserver/pkg/cel/common/values.go unstructuredMap.Equal
   */
  override sameAs(other: Mapping): boolean | undefined {
    const shape = this.#shape
    if (shape?.kind !== 'object' || !(other instanceof JsonMap)) return undefined
    const keys = keysIn(this.#json)
    if (keys.length !== keysIn(other.#json).length) return false
    const known = new Map(Array.from(shape.names ?? [], ([name, property]) => [property, shape.fields?.get(name)]))
    return keys.every(key => {
      const [mine, theirs] = [this.#json[key] as Json, ownOf(other.#json, key)]
      const field = known.get(key)
      if (!field || mine === null || theirs === null) return theirs === undefined ? !field : equal(mine, theirs)
      return theirs !== undefined && equals(read(mine, field), read(theirs, field))
    })
  }

  /** What stands under a key as it is written, whether or not expressions see it. */
  raw(key: string): Json | undefined {
    return ownOf(this.#json, key)
  }

  /** A field that is null counts as absent; a key of a map does not. */
  #holds(property: string): boolean {
    if (!Object.hasOwn(this.#json, property)) return false
    const value = this.#json[property]
    return value !== undefined && (value !== null || this.#shape?.kind !== 'object')
  }

  #at(property: string, shape: Shape | undefined): Value | undefined {
    return this.#holds(property) ? read(this.#json[property] as Json, shape) : undefined
  }
}

const keysIn = (json: JsonObject): string[] => Object.keys(json).filter(key => json[key] !== undefined)
const ownOf = (json: JsonObject, key: string): Json | undefined => (Object.hasOwn(json, key) ? json[key] : undefined)

/** A list of a manifest. Lists declared sets or map-lists compare and join as such. */
class JsonList extends List {
  readonly #json: readonly Json[]
  readonly #shape: Shape | undefined

  constructor(json: readonly Json[], shape: Shape | undefined) {
    super()
    this.#json = json
    this.#shape = shape
    const type = shape?.schema['x-kubernetes-list-type']
    if (type === 'set') Object.assign(this, setBehaviour(this))
    if (type === 'map') Object.assign(this, mapListBehaviour(this, keysOf(shape)))
  }

  get size(): number {
    return this.#json.length
  }

  get(index: number): Value {
    return read(this.#json[index]!, this.#shape?.item)
  }
}

const includes = (list: List, wanted: Value): boolean => {
  for (const item of list) if (equals(item, wanted)) return true
  return false
}

/** A set: order does not matter, joining adds what is missing. */
const setBehaviour = (list: List) => ({
  sameAs: (other: List): boolean => {
    if (list.size !== other.size) return false
    for (const item of list) if (!includes(other, item)) return false
    return true
  },
  plus: (other: List): List => {
    const items = [...list]
    for (const item of other) if (!items.some(known => equals(known, item))) items.push(item)
    return Object.assign(new ArrayList(items), setBehaviour(new ArrayList(items)))
  },
})

function keysOf(shape: Shape | undefined): string[] {
  const keys = shape?.schema['x-kubernetes-list-map-keys']
  return Array.isArray(keys) ? keys.filter(key => typeof key === 'string') : []
}

/** A list of objects with keys: order does not matter, joining replaces the item with the same keys. */
function mapListBehaviour(
  list: List,
  keys: readonly string[],
): { sameAs(other: List): boolean; plus(other: List): List } {
  const idOf = (item: Value): string =>
    keys.map(key => keyText(item instanceof JsonMap ? rawKey(item, key) : findIn(item, key))).join('\n')
  const byId = (items: Iterable<Value>): Map<string, Value> => new Map(Array.from(items, item => [idOf(item), item]))
  return {
    sameAs: other => {
      if (list.size !== other.size) return false
      const others = byId(other)
      for (const item of list) {
        const match = others.get(idOf(item))
        if (match === undefined || !equals(item, match)) return false
      }
      return true
    },
    plus: other => {
      const joined = byId(list)
      for (const item of other) joined.set(idOf(item), item)
      const items = new ArrayList([...joined.values()])
      return Object.assign(items, mapListBehaviour(items, keys))
    },
  }
}

const findIn = (item: Value, key: string): Value | undefined => (item instanceof Mapping ? item.find(key) : undefined)
const rawKey = (item: JsonMap, key: string): Value | undefined => {
  const json = item.raw(key)
  return json === undefined || (typeof json === 'object' && json !== null) ? undefined : json
}

function keyText(value: Value | undefined): string {
  const key: MapKey | undefined = value === undefined || value === null ? undefined : mapKey(value)
  return `${typeof key}:${String(key)}`
}

/** A value → JSON, for objects that expressions construct; an error text for what JSON cannot say. */
export function toJson(value: Value): { json: Json } | { error: string } {
  try {
    return { json: jsonOf(value) }
  } catch (thrown) {
    if (thrown instanceof Failure) return { error: thrown.message }
    throw thrown
  }
}

function jsonOf(value: Value): Json {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Double) return value.value
  if (value instanceof Uint) return int(value.value)
  if (value instanceof List) return Array.from(value, jsonOf)
  if (value instanceof Mapping) {
    const json: JsonObject = {}
    for (const key of value.keys()) put(json, String(key), jsonOf(value.find(key)!))
    return json
  }
  if (value instanceof Timestamp) return formatTimestamp(value.nanos, value.offset)
  if (value instanceof Duration) return formatDuration(value.nanos)
  if (value instanceof Bytes) return btoa(Array.from(value.data, byte => String.fromCharCode(byte)).join(''))
  if (value instanceof Optional && value.value !== undefined) return jsonOf(value.value)
  return fail(`cannot convert ${typeOfValue(value).name} to JSON`)
}
