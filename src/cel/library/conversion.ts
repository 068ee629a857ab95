import { define } from '../check/declaration.ts'
import { formatFloat, INT_MAX, INT_MIN, overflow, UINT_MAX, uintOverflow } from '../run/number.ts'
import { codePoints } from '../run/size.ts'
import {
  formatDuration,
  formatTimestamp,
  offsetOf,
  parseDuration,
  parseTimestamp,
  TIMESTAMP_MAX,
  TIMESTAMP_MIN,
} from '../run/time.ts'
import { typeOfValue } from '../run/type-of.ts'
import {
  Bytes,
  Double,
  Duration,
  fail,
  int,
  isInt,
  List,
  Mapping,
  noSuchOverload,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from '../run/value.ts'

const cannot = (value: Value, to: string): never =>
  fail(`type conversion error from '${typeOfValue(value).name}' to '${to}'`)

function toInt(value: Value): Value {
  if (isInt(value)) return value
  if (value instanceof Double) {
    const limit = 2 ** 63
    return value.value > -limit && value.value < limit ? int(BigInt(Math.trunc(value.value))) : overflow()
  }
  if (value instanceof Uint) return value.value > INT_MAX ? overflow() : int(value.value)
  if (value instanceof Timestamp) {
    const seconds = value.nanos / 1_000_000_000n
    return int(value.nanos < 0n && seconds * 1_000_000_000n !== value.nanos ? seconds - 1n : seconds)
  }
  if (value instanceof Duration) return int(value.nanos)
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) {
    const whole = BigInt(value.replace(/^\+/, ''))
    if (whole <= INT_MAX && whole >= INT_MIN) return int(whole)
  }
  return cannot(value, 'int')
}

function toUint(value: Value): Value {
  if (value instanceof Uint) return value
  if (isInt(value)) return value < 0 ? uintOverflow() : new Uint(BigInt(value))
  if (value instanceof Double) {
    return value.value >= 0 && value.value < 2 ** 64 ? new Uint(BigInt(Math.trunc(value.value))) : uintOverflow()
  }
  if (typeof value === 'string' && /^\d+$/.test(value) && BigInt(value) <= UINT_MAX) return new Uint(BigInt(value))
  return cannot(value, 'uint')
}

const FLOAT = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|inf|infinity|nan)$/i

function toDouble(value: Value): Value {
  if (value instanceof Double) return value
  if (isInt(value)) return new Double(Number(value))
  if (value instanceof Uint) return new Double(Number(value.value))
  if (typeof value === 'string' && FLOAT.test(value)) {
    if (/nan/i.test(value)) return new Double(Number.NaN)
    if (/inf/i.test(value)) return new Double(value.startsWith('-') ? -Infinity : Infinity)
    const number = Number(value)
    if (Number.isFinite(number)) return new Double(number)
  }
  return cannot(value, 'double')
}

function toText(value: Value): Value {
  if (typeof value === 'string') return value
  if (isInt(value) || typeof value === 'boolean') return `${value}`
  if (value instanceof Double) return formatFloat(value.value)
  if (value instanceof Uint) return `${value.value}`
  if (value instanceof Timestamp) return formatTimestamp(value.nanos, value.offset)
  if (value instanceof Duration) return formatDuration(value.nanos)
  if (value instanceof Bytes) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value.data)
    } catch {
      return fail('invalid UTF-8 in bytes, cannot convert to string')
    }
  }
  return cannot(value, 'string')
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'TRUE', 'true', 'True'].map(word => [word, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'FALSE', 'false', 'False'].map(word => [word, false])),
}

function toBool(value: Value): Value {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && Object.hasOwn(BOOLEANS, value)) return BOOLEANS[value]!
  return cannot(value, 'bool')
}

function toTimestamp(value: Value): Value {
  if (value instanceof Timestamp) return value
  if (isInt(value)) {
    const nanos = BigInt(value) * 1_000_000_000n
    return nanos > TIMESTAMP_MAX || nanos < TIMESTAMP_MIN ? fail('timestamp overflow') : new Timestamp(nanos)
  }
  const nanos = typeof value === 'string' ? parseTimestamp(value) : undefined
  if (nanos === undefined) return cannot(value, 'google.protobuf.Timestamp')
  const offset = typeof value === 'string' ? offsetOf(value) : 0
  return nanos > TIMESTAMP_MAX || nanos < TIMESTAMP_MIN ? fail('timestamp overflow') : new Timestamp(nanos, offset)
}

