import { isObject, type Json, put } from '../../resource/json.ts'
import type { Scalar, Shape } from '../../schema/shape.ts'
import type { Field, Type } from '../../schema/type.ts'
import { noteEmpty } from './emptied.ts'
import { scalarDecoder } from './scalar.ts'
import { isSchemaUnion, schemaUnionDecoder } from './schema-union.ts'
import type { DecodeState } from './state.ts'
import { type Decoder, jsonKind, listDecoder, mapDecoder } from './values.ts'

/**
 * Decoders of Go structs, made from the facts of a release: one for each type, made when first asked for.
 *
 * The object that comes out is what Go would marshal again: a field that is not a pointer and has Go's zero
 * value is left out where its tag says `omitempty`, and stands there where it does not. Structs that are
 * not pointers are always there.
 */
export class StructDecoders {
  readonly #decoders = new Map<string, Decoder>()
  readonly #zeros = new Map<string, () => Record<string, unknown>>()

  of(type: Type): Decoder {
    const known = this.#decoders.get(type.qualified)
    if (known) return known
    // Types contain themselves (JSONSchemaProps): what asks while one is being made waits for the first value.
    let made: Decoder | undefined
    this.#decoders.set(type.qualified, (value, state) => made!(value, state))
    made = this.#struct(type)
    this.#decoders.set(type.qualified, made)
    return made
  }

  /** Go's zero value of a struct: the fields that are written out even when they are empty. */
  zero(type: Type): Record<string, unknown> {
    let zero = this.#zeros.get(type.qualified)
    if (!zero) {
      const always = [...type.fields.values()]
        .filter(isAlwaysWritten)
        .map(field => [field.name, this.#zeroOf(field)] as const)
      zero = () => Object.fromEntries(always.map(([name, value]) => [name, value()]))
      this.#zeros.set(type.qualified, zero)
    }
    return zero()
  }

  #struct(type: Type): Decoder {
    const fields = new Map<string, FieldDecoder>()
    for (const field of type.fields.values()) fields.set(field.name, this.#field(field, type))
    const always = [...type.fields.values()]
      .filter(isAlwaysWritten)
      .map(field => ({ name: field.name, zero: this.#zeroOf(field) }))

    return (value, state) => {
      if (value === null) return undefined
      if (!isObject(value)) {
        state.mismatched(jsonKind(value), type.go)
        return undefined
      }
      const object: Record<string, unknown> = {}
      const outer = state.struct
      for (const key in value) {
        const field = fields.get(key)
        if (!field) {
          state.unknownField(key)
          continue
        }
        state.struct = type.name
        const decoded = decodeField(field, value[key] as Json, key, state)
        if (decoded !== undefined) put(object, key, decoded)
        else if (isEmptyList(value[key]) || (field.isMap && isEmptyMap(value[key]))) noteEmpty(object, key)
      }
      state.struct = outer
      for (const { name, zero } of always) if (object[name] === undefined) object[name] = zero()
      return object
    }
  }

  #field(field: Field, owner: Type): FieldDecoder {
    const { shape } = field
    const isTime = shape.kind === 'scalar' && (shape.scalar === 'Time' || shape.scalar === 'MicroTime')
    const decode = this.#shape(shape, owner)
    return {
      decode: isTime && !field.pointer ? orNoTime(decode) : decode,
      names: field.inline === undefined ? [field.name] : [field.inline, field.name],
      keepsZero: field.pointer || !field.omitempty,
      isMap: field.shape.kind === 'map',
    }
  }

  #shape(shape: Shape, owner: Type): Decoder {
    switch (shape.kind) {
      case 'scalar':
        if (isSchemaUnion(shape.scalar)) return schemaUnionDecoder(shape.scalar, this.of(owner))
        return scalarDecoder(shape.scalar, shape.go)
      case 'struct':
        return (value, state) => this.of(shape.type)(value, state)
      case 'list':
        return listDecoder(this.#shape(shape.of, owner), () => this.#zeroItem(shape.of), shape.go)
      case 'map':
        return mapDecoder(this.#shape(shape.of, owner), () => this.#zeroItem(shape.of), shape.go)
    }
  }

  /** What `null` inside a list or a map becomes, and what stands for an absent field that is always written. */
  #zeroItem(shape: Shape): unknown {
    if (shape.kind === 'struct') return this.zero(shape.type)
    return shape.kind === 'scalar' ? ZEROS[shape.scalar] : null
  }

  #zeroOf(field: Field): () => unknown {
    return field.pointer ? () => null : () => this.#zeroItem(field.shape)
  }
}

const isEmptyMap = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

interface FieldDecoder {
  readonly decode: Decoder
  /** What goes on Go's stack of field names: the embedded struct, then the field. */
  readonly names: readonly string[]
  readonly keepsZero: boolean
  readonly isMap: boolean
}

/** The zero time of a field that is no pointer is no time at all. */
const orNoTime =
  (decode: Decoder): Decoder =>
  (value, state) => {
    const time = decode(value, state)
    return typeof time === 'string' && time.startsWith('0001-01-01T00:00:00') && !/[1-9]/.test(time.slice(19))
      ? undefined
      : time
  }

function decodeField(field: FieldDecoder, value: Json, key: string, state: DecodeState): unknown {
  for (const name of field.names) state.names.push(name)
  state.path.push(key)
  const decoded = field.decode(value, state)
  state.path.pop()
  state.names.length -= field.names.length
  if (field.keepsZero || (state.empties === 'kept' && typeof decoded === 'object')) return decoded
  return isZero(decoded, field.isMap) ? undefined : decoded
}

/** Go's zero values that `omitempty` leaves out. A struct is never empty to Go's encoder, a map may be. */
function isZero(value: unknown, isMap: boolean): boolean {
  if (typeof value !== 'object' || value === null) return value === '' || value === 0 || value === false
  if (Array.isArray(value)) return value.length === 0
  if (!isMap) return false
  for (const _ in value) return false
  return true
}

const isAlwaysWritten = (field: Field): boolean => field.written

const ZEROS: Record<Scalar, unknown> = {
  string: '',
  bytes: '',
  boolean: false,
  int32: 0,
  int64: 0,
  float: 0,
  double: 0,
  Duration: '0s',
  Quantity: '0',
  IntOrString: 0,
  Time: null,
  MicroTime: null,
  RawExtension: null,
  FieldsV1: null,
  Patch: null,
  JSON: null,
  JSONSchemaPropsOrArray: null,
  JSONSchemaPropsOrBool: null,
  JSONSchemaPropsOrStringArray: null,
  Any: null,
}
