import { isObject, type Json, type JsonObject, Numeral } from '../../../resource/json.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Scalar } from '../../../schema/shape.ts'
import { goSyntax } from '../../go-syntax.ts'
import { goMap } from '../go-map.ts'
import { formatPath } from './field-set.ts'
import { below, itemStep, itemStructure, type Structure, structureOf } from './structure.ts'

/**
 * Why a configuration does not fit its type: the one reason, or all of them below each other.
 *
 * Truth: structured-merge-diff/typed/validate.go, helpers.go
 */
export function typedProblem(value: Json, structure: Structure, minor: Minor): string | undefined {
  const found = [...problems(value, structure, [], minor)]
  return found.length > 1 ? ['errors:', ...found.map(each => `  ${each}`)].join('\n') : found[0]
}

type Path = readonly string[]

function* problems(value: Json, structure: Structure, path: Path, minor: Minor): Generator<string> {
  if (value === null) return
  const say = (why: string): string => (path.length > 0 ? `${formatPath(path)}: ${why}` : why)
  const { shape } = structure.kind === 'piece' || structure.kind === 'struct' ? structure : {}
  if (structure.kind === 'map' || shape?.kind === 'struct' || shape?.kind === 'map') {
    if (isObject(value)) yield* inMap(value, structure, path, minor)
    else yield say(`expected map, got ${asValue(value)}`)
  } else if (structure.kind !== 'piece' || shape?.kind === 'list') {
    if (!Array.isArray(value)) yield say(`expected list, got ${asValue(value)}`)
    else if (shape?.kind === 'list') {
      for (const [index, item] of value.entries())
        yield* problems(item, structureOf(shape.of, undefined, item), [...path, `i:${index}`], minor)
    } else yield* inItems(value, structure, path, minor)
  } else if (shape?.kind === 'scalar') {
    const wrong = scalarProblem(value, shape.scalar)
    if (wrong !== undefined) yield say(wrong)
  }
}

/** What comes after a field that nobody declared is not looked at. */
function* inMap(value: JsonObject, structure: Structure, path: Path, minor: Minor): Generator<string> {
  const { shape } = structure.kind === 'piece' || structure.kind === 'struct' ? structure : {}
  const type = shape?.kind === 'struct' ? shape.type : undefined
  for (const key in value) {
    const item = value[key]
    if (item === undefined) continue
    const inside = [...path, `f:${key}`]
    const field = type?.fields.get(key)
    if (type && !field && !type.open) {
      yield `${formatPath(inside)}: field not declared in schema`
      return
    }
    const of = shape?.kind === 'map' ? shape.of : field?.shape
    yield* problems(
      item,
      structure.kind === 'map' ? below(structure, key, item) : structureOf(of, field, item),
      inside,
      minor,
    )
  }
}

/** An item that cannot be told from others ends it. */
function* inItems(list: readonly Json[], structure: Structure, path: Path, minor: Minor): Generator<string> {
  const seen = new Set<string>()
  for (const [index, item] of list.entries()) {
    const nameless = namelessBecause(item, structure, minor)
    if (nameless !== undefined) {
      yield `${formatPath(path)}: element ${index}: ${nameless}`
      return
    }
    const step = itemStep(item, structure)
    if (seen.has(step)) yield `${formatPath(path)}: duplicate entries for key ${formatPath([step])}`
    seen.add(step)
    yield* problems(item, itemStructure(structure, item), [...path, step], minor)
  }
}

/** The first release that takes an item with some of its keys. Truth: structured-merge-diff v6 */
const SOME_KEYS_DO: Minor = 34

function namelessBecause(item: Json, structure: Structure, minor: Minor): string | undefined {
  if (structure.kind !== 'items') {
    if (isObject(item)) return "associative list without keys has an element that's a map type"
    if (Array.isArray(item)) return 'not supported: associative list with lists as elements'
    return item === null ? "associative list without keys has an element that's an explicit null" : undefined
  }
  if (item === null) return 'associative list with keys may not have a null element'
  if (!isObject(item)) return 'associative list with keys may not have non-map elements'
  const known: JsonObject = JSON.parse(itemStep(item, structure).slice(2))
  const missing = structure.keys.filter(key => !Object.hasOwn(item, key) && !Object.hasOwn(known, key))
  if (minor < SOME_KEYS_DO) {
    const [first] = missing
    if (first === undefined) return undefined
    return `associative list with keys has an element that omits key field ${JSON.stringify(first)} (and doesn't have default value)`
  }
  if (missing.length < structure.keys.length) return undefined
  const names = structure.keys.map(key => JSON.stringify(key)).join(' ')
  return `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`
}

function scalarProblem(value: Json, scalar: Scalar): string | undefined {
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || value instanceof Numeral
  switch (scalar) {
    case 'string':
    case 'bytes':
      if (typeof value === 'string') return undefined
      return `expected string, got &value.valueUnstructured{Value:${goSyntax('interface {}', value)}}`
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got ${asValue(value)}`
    case 'int32':
    case 'int64':
    case 'float':
    case 'double':
      return isNumber ? undefined : `expected numeric (int or float), got ${goType(value)}`
    case 'Time':
    case 'MicroTime':
    case 'Quantity':
    case 'IntOrString':
      return Array.isArray(value) || isObject(value) ? `expected any scalar, got ${asValue(value)}` : undefined
    default:
      return undefined
  }
}

/** Go's `%v` of what holds a decoded value. */
const asValue = (value: Json): string => `&{${goMap(value)}}`

function goType(value: Json): string {
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return '[]interface {}'
  return isObject(value) ? 'map[string]interface {}' : 'string'
}