function toDuration(value: Value): Value {
  if (value instanceof Duration) return value
  if (isInt(value)) return new Duration(BigInt(value))
  const nanos = typeof value === 'string' ? parseDuration(value) : undefined
  return nanos === undefined ? cannot(value, 'google.protobuf.Duration') : new Duration(nanos)
}

function toBytes(value: Value): Value {
  if (typeof value === 'string') return new Bytes(new TextEncoder().encode(value))
  return value instanceof Bytes ? value : cannot(value, 'bytes')
}

export function sizeOf(value: Value): Value {
  if (typeof value === 'string') return codePoints(value)
  if (value instanceof List || value instanceof Mapping) return value.size
  return value instanceof Bytes ? value.data.length : noSuchOverload()
}

/** Conversions between types, and `size`. Truth: cel-go common/stdlib/standard.go */
export const CONVERSIONS = [
  define('bool', { bool_to_bool: '(bool) -> bool', string_to_bool: '(string) -> bool' }, ([value]) => toBool(value!)),
  define('bytes', { bytes_to_bytes: '(bytes) -> bytes', string_to_bytes: '(string) -> bytes' }, ([value]) =>
    toBytes(value!),
  ),
  define(
    'double',
    {
      double_to_double: '(double) -> double',
      int64_to_double: '(int) -> double',
      string_to_double: '(string) -> double',
      uint64_to_double: '(uint) -> double',
    },
    ([value]) => toDouble(value!),
  ),
  define(
    'duration',
    {
      duration_to_duration: '(duration) -> duration',
      int64_to_duration: '(int) -> duration',
      string_to_duration: '(string) -> duration',
    },
    ([value]) => toDuration(value!),
  ),
  define('dyn', { to_dyn: '(A) -> dyn' }, ([value]) => value!),
  define(
    'int',
    {
      int64_to_int64: '(int) -> int',
      double_to_int64: '(double) -> int',
      duration_to_int64: '(duration) -> int',
      string_to_int64: '(string) -> int',
      timestamp_to_int64: '(timestamp) -> int',
      uint64_to_int64: '(uint) -> int',
    },
    ([value]) => toInt(value!),
  ),
  define(
    'string',
    {
      string_to_string: '(string) -> string',
      bool_to_string: '(bool) -> string',
      bytes_to_string: '(bytes) -> string',
      double_to_string: '(double) -> string',
      duration_to_string: '(duration) -> string',
      int64_to_string: '(int) -> string',
      timestamp_to_string: '(timestamp) -> string',
      uint64_to_string: '(uint) -> string',
    },
    ([value]) => toText(value!),
  ),
  define(
    'timestamp',
    {
      timestamp_to_timestamp: '(timestamp) -> timestamp',
      int64_to_timestamp: '(int) -> timestamp',
      string_to_timestamp: '(string) -> timestamp',
    },
    ([value]) => toTimestamp(value!),
  ),
  define('type', { type: '(A) -> type(A)' }, ([value]) => new TypeValue(typeOfValue(value!))),
  define(
    'uint',
    {
      uint64_to_uint64: '(uint) -> uint',
      double_to_uint64: '(double) -> uint',
      int64_to_uint64: '(int) -> uint',
      string_to_uint64: '(string) -> uint',
    },
    ([value]) => toUint(value!),
  ),
  define(
    'size',
    {
      size_string: '(string) -> int',
      size_bytes: '(bytes) -> int',
      size_list: '(list(A)) -> int',
      size_map: '(map(A, B)) -> int',
      string_size: 'string.() -> int',
      bytes_size: 'bytes.() -> int',
      list_size: 'list(A).() -> int',
      map_size: 'map(A, B).() -> int',
    },
    ([value]) => sizeOf(value!),
  ),
]
