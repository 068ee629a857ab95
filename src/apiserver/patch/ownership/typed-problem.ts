import { isObject, type Json } from '../../../resource/json.ts'
import type { Shape } from '../../../schema/shape.ts'
import { formatPath } from './field-set.ts'
import { below, itemStep, itemStructure, type Structure } from './structure.ts'

/** Why a configuration does not fit its type; the first reason found. Truth: structured-merge-diff/typed/validate.go */
export function typedProblem(value: Json, structure: Structure, path: readonly string[] = []): string | undefined {
  if (value === null) return undefined
  const refuse = (why: string): string => `${formatPath(path)}: ${why}`
  if (structure.kind === 'piece') return structure.shape && scalarProblem(value, structure.shape, path)
  if (structure.kind === 'struct' || structure.kind === 'map') {
    if (!isObject(value)) return refuse(`expected map, got ${shown(value)}`)
    for (const key in value) {
      const item = value[key]
      if (item === undefined) continue
      if (structure.kind === 'struct' && !structure.shape.type.open && !structure.shape.type.fields.has(key)) {
        return `${formatPath([...path, `f:${key}`])}: field not declared in schema`
      }
      const problem = typedProblem(item, below(structure, key, item), [...path, `f:${key}`])
      if (problem) return problem
    }
    return undefined
  }
  if (!Array.isArray(value)) return refuse(`expected list, got ${shown(value)}`)
  return itemsProblem(value, structure, path)
}

function itemsProblem(list: Json[], structure: Structure, path: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (const [index, item] of list.entries()) {
    const missing = structure.kind === 'items' && missingKeys(item, structure)
    if (missing) return `${formatPath(path)}: element ${index}: ${missing}`
    const step = itemStep(item, structure)
    if (seen.has(step)) return `${formatPath(path)}: duplicate entries for key ${formatPath([step])}`
    seen.add(step)
    const problem = typedProblem(item, itemStructure(structure, item), [...path, step])
    if (problem) return problem
  }
  return undefined
}

function missingKeys(item: Json, structure: Structure & { kind: 'items' }): string | undefined {
  if (!isObject(item)) return 'associative list with keys may not have non-map elements'
  if (itemStep(item, structure) !== 'k:{}') return undefined
  const names = structure.keys.map(key => JSON.stringify(key)).join(', ')
  return `associative list with keys has an element that omits key field ${names} (and doesn't have default value)`
}

function scalarProblem(value: Json, shape: Shape, path: readonly string[]): string | undefined {
  if (value === null) return undefined
  const refuse = (what: string): string => `${formatPath(path)}: expected ${what}, got ${shown(value)}`
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) return refuse('list')
    for (const [index, item] of value.entries()) {
      const problem = scalarProblem(item, shape.of, [...path, `i:${index}`])
      if (problem) return problem
    }
    return undefined
  }
  if (shape.kind === 'map' || shape.kind === 'struct') {
    if (!isObject(value)) return refuse('map')
    for (const key in value) {
      const of = shape.kind === 'map' ? shape.of : shape.type.fields.get(key)?.shape
      if (!of && shape.kind === 'struct' && shape.type.open) continue
      if (!of) return `${formatPath([...path, `f:${key}`])}: field not declared in schema`
      const item = value[key]
      const problem = item === undefined ? undefined : scalarProblem(item, of, [...path, `f:${key}`])
      if (problem) return problem
    }
    return undefined
  }
  switch (shape.scalar) {
    case 'string':
    case 'bytes':
    case 'Time':
    case 'MicroTime':
      return typeof value === 'string' ? undefined : refuse('string')
    case 'boolean':
      return typeof value === 'boolean' ? undefined : refuse('boolean')
    case 'int32':
    case 'int64':
    case 'float':
    case 'double':
      return typeof value === 'string' || typeof value === 'boolean' || isObject(value) || Array.isArray(value)
        ? refuse('numeric (int or float)')
        : undefined
    default:
      return undefined
  }
}

/** How the message shows a value: texts by their kind, everything else inside of Go's wrapper. */
function shown(value: Json): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'list'
  return isObject(value) ? 'map' : `&value.valueUnstructured{Value:${value}}`
}
