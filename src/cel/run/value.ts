import type { CelType } from '../types.ts'

/**
 * Values while an expression runs.
 *
 * An int is a JavaScript number when it is a safe integer and a bigint beyond, so that JSON numbers need no
 * conversion; `int()` below keeps that form. Doubles and uints are boxed, since a bare number means int.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint
  | Double
  | Bytes
  | Timestamp
  | Duration
  | List
  | Mapping
  | Optional
  | TypeValue
  | Opaque

export class Uint {
  readonly value: bigint
  constructor(value: bigint) {
    this.value = value
  }
}
export class Double {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}
export class Bytes {
  readonly data: Uint8Array
  constructor(data: Uint8Array) {
    this.data = data
  }
}
/** Nanoseconds since 1970, and how many minutes east it was written: only texts made of it show that. */
export class Timestamp {
  readonly nanos: bigint
  readonly offset: number
  constructor(nanos: bigint, offset = 0) {
    this.nanos = nanos
    this.offset = offset
  }
}
/** Nanoseconds. */
export class Duration {
  readonly nanos: bigint
  constructor(nanos: bigint) {
    this.nanos = nanos
  }
}

/** A list. Elements may be made when asked for. */
export abstract class List {
  abstract readonly size: number
  abstract get(index: number): Value
  *[Symbol.iterator](): Generator<Value> {
    for (let index = 0; index < this.size; index++) yield this.get(index)
  }
}
export class ArrayList extends List {
  readonly items: readonly Value[]
  constructor(items: readonly Value[]) {
    super()
    this.items = items
  }
  get size(): number {
    return this.items.length
  }
  get(index: number): Value {
    return this.items[index]!
  }
}

/** A map, or an object with named fields: then `typeName` is the name of its type. */
export abstract class Mapping {
  abstract readonly size: number
  /** Set for objects of a struct type. */
  readonly typeName: string | undefined = undefined
  abstract find(key: Value): Value | undefined
  /** The field of a `has()` or of `x.field`; fields can be written differently from keys. */
  field(name: string): Value | undefined {
    return this.find(name)
  }
  has(name: string): boolean {
    return this.field(name) !== undefined
  }
  /** Whether it is the same as another, where it knows better than by its keys and values. */
  sameAs(_other: Mapping): boolean | undefined {
    return undefined
  }
  abstract keys(): Value[]
}

/** A map made by an expression. Keys equal by value meet, whatever their numeric type. */
export class EntryMap extends Mapping {
  readonly entries: ReadonlyMap<MapKey, readonly [key: Value, value: Value]>
  override readonly typeName: string | undefined
  constructor(entries: ReadonlyMap<MapKey, readonly [key: Value, value: Value]>, typeName?: string) {
    super()
    this.entries = entries
    this.typeName = typeName
  }
  get size(): number {
    return this.entries.size
  }
  find(key: Value): Value | undefined {
    const at = mapKey(key)
    return at === undefined ? undefined : this.entries.get(at)?.[1]
  }
  keys(): Value[] {
    return Array.from(this.entries.values(), entry => entry[0])
  }
}

export type MapKey = string | number | bigint | boolean

/** The identity of a key; undefined for what cannot be a key. */
export function mapKey(key: Value): MapKey | undefined {
  switch (typeof key) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return key
  }
  if (key instanceof Uint) return int(key.value)
  if (key instanceof Double && Number.isInteger(key.value)) return int(BigInt(key.value))
  return undefined
}

export class Optional {
  /** undefined: none */
  readonly value: Value | undefined
  constructor(value: Value | undefined) {
    this.value = value
  }
}
export const NO_VALUE = new Optional(undefined)

export class TypeValue {
  readonly type: CelType
  constructor(type: CelType) {
    this.type = type
  }
}

/** A value only functions can look into. */
export abstract class Opaque {
  abstract readonly type: CelType
  abstract equals(other: Opaque): boolean
}

/** A variable that could not be read: whoever mentions it fails. */
export class Unreadable extends Opaque {
  readonly type: CelType = { kind: 'error', name: '*error*', parameters: [] }
  readonly message: string
  constructor(message: string) {
    super()
    this.message = message
  }
  equals(): boolean {
    return false
  }
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** The one form of a whole number: a number when safe, a bigint beyond. */
export const int = (value: bigint): number | bigint => (value <= SAFE && value >= -SAFE ? Number(value) : value)

/** Where a resolver finds the value of something only needed sometimes. */
export const isInt = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

/**
 * The error of an expression, as a value that travels by `throw`: `||`, `&&` and the macros catch it, `evaluate`
 * returns it. It carries no stack, so it is cheap.
 */
export class Failure {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

/** The expression spent its budget. Nothing inside the expression catches it. */
export class OutOfBudget {
  readonly message = 'operation cancelled: actual cost limit exceeded'
}

export const fail = (message: string): never => {
  throw new Failure(message)
}
export const noSuchOverload = (): never => fail('no such overload')
