import { formatFloat } from './number.ts'
import { typeOfValue } from './type-of.ts'
import { Double, fail, List, Mapping, NO_VALUE, Optional, Uint, type Value } from './value.ts'

/** How a message prints a key. */
const shown = (key: Value): string => {
  if (key instanceof Double) return formatFloat(key.value)
  if (key instanceof Uint) return `${key.value}`
  return typeof key === 'object' ? typeOfValue(key).name : `${key}`
}

/** A list index from a key: a whole number of any numeric type. */
export function listIndex(key: Value): number {
  if (typeof key === 'number') return key
  if (typeof key === 'bigint') return Number(key)
  if (key instanceof Uint) return Number(key.value)
  if (key instanceof Double) {
    return Number.isInteger(key.value) ? key.value : fail(`unsupported index value ${shown(key)} in list`)
  }
  return fail(`unsupported index type '${typeOfValue(key).name}' in list`)
}

/** What is at a key; undefined when there is nothing. */
export function lookup(container: Value, key: Value): Value | undefined {
  if (container instanceof Mapping) {
    return typeof key === 'string' && container.typeName !== undefined ? container.field(key) : container.find(key)
  }
  if (container instanceof List) {
    const index = listIndex(key)
    return index >= 0 && index < container.size ? container.get(index) : undefined
  }
  return undefined
}

/** `container[key]`. Inside an optional, what is missing is none. Truth: cel-go interpreter/attributes.go */
export function index(container: Value, key: Value): Value {
  if (container instanceof Optional) return optionalIndex(container, key)
  const found = lookup(container, key)
  if (found !== undefined) return found
  return fail(container instanceof List ? `index out of bounds: ${shown(key)}` : `no such key: ${shown(key)}`)
}

/** `container[?key]` */
export function optionalIndex(container: Value, key: Value): Value {
  if (container instanceof Optional)
    return container.value === undefined ? NO_VALUE : optionalIndex(container.value, key)
  const found = lookup(container, key)
  return found === undefined ? NO_VALUE : new Optional(found)
}

/** `operand.field` */
export function select(operand: Value, field: string): Value {
  if (operand instanceof Mapping) {
    const found = operand.field(field)
    return found === undefined ? fail(`no such key: ${field}`) : found
  }
  if (operand instanceof Optional) return optionalSelect(operand, field)
  return operand instanceof List ? fail("unsupported index type 'string' in list") : fail(`no such key: ${field}`)
}

/** `operand.?field` */
export function optionalSelect(operand: Value, field: string): Value {
  if (operand instanceof Optional) return operand.value === undefined ? NO_VALUE : optionalSelect(operand.value, field)
  const found = operand instanceof Mapping ? operand.field(field) : undefined
  return found === undefined ? NO_VALUE : new Optional(found)
}

/** `has(operand.field)` */
export function has(operand: Value, field: string): boolean {
  if (operand instanceof Mapping) return operand.has(field)
  if (operand instanceof Optional) return operand.value !== undefined && has(operand.value, field)
  return false
}
