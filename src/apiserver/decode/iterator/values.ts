import { type Json, numberFrom } from '../../../resource/json.ts'
import type { Scalar, Shape } from '../../../schema/shape.ts'
import type { Field, Type } from '../../../schema/type.ts'
import { base64Problem } from '../base64.ts'
import { scalarDecoder } from '../scalar.ts'
import { isSchemaUnion, schemaUnionDecoder } from '../schema-union.ts'
import { DecodeState } from '../state.ts'
import type { StructDecoders } from '../struct.ts'
import type { Decoder } from '../values.ts'
import { readFloat, readInteger, readOctet } from './numbers.ts'
import { byte, isDigit, type Reader } from './reader.ts'
import { skip } from './skip.ts'

/** Moves the reader over one value that should be of a certain type. */
export type Walk = (reader: Reader) => void

/** Structs with more fields than this are read another way. */
const FEW = 10

/**
 * How json-iterator walks over the types of one release: made from the same facts as the decoders.
 *
 * Truth: json-iterator/go/reflect_struct_decoder.go, reflect_slice.go, reflect_map.go, reflect_native.go,
 * reflect_marshaler.go, reflect_optional.go
 */
export class Walks {
  readonly #structs = new Map<string, Walk>()
  readonly #decoders: StructDecoders

  constructor(decoders: StructDecoders) {
    this.#decoders = decoders
  }

  of(type: Type): Walk {
    let walk = this.#structs.get(type.qualified)
    if (!walk) {
      const fields = new Map<string, Walk>()
      walk = walkOfStruct(type, fields)
      this.#structs.set(type.qualified, walk)
      for (const field of type.fields.values()) fields.set(field.name, this.#field(field, type))
    }
    return walk
  }

  #field(field: Field, owner: Type): Walk {
    const value = this.#shape(field.shape, owner)
    const embedded = field.inline ?? (isOfTypeMeta(field, owner) ? 'TypeMeta' : undefined)
    return reader => {
      if (!field.pointer || !reader.isNull()) value(reader)
      reader.leave(`${field.goName}: `)
      if (embedded !== undefined) reader.leave(`${embedded}: `)
    }
  }

