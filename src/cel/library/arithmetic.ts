import { define } from '../check/declaration.ts'
import { concat } from '../run/concat.ts'
import { compare, equals } from '../run/equal.ts'
import { INT_MAX, INT_MIN, overflow, UINT_MAX, uintOverflow } from '../run/number.ts'
import { TIMESTAMP_MAX, TIMESTAMP_MIN } from '../run/time.ts'
import { typeOfValue } from '../run/type-of.ts'
import {
  Bytes,
  Double,
  Duration,
  fail,
  int,
  List,
  Mapping,
  noSuchOverload,
  Timestamp,
  Uint,
  type Value,
} from '../run/value.ts'

const checkedInt = (value: bigint): Value => (value > INT_MAX || value < INT_MIN ? overflow() : int(value))
const checkedUint = (value: bigint): Value => (value > UINT_MAX || value < 0n ? uintOverflow() : new Uint(value))
const checkedDuration = (nanos: bigint): Value =>
  nanos > INT_MAX || nanos < INT_MIN ? fail('duration overflow') : new Duration(nanos)
const checkedTimestamp = (nanos: bigint, offset: number): Value =>
  nanos > TIMESTAMP_MAX || nanos < TIMESTAMP_MIN ? fail('timestamp overflow') : new Timestamp(nanos, offset)

const isWhole = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

/** What may stand on the left of an operator; anything else is refused with the operator's name. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  '_+_': ['int', 'uint', 'double', 'string', 'bytes', 'list', 'duration', 'timestamp'],
  '_-_': ['int', 'uint', 'double', 'duration', 'timestamp'],
  '_*_': ['int', 'uint', 'double'],
  '_/_': ['int', 'uint', 'double'],
  '_%_': ['int', 'uint'],
}
const COMPARABLE = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration']

const refuse = (name: string, left: Value): never =>
  (LEFT[name] ?? COMPARABLE).includes(typeOfValue(left).kind) ? noSuchOverload() : fail(`no such overload: ${name}`)

function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    return Number.isSafeInteger(sum) ? sum : int(BigInt(a) + BigInt(b))
  }
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (isWhole(a) && isWhole(b)) return checkedInt(BigInt(a) + BigInt(b))
  if (a instanceof Double && b instanceof Double) return new Double(a.value + b.value)
  if (a instanceof List && b instanceof List) return concat(a, b)
  if (a instanceof Uint && b instanceof Uint) return checkedUint(a.value + b.value)
  if (a instanceof Bytes && b instanceof Bytes) {
    const data = new Uint8Array(a.data.length + b.data.length)
    data.set(a.data)
    data.set(b.data, a.data.length)
    return new Bytes(data)
  }
  if (a instanceof Duration && b instanceof Duration) return checkedDuration(a.nanos + b.nanos)
  if (a instanceof Timestamp && b instanceof Duration) return checkedTimestamp(a.nanos + b.nanos, a.offset)
  if (a instanceof Duration && b instanceof Timestamp) return checkedTimestamp(a.nanos + b.nanos, b.offset)
  return refuse('_+_', a)
}

function subtract(a: Value, b: Value): Value {
  if (isWhole(a) && isWhole(b)) return checkedInt(BigInt(a) - BigInt(b))
  if (a instanceof Double && b instanceof Double) return new Double(a.value - b.value)
  if (a instanceof Uint && b instanceof Uint) return checkedUint(a.value - b.value)
  if (a instanceof Timestamp && b instanceof Timestamp) return checkedDuration(a.nanos - b.nanos)
  if (a instanceof Timestamp && b instanceof Duration) return checkedTimestamp(a.nanos - b.nanos, a.offset)
  if (a instanceof Duration && b instanceof Duration) return checkedDuration(a.nanos - b.nanos)
  return refuse('_-_', a)
}

function multiply(a: Value, b: Value): Value {
  if (isWhole(a) && isWhole(b)) return checkedInt(BigInt(a) * BigInt(b))
  if (a instanceof Double && b instanceof Double) return new Double(a.value * b.value)
  if (a instanceof Uint && b instanceof Uint) return checkedUint(a.value * b.value)
  return refuse('_*_', a)
}

function divide(a: Value, b: Value): Value {
  if (isWhole(a) && isWhole(b)) return !b ? fail('division by zero') : checkedInt(BigInt(a) / BigInt(b))
  if (a instanceof Double && b instanceof Double) return new Double(a.value / b.value)
  if (a instanceof Uint && b instanceof Uint) {
    return b.value === 0n ? fail('division by zero') : new Uint(a.value / b.value)
  }
  return refuse('_/_', a)
}

function modulo(a: Value, b: Value): Value {
  if (isWhole(a) && isWhole(b)) {
    if (!b) return fail('modulus by zero')
    if (BigInt(b) === -1n && BigInt(a) === INT_MIN) return overflow()
    return int(BigInt(a) % BigInt(b))
  }
  if (a instanceof Uint && b instanceof Uint) {
    return b.value === 0n ? fail('modulus by zero') : new Uint(a.value % b.value)
  }
  return refuse('_%_', a)
}

function negate(value: Value): Value {
  if (typeof value === 'number') return value === 0 ? 0 : -value
  if (typeof value === 'bigint') return checkedInt(-value)
  return value instanceof Double ? new Double(-value.value) : noSuchOverload()
}

function contains(container: Value, element: Value): boolean {
  if (container instanceof List) {
    for (let index = 0; index < container.size; index++) if (equals(container.get(index), element)) return true
    return false
  }
  return container instanceof Mapping ? container.find(element) !== undefined : noSuchOverload()
}

const MIXED = [
  ['int', 'double'],
  ['int', 'uint'],
  ['uint', 'double'],
  ['uint', 'int'],
  ['double', 'int'],
  ['double', 'uint'],
] as const

/** The overloads of an ordering operator; numbers of different types may be compared from 1.28 on. */
function ordering(name: string, id: string, mixed: boolean, decide: (order: number) => boolean) {
  const signatures = Object.fromEntries(
    COMPARABLE.map(type => [`${id}_${idOf(type, id)}`, `(${type}, ${type}) -> bool`]),
  )
  if (mixed) for (const [a, b] of MIXED) signatures[`${id}_${idOf(a, id)}_${b}`] = `(${a}, ${b}) -> bool`
  return define(name, signatures, ([a, b]) => decide(comparable(a!, b!) ? compare(a!, b!) : refuse(name, a!)))
}
const comparable = (a: Value, b: Value): boolean => typeof a === typeof b || COMPARABLE.includes(typeOfValue(a).kind)

