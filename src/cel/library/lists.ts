import { define } from '../check/declaration.ts'
import { compare, equals } from '../run/equal.ts'
import { ArrayList, Double, Duration, fail, List, Timestamp, Uint, type Value } from '../run/value.ts'
import { arithmetic } from './arithmetic.ts'

const list = (value: Value | undefined): List => value as List
const number = (value: Value | undefined): number => Number(value as number | bigint)
const add = arithmetic(true)[0]!.overloads[0]!.call

function nothingOf(value: Value): Value {
  if (value instanceof Double) return new Double(0)
  if (value instanceof Uint) return new Uint(0n)
  return value instanceof Duration ? new Duration(0n) : 0
}

function isSorted(items: List): boolean {
  for (let index = 1; index < items.size; index++) if (compare(items.get(index - 1), items.get(index)) > 0) return false
  return true
}

function best(items: List, name: string, better: (order: number) => boolean): Value {
  if (items.size === 0) return fail(`${name} called on empty list`)
  let result = items.get(0)
  for (let index = 1; index < items.size; index++)
    if (better(compare(items.get(index), result))) result = items.get(index)
  return result
}

const ORDERED_TYPES = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes']
const each = (id: string, types: readonly string[], result: (type: string) => string): Record<string, string> =>
  Object.fromEntries(types.map(type => [`list_${type}_${id}_${type}`, `list(${type}).() -> ${result(type)}`]))

/** The Kubernetes list library, in every version with CEL. Truth: apiserver/pkg/cel/library/lists.go */
export const KUBERNETES_LISTS = [
  define(
    'isSorted',
    each('is_sorted', ORDERED_TYPES, () => 'bool'),
    ([items]) => isSorted(list(items)),
  ),
  ...[
    ['int', 0] as const,
    ['uint', new Uint(0n)] as const,
    ['double', new Double(0)] as const,
    ['duration', new Duration(0n)] as const,
  ].map(([type, zero]) =>
    define('sum', { [`list_${type}_sum_${type}`]: `list(${type}).() -> ${type}` }, ([items], frame) => {
      const all = list(items)
      // Of a list whose type nobody knew beforehand, the first item tells what nothing is.
      let total: Value = all.size > 0 ? nothingOf(all.get(0)) : zero
      for (const item of all) total = add([total, item], frame)
      return total
    }),
  ),
  define(
    'max',
    each('max', ORDERED_TYPES, type => type),
    ([items]) => best(list(items), 'max', order => order > 0),
  ),
  define(
    'min',
    each('min', ORDERED_TYPES, type => type),
    ([items]) => best(list(items), 'min', order => order < 0),
  ),
  define('indexOf', { list_a_index_of_int: 'list(A).(A) -> int' }, ([items, wanted]) => {
    const all = list(items)
    for (let index = 0; index < all.size; index++) if (equals(all.get(index), wanted!)) return index
    return -1
  }),
  define('lastIndexOf', { list_a_last_index_of_int: 'list(A).(A) -> int' }, ([items, wanted]) => {
    const all = list(items)
    for (let index = all.size - 1; index >= 0; index--) if (equals(all.get(index), wanted!)) return index
    return -1
  }),
]

function slice(items: List, from: number, to: number): Value {
  if (from < 0 || to < 0) return fail(`cannot slice(${from}, ${to}), negative indexes not supported`)
  if (from > to) return fail(`cannot slice(${from}, ${to}), start index must be less than or equal to end index`)
  if (to > items.size) return fail(`cannot slice(${from}, ${to}), list is length ${items.size}`)
  return new ArrayList(Array.from({ length: to - from }, (_, index) => items.get(from + index)))
}

function flatten(items: List, depth: number): Value[] {
  const result: Value[] = []
  for (const item of items) {
    if (depth > 0 && item instanceof List) for (const inner of flatten(item, depth - 1)) result.push(inner)
    else result.push(item)
  }
  return result
}

function distinct(items: List): Value {
  const result: Value[] = []
  for (const item of items) if (!result.some(known => equals(known, item))) result.push(item)
  return new ArrayList(result)
}

const sortable = (value: Value): boolean =>
  ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ||
  value instanceof Double ||
  value instanceof Uint ||
  value instanceof Timestamp ||
  value instanceof Duration

function sortBy(items: List, keys: List): Value {
  const order = Array.from({ length: items.size }, (_, index) => index)
  const [first] = keys
  for (const key of keys) {
    if (!sortable(key)) return fail('list elements must be comparable')
    if (typeof key !== typeof first) return fail('list elements must have the same type')
  }
  order.sort((a, b) => compare(keys.get(a), keys.get(b)) || a - b)
  return new ArrayList(order.map(index => items.get(index)))
}

function range(size: number): Value {
  if (size > 1_000_000) return fail('lists.range() is too long')
  return new ArrayList(Array.from({ length: Math.max(0, size) }, (_, index) => index))
}

/** cel-go's own list functions, version 3, since Kubernetes 1.34. Truth: cel-go ext/lists.go */
export const LISTS = [
  define('slice', { list_slice: 'list(T).(int, int) -> list(T)' }, ([items, from, to]) =>
    slice(list(items), number(from), number(to)),
  ),
  define(
    'flatten',
    {
      list_flatten: 'list(list(T)).() -> list(T)',
      list_flatten_int: 'list(dyn).(int) -> list(dyn)',
    },
    ([items, depth]) =>
      depth !== undefined && number(depth) < 0
        ? fail('level must be non-negative')
        : new ArrayList(flatten(list(items), depth === undefined ? 1 : number(depth))),
  ),
  define('distinct', { list_distinct: 'list(T).() -> list(T)' }, ([items]) => distinct(list(items))),
  define('lists.range', { lists_range: '(int) -> list(int)' }, ([size]) => range(number(size))),
  define('reverse', { list_reverse: 'list(T).() -> list(T)' }, ([items]) => new ArrayList([...list(items)].reverse())),
  define(
    'sort',
    Object.fromEntries(
      ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'].map(type => [
        `list_${type}_sort`,
        `list(${type}).() -> list(${type})`,
      ]),
    ),
    ([items]) => sortBy(list(items), list(items)),
  ),
  define(
    '@sortByAssociatedKeys',
    Object.fromEntries(
      ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'].map(type => [
        `list_${type}_sortByAssociatedKeys`,
        `list(T).(list(${type})) -> list(T)`,
      ]),
    ),
    ([items, keys]) => sortBy(list(items), list(keys)),
  ),
]
