/**
 * The types of CEL.
 *
 * A type is compared by structure, never by identity. `struct` is a named object whose fields a
 * `TypeProvider` knows; `opaque` is a value only functions can look into (a quantity, an IP address).
 */
export type Kind =
  | 'dyn'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'null'
  | 'timestamp'
  | 'duration'
  | 'list'
  | 'map'
  | 'struct'
  | 'opaque'
  | 'type'
  | 'parameter'
  | 'error'
  | 'unspecified'

export interface CelType {
  readonly kind: Kind
  /** As `type(x)` prints it and as error messages name it. */
  readonly name: string
  readonly parameters: readonly CelType[]
}

const NONE: readonly CelType[] = []
const simple = (kind: Kind, name: string = kind): CelType => ({ kind, name, parameters: NONE })

export const DYN = simple('dyn')
export const BOOL = simple('bool')
export const INT = simple('int')
export const UINT = simple('uint')
export const DOUBLE = simple('double')
export const STRING = simple('string')
export const BYTES = simple('bytes')
export const NULL = simple('null', 'null_type')
export const TIMESTAMP = simple('timestamp', 'google.protobuf.Timestamp')
export const DURATION = simple('duration', 'google.protobuf.Duration')
export const ERROR = simple('error', '*error*')
export const TYPE = simple('type')
/** The type of a field that a provider claims to have but cannot describe; nothing but dyn fits it. */
export const UNSPECIFIED = simple('unspecified')

export const listOf = (item: CelType): CelType => ({ kind: 'list', name: 'list', parameters: [item] })
export const mapOf = (key: CelType, value: CelType): CelType => ({ kind: 'map', name: 'map', parameters: [key, value] })
export const structOf = (name: string): CelType => simple('struct', name)
export const opaqueOf = (name: string, ...parameters: CelType[]): CelType => ({ kind: 'opaque', name, parameters })
export const optionalOf = (value: CelType): CelType => opaqueOf('optional_type', value)
export const typeOf = (type: CelType): CelType => ({ kind: 'type', name: 'type', parameters: [type] })
export const parameter = (name: string): CelType => simple('parameter', name)

export const isOptional = (type: CelType): boolean => type.kind === 'opaque' && type.name === 'optional_type'

/** `optional_type(int)` → int; any other type is itself. */
export const unwrapOptional = (type: CelType): CelType => (isOptional(type) ? type.parameters[0]! : type)

export function sameType(a: CelType, b: CelType): boolean {
  if (a === b) return true
  if (a.kind !== b.kind || a.parameters.length !== b.parameters.length) return false
  if (a.name !== b.name) return false
  return a.parameters.every((parameter, index) => sameType(parameter, b.parameters[index]!))
}

/** What a message calls a type. Truth: cel-go checker/format.go FormatCELType */
export function formatType(type: CelType): string {
  switch (type.kind) {
    case 'error':
      return '!error!'
    case 'unspecified':
      return ''
    case 'null':
      return 'null'
    case 'timestamp':
    case 'duration':
      return type.kind
    default:
      if (type.parameters.length === 0) return type.name
      return `${type.name}(${type.parameters.map(formatType).join(', ')})`
  }
}

/** What is known of a struct type. */
export interface StructType {
  readonly name: string
  /** The type of a field; undefined when there is no such field. */
  field(name: string): CelType | undefined
}

/** Where the checker looks up struct types by name. */
export interface TypeProvider {
  struct(name: string): StructType | undefined
}