const idOf = (type: string, operator: string): string =>
  type === 'int' && !operator.includes('equals') ? 'int64' : type

const same = (types: readonly string[], id: string): Record<string, string> =>
  Object.fromEntries(types.map(type => [`${id}_${type}`, `(${type}, ${type}) -> ${type}`]))

/** Operators. Truth: cel-go common/stdlib/standard.go */
export const arithmetic = (mixedComparison: boolean) => [
  define(
    '_+_',
    {
      ...same(['int', 'uint', 'double', 'string', 'bytes'], 'add'),
      add_list: '(list(A), list(A)) -> list(A)',
      add_duration_duration: '(duration, duration) -> duration',
      add_duration_timestamp: '(duration, timestamp) -> timestamp',
      add_timestamp_duration: '(timestamp, duration) -> timestamp',
    },
    ([a, b]) => add(a!, b!),
  ),
  define(
    '_-_',
    {
      ...same(['int', 'uint', 'double'], 'subtract'),
      subtract_duration_duration: '(duration, duration) -> duration',
      subtract_timestamp_duration: '(timestamp, duration) -> timestamp',
      subtract_timestamp_timestamp: '(timestamp, timestamp) -> duration',
    },
    ([a, b]) => subtract(a!, b!),
  ),
  define('_*_', same(['int', 'uint', 'double'], 'multiply'), ([a, b]) => multiply(a!, b!)),
  define('_/_', same(['int', 'uint', 'double'], 'divide'), ([a, b]) => divide(a!, b!)),
  define('_%_', same(['int', 'uint'], 'modulo'), ([a, b]) => modulo(a!, b!)),
  define('-_', { negate_int64: '(int) -> int', negate_double: '(double) -> double' }, ([value]) => negate(value!)),
  define('!_', { logical_not: '(bool) -> bool' }, ([value]) =>
    typeof value === 'boolean' ? !value : noSuchOverload(),
  ),
  define('_&&_', { logical_and: '(bool, bool) -> bool' }, noSuchOverload),
  define('_||_', { logical_or: '(bool, bool) -> bool' }, noSuchOverload),
  define('_?_:_', { conditional: '(bool, A, A) -> A' }, noSuchOverload),
  define('@not_strictly_false', { not_strictly_false: '(bool) -> bool' }, ([value]) => value !== false),
  define('_==_', { equals: '(A, A) -> bool' }, ([a, b]) => equals(a!, b!)),
  define('_!=_', { not_equals: '(A, A) -> bool' }, ([a, b]) => !equals(a!, b!)),
  ordering('_<_', 'less', mixedComparison, order => order < 0),
  ordering('_<=_', 'less_equals', mixedComparison, order => order <= 0),
  ordering('_>_', 'greater', mixedComparison, order => order > 0),
  ordering('_>=_', 'greater_equals', mixedComparison, order => order >= 0),
  define('@in', { in_list: '(A, list(A)) -> bool', in_map: '(A, map(A, B)) -> bool' }, ([a, b]) => contains(b!, a!)),
  define('_[_]', { index_list: '(list(A), int) -> A', index_map: '(map(A, B), A) -> B' }, noSuchOverload),
]