  #shape(shape: Shape, owner: Type): Walk {
    switch (shape.kind) {
      case 'scalar':
        return this.#scalar(shape.scalar, shape.go, owner)
      case 'struct':
        return reader => this.of(shape.type)(reader)
      case 'list':
        return walkOfList(this.#shape(shape.of, owner), shape.go)
      case 'map':
        return walkOfMap(this.#shape(shape.of, owner))
    }
  }

  #scalar(scalar: Scalar, go: string, owner: Type): Walk {
    switch (scalar) {
      case 'string':
        return reader => void reader.string()
      case 'boolean':
        return orNull(readBoolean)
      case 'int32':
        return orNull(reader => readInteger(reader, 32))
      case 'int64':
        return orNull(reader => readInteger(reader, 64))
      case 'float':
        return orNull(reader => readFloat(reader, 32))
      case 'double':
        return orNull(reader => readFloat(reader, 64))
      case 'bytes':
        return readBytes
      case 'Any':
        return skip
      default:
        return walkOfParsed(
          isSchemaUnion(scalar) ? schemaUnionDecoder(scalar, this.#decoders.of(owner)) : scalarDecoder(scalar, go),
        )
    }
  }
}

/** What can stand alone embeds the struct that says what it is. */
const isOfTypeMeta = ({ name }: Field, { fields }: Type): boolean =>
  (name === 'kind' || name === 'apiVersion') && fields.has('metadata')

function walkOfStruct(type: Type, fields: ReadonlyMap<string, Walk>): Walk {
  if (type.fields.size === 0) return passOver
  const walkOne = (reader: Reader, name: string | undefined): void => {
    const walk = name === undefined ? undefined : fields.get(name)
    if (walk) walk(reader)
    else skip(reader)
  }
  if (type.fields.size <= FEW) {
    return reader => {
      if (!reader.objectStart() || !reader.descend()) return
      do walkOne(reader, reader.fieldName())
      while (!reader.objectEnds())
      reader.leave(`${type.go}.`)
      reader.depth--
    }
  }
  return reader => {
    if (!reader.objectStart() || !reader.descend()) return
    let after: number
    do {
      const name = reader.string()
      reader.colon('ReadObject')
      walkOne(reader, name)
      after = reader.token()
    } while (after === byte(','))
    reader.leave(`${type.go}.`)
    if (after !== byte('}')) reader.report('struct Decode', 'expect }, but found ', after)
    reader.depth--
  }
}

/** A struct without fields. */
function passOver(reader: Reader): void {
  const next = reader.token()
  reader.back()
  if (next === byte('{') || next === byte('n')) skip(reader)
  else reader.report('skipObjectDecoder', 'expect object or null')
}

function walkOfList(item: Walk, go: string): Walk {
  const walk = (reader: Reader): void => {
    const code = reader.token()
    if (code === byte('n')) {
      reader.rest('ull')
      return
    }
    if (code !== byte('[')) {
      reader.report('decode slice', 'expect [ or n, but found ', code)
      return
    }
    if (reader.token() === byte(']')) return
    reader.back()
    let after: number
    do {
      item(reader)
      after = reader.token()
    } while (after === byte(','))
    if (after !== byte(']')) reader.report('decode slice', 'expect ], but found ', after)
  }
  return reader => {
    walk(reader)
    reader.leave(`${go}: `)
  }
}

function walkOfMap(item: Walk): Walk {
  return reader => {
    const code = reader.token()
    if (code === byte('n')) {
      reader.rest('ull')
      return
    }
    if (code !== byte('{')) {
      reader.report('ReadMapCB', 'expect { or n, but found ', code)
      return
    }
    if (reader.token() === byte('}')) return
    reader.back()
    let after: number
    do {
      reader.string()
      const colon = reader.token()
      if (colon !== byte(':')) {
        reader.report('ReadMapCB', 'expect : after object field, but found ', colon)
        return
      }
      item(reader)
      after = reader.token()
    } while (after === byte(','))
    if (after !== byte('}')) reader.report('ReadMapCB', 'expect }, but found ', after)
  }
}

const orNull =
  (walk: Walk): Walk =>
  reader => {
    if (!reader.isNull()) walk(reader)
  }

function readBoolean(reader: Reader): void {
  const code = reader.token()
  if (code === byte('t')) reader.rest('rue')
  else if (code === byte('f')) reader.rest('alse')
  else reader.report('ReadBool', 'expect t or f, but found ', code)
}

const readOctets = walkOfList(orNull(readOctet), '[]uint8')

/** Base64, or a list of numbers. */
function readBytes(reader: Reader): void {
  if (reader.isNull()) return
  const next = reader.token()
  reader.back()
  if (next === byte('[')) {
    readOctets(reader)
    return
  }
  if (next !== byte('"')) {
    reader.report('base64Codec', 'invalid input')
    return
  }
  const problem = base64Problem(reader.string())
  if (problem !== undefined) reader.report('decode base64', `illegal base64 data at input byte ${problem}`)
}

/** Types with a parser of their own get the text of the value. */
function walkOfParsed(decode: Decoder): Walk {
  return reader => {
    reader.token()
    reader.back()
    const start = reader.head
    skip(reader)
    if (reader.complaint) return
    const state = new DecodeState()
    decode(parsed(new TextDecoder().decode(reader.bytes.subarray(start, reader.head))), state)
    const problem = state.failure ?? state.mismatches[0]
    if (problem) reader.report('unmarshalerDecoder', problem.message)
  }
}

/** Only the spelling of a number that stands alone matters to the parsers. */
const parsed = (text: string): Json =>
  text.startsWith('-') || isDigit(text.charCodeAt(0)) ? numberFrom(text) : JSON.parse(text)
