import { define } from '../check/declaration.ts'
import { TIMESTAMP_MIN } from '../run/time.ts'
import {
  ArrayList,
  Bytes,
  Double,
  Duration,
  fail,
  List,
  Mapping,
  NO_VALUE,
  Optional,
  Timestamp,
  Uint,
  type Value,
} from '../run/value.ts'

/** A value that is nothing: zero, empty, false, null. */
function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return true
  if (value instanceof Double) return value.value === 0
  if (value instanceof Uint) return value.value === 0n
  if (value instanceof Timestamp) return value.nanos === TIMESTAMP_MIN
  if (value instanceof Duration) return value.nanos === 0n
  if (value instanceof List || value instanceof Mapping) return value.size === 0
  return value instanceof Bytes ? value.data.length === 0 : value instanceof Optional && value.value === undefined
}

const inside = (optional: Value | undefined): Value | undefined => (optional as Optional).value

/** Optional values, since Kubernetes 1.28. Truth: cel-go cel/library.go optionalLibrary */
export const OPTIONAL = [
  define('optional.of', { optional_of: '(V) -> optional(V)' }, ([value]) => new Optional(value)),
  define('optional.ofNonZeroValue', { optional_ofNonZeroValue: '(V) -> optional(V)' }, ([value]) =>
    isZero(value!) ? NO_VALUE : new Optional(value),
  ),
  define('optional.none', { optional_none: '() -> optional(V)' }, () => NO_VALUE),
  define('value', { optional_value: 'optional(V).() -> V' }, ([optional]) => inside(optional) ?? fromNone(optional)),
  define('hasValue', { optional_hasValue: 'optional(V).() -> bool' }, ([optional]) => inside(optional) !== undefined),
  define('or', { optional_or_optional: 'optional(V).(optional(V)) -> optional(V)' }, ([a, b]) =>
    inside(a) === undefined ? b! : a!,
  ),
  define('orValue', { optional_orValue_value: 'optional(V).(V) -> V' }, ([optional, other]) => {
    const value = inside(optional)
    return value === undefined ? other! : value
  }),
  define('_?._', { select_optional_field: '(dyn, string) -> optional(V)' }, () => NO_VALUE),
  define(
    '_[_]',
    {
      optional_list_index_int: '(optional(list(A)), int) -> optional(A)',
      optional_map_index_value: '(optional(map(A, B)), A) -> optional(B)',
    },
    () => NO_VALUE,
  ),
  define(
    '_[?_]',
    {
      list_optindex_optional_int: '(list(A), int) -> optional(A)',
      optional_list_optindex_optional_int: '(optional(list(A)), int) -> optional(A)',
      map_optindex_optional_value: '(map(A, B), A) -> optional(B)',
      optional_map_optindex_optional_value: '(optional(map(A, B)), A) -> optional(B)',
    },
    () => NO_VALUE,
  ),
]

const unwrapped = (items: Value | undefined): Value =>
  new ArrayList([...(items as List)].map(inside).filter(value => value !== undefined))
const itemAt = (items: List, index: number): Value => (items.size > 0 ? new Optional(items.get(index)) : NO_VALUE)

/** What came with a later cel-go, which the server takes as it comes. Truth: cel-go OptionalTypesVersion(2) */
export const MORE_OPTIONAL = [
  define('first', { list_first: 'list(V).() -> optional(V)' }, ([items]) => itemAt(items as List, 0)),
  define('last', { list_last: 'list(V).() -> optional(V)' }, ([items]) =>
    itemAt(items as List, (items as List).size - 1),
  ),
  define('optional.unwrap', { optional_unwrap: '(list(optional(V))) -> list(V)' }, ([items]) => unwrapped(items)),
  define('unwrapOpt', { optional_unwrapOpt: 'list(optional(V)).() -> list(V)' }, ([items]) => unwrapped(items)),
]

/** The value inside may be null, which is a value. */
const fromNone = (optional: Value | undefined): Value =>
  inside(optional) === null ? null : fail('optional.none() dereference')
