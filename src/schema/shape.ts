import type { Type } from './type.ts'

/** What a value is when it is not an object with fields of its own. */
export type Scalar =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'float'
  | 'double'
  | 'bytes'
  | 'Time'
  | 'MicroTime'
  | 'Duration'
  | 'Quantity'
  | 'IntOrString'
  | 'RawExtension'
  | 'FieldsV1'
  | 'Patch'
  | 'JSON'
  | 'JSONSchemaPropsOrArray'
  | 'JSONSchemaPropsOrBool'
  | 'JSONSchemaPropsOrStringArray'
  | 'Any'

/**
 * `go` is how Go prints the type, without the pointer: "v1.Capability", "[]v1.Container", "bool".
 * How lists and maps merge is said by the field that has them; those of a definition say it themselves.
 */
export type Shape =
  | { readonly kind: 'scalar'; readonly scalar: Scalar; readonly go: string }
  | { readonly kind: 'struct'; readonly type: Type; readonly go: string }
  | ({ readonly kind: 'list'; readonly of: Shape; readonly go: string } & ListMerge)
  | { readonly kind: 'map'; readonly of: Shape; readonly go: string; readonly atomic?: boolean }

interface ListMerge {
  readonly listType?: 'set' | 'map'
  readonly keys?: readonly string[]
}

const goOfScalar: Record<Scalar, string> = {
  string: 'string',
  boolean: 'bool',
  int32: 'int32',
  int64: 'int64',
  float: 'float32',
  double: 'float64',
  bytes: '[]uint8',
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  Duration: 'v1.Duration',
  Quantity: 'resource.Quantity',
  IntOrString: 'intstr.IntOrString',
  RawExtension: 'runtime.RawExtension',
  FieldsV1: 'v1.FieldsV1',
  Patch: 'v1.Patch',
  JSON: 'v1.JSON',
  JSONSchemaPropsOrArray: 'v1.JSONSchemaPropsOrArray',
  JSONSchemaPropsOrBool: 'v1.JSONSchemaPropsOrBool',
  JSONSchemaPropsOrStringArray: 'v1.JSONSchemaPropsOrStringArray',
  Any: 'interface {}',
}

export const isScalar = (name: string): name is Scalar => Object.hasOwn(goOfScalar, name)

/**
 * Reads the words of a data file: "[]string", "{}[]string", "Quantity", "PodSpec". `find` is asked for a
 * type only once somebody looks inside it, so that `JSONSchemaProps` may contain itself.
 */
export function shapeOf(text: string, go: string | undefined, find: (name: string) => Type): Shape {
  if (text.startsWith('[]')) {
    const of = shapeOf(text.slice(2), go?.startsWith('[]') ? withoutStar(go.slice(2)) : undefined, find)
    return { kind: 'list', of, go: go ?? `[]${of.go}` }
  }
  if (text.startsWith('{}')) {
    const of = shapeOf(
      text.slice(2),
      go?.startsWith('map[') ? withoutStar(go.slice(go.indexOf(']') + 1)) : undefined,
      find,
    )
    return { kind: 'map', of, go: go ?? `map[string]${of.go}` }
  }
  if (isScalar(text)) return { kind: 'scalar', scalar: text, go: go ?? goOfScalar[text] }
  return new StructShape(text, go, find)
}

const withoutStar = (go: string): string => (go.startsWith('*') ? go.slice(1) : go)

class StructShape {
  readonly kind = 'struct'
  readonly go: string
  private readonly name: string
  private readonly find: (name: string) => Type
  private found: Type | undefined

  constructor(name: string, go: string | undefined, find: (name: string) => Type) {
    this.name = name
    this.find = find
    this.go = go ?? goOfType(name)
  }

  get type(): Type {
    return (this.found ??= this.find(this.name))
  }
}

/** "core.v1.PodSpec" prints as "v1.PodSpec": API packages are named after their version. */
export const goOfType = (qualified: string): string => qualified.slice(qualified.indexOf('.') + 1)

/** What a value holds, whatever lists and maps are around it. */
export function structIn(shape: Shape): Type | undefined {
  if (shape.kind === 'struct') return shape.type
  return shape.kind === 'scalar' ? undefined : structIn(shape.of)
}
