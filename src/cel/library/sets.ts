import { define } from '../check/declaration.ts'
import { equals } from '../run/equal.ts'
import type { List, Value } from '../run/value.ts'

const list = (value: Value | undefined): List => value as List

function includes(items: List, wanted: Value): boolean {
  for (const item of items) if (equals(item, wanted)) return true
  return false
}

const containsAll = (items: List, wanted: List): boolean => {
  for (const item of wanted) if (!includes(items, item)) return false
  return true
}

function intersects(a: List, b: List): boolean {
  for (const item of a) if (includes(b, item)) return true
  return false
}

/** Lists read as sets, since Kubernetes 1.29. Truth: cel-go ext/sets.go */
export const SETS = [
  define('sets.contains', { list_sets_contains_list: '(list(T), list(T)) -> bool' }, ([a, b]) =>
    containsAll(list(a), list(b)),
  ),
  define(
    'sets.equivalent',
    { list_sets_equivalent_list: '(list(T), list(T)) -> bool' },
    ([a, b]) => containsAll(list(a), list(b)) && containsAll(list(b), list(a)),
  ),
  define('sets.intersects', { list_sets_intersects_list: '(list(T), list(T)) -> bool' }, ([a, b]) =>
    intersects(list(a), list(b)),
  ),
]
