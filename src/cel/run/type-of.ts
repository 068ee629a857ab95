import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  STRING,
  structOf,
  TIMESTAMP,
  TYPE,
  UINT,
} from '../types.ts'
import { Bytes, Double, Duration, List, Mapping, Opaque, Optional, Timestamp, Uint, type Value } from './value.ts'

const LIST = listOf(DYN)
const MAP = mapOf(DYN, DYN)
const OPTIONAL = optionalOf(DYN)

/** The type of a value as `type(x)` sees it: lists, maps and optionals without what is inside. */
export function typeOfValue(value: Value): CelType {
  switch (typeof value) {
    case 'string':
      return STRING
    case 'number':
    case 'bigint':
      return INT
    case 'boolean':
      return BOOL
  }
  if (value === null) return NULL
  if (value instanceof List) return LIST
  if (value instanceof Mapping) return value.typeName === undefined ? MAP : structOf(value.typeName)
  if (value instanceof Double) return DOUBLE
  if (value instanceof Uint) return UINT
  if (value instanceof Bytes) return BYTES
  if (value instanceof Timestamp) return TIMESTAMP
  if (value instanceof Duration) return DURATION
  if (value instanceof Optional) return OPTIONAL
  if (value instanceof Opaque) return value.type
  return TYPE
}
