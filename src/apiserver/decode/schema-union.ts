import { isObject } from '../../resource/json.ts'
import type { Scalar } from '../../schema/shape.ts'
import { DecodeState } from './state.ts'
import type { Decoder } from './values.ts'

const UNIONS = ['JSONSchemaPropsOrBool', 'JSONSchemaPropsOrArray', 'JSONSchemaPropsOrStringArray'] as const
type SchemaUnion = (typeof UNIONS)[number]

export const isSchemaUnion = (scalar: Scalar): scalar is SchemaUnion => (UNIONS as readonly string[]).includes(scalar)

/**
 * A place in a JSON schema that holds a schema or something else. Each is a parser of its own in Go: what it
 * finds wrong ends decoding at once, and unknown fields inside go unseen.
 *
 * Truth: apiextensions/v1/marshal.go
 */
export function schemaUnionDecoder(union: SchemaUnion, schema: Decoder): Decoder {
  return (value, state) => {
    if (value === null) return undefined
    const alone = new DecodeState()
    alone.struct = state.struct
    alone.names.push(...state.names)
    const told = (decoded: unknown): unknown => {
      const problem = alone.failure ?? alone.mismatches[0]
      if (problem) state.fail(problem.message)
      return decoded
    }
    if (isObject(value)) return told(schema(value, alone))
    if (union === 'JSONSchemaPropsOrBool') {
      if (typeof value !== 'boolean') state.fail('boolean or JSON schema expected')
      return value
    }
    if (!Array.isArray(value)) return null
    if (union === 'JSONSchemaPropsOrArray') return told(value.map(item => schema(item, alone) ?? {}))
    const texts = value.map(item => {
      if (typeof item !== 'string' && item !== null) alone.mismatched(kindOf(item), 'string')
      return item ?? ''
    })
    return told(texts)
  }
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return isObject(value) ? 'object' : 'number'
}
