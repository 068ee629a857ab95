import type { FieldData, TypeData, UnionData } from '../../schemas/format.ts'
import type { Minor } from '../resource/version.ts'
import { minorOf, within } from './bounds.ts'
import { dataOfHome } from './data.ts'
import { goOfType, isScalar, type Shape, shapeOf } from './shape.ts'

/** One field as one minor has it. */
export interface Field {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  /** The only values taken, where the API says so in its schema. */
  readonly enum: readonly string[] | undefined
  /** The default the schema states; most defaults are in code instead. */
  readonly default: unknown
  /** How server-side apply sees a list. Without a word it is atomic. */
  readonly listType: 'set' | 'atomic' | 'map' | undefined
  /** What tells the items of a `map` list apart. */
  readonly keys: readonly string[]
  /** Server-side apply takes the whole object or map as one value. */
  readonly atomic: boolean
  /** How a strategic merge patch tells items apart, and what it does: "merge", "replace", "merge,retainKeys". */
  readonly mergeKey: string | undefined
  readonly strategy: string | undefined
  /** The Go field, as some messages print it: "hostIP" is `HostIP`. */
  readonly goName: string
  /** An explicit zero value is kept, not taken for absence. */
  readonly pointer: boolean
  /** False for the few fields that are written out even when they are zero. */
  readonly omitempty: boolean
  /**
   * The zero value is written out: the tag has no omitempty, or the value is a Go struct, which omitempty
   * never counts as empty (`resources: {}`, `creationTimestamp: null` before 1.34).
   */
  readonly written: boolean
  /** The Go struct embedded in this type that the field belongs to: "VolumeSource". */
  readonly inline: string | undefined
}

/** A type as one minor has it. */
export interface Type {
  /** "PodSpec" */
  readonly name: string
  /** "core.v1.PodSpec" */
  readonly qualified: string
  /** "v1.PodSpec", as Go prints it. */
  readonly go: string
  readonly fields: ReadonlyMap<string, Field>
  /** Server-side apply takes the whole object as one value. */
  readonly atomic: boolean
  /** Fields beyond those named here are kept. */
  readonly open?: boolean
  readonly unions: readonly UnionData[]
}

/** "PodSpec" in core/v1 is "core.v1.PodSpec"; a name with a dot is qualified already. */
export const qualify = (home: string, name: string): string => (name.includes('.') ? name : `${home}.${name}`)

/** The data of a type, whatever the minor. */
export function typeData(qualified: string): TypeData | undefined {
  const dot = qualified.lastIndexOf('.')
  const types = dataOfHome(qualified.slice(0, dot))?.types
  const name = qualified.slice(dot + 1)
  return types && Object.hasOwn(types, name) ? types[name] : undefined
}

/** What a minor makes of a field's variants. */
export function variantIn(data: FieldData | FieldData[], minor: Minor): FieldData | undefined {
  if (!Array.isArray(data)) return within(data, minor) ? data : undefined
  return data.find(variant => within(variant, minor))
}

/** Types of one minor, each built once. */
export class Types {
  private readonly minor: Minor
  private readonly built = new Map<string, Type>()

  constructor(minor: Minor) {
    this.minor = minor
  }

  /** By qualified name; undefined when this minor has no such type. */
  get(qualified: string): Type | undefined {
    const known = this.built.get(qualified)
    if (known) return known
    const data = typeData(qualified)
    if (!data || !within(data, this.minor)) return undefined
    return this.build(qualified, data)
  }

  private build(qualified: string, data: TypeData): Type {
    const dot = qualified.lastIndexOf('.')
    const home = qualified.slice(0, dot)
    const find = (name: string): Type => {
      const full = qualify(home, name)
      return this.get(full) ?? emptyType(full)
    }
    const fields = new Map<string, Field>()
    for (const name of Object.keys(data.fields)) {
      const variant = variantIn(data.fields[name]!, this.minor)
      if (variant) fields.set(name, fieldOf(name, variant, home, find))
    }
    const type: Type = {
      name: qualified.slice(dot + 1),
      qualified,
      go: goOfType(qualified),
      fields,
      atomic: data.atomic === true || (data.atomic !== undefined && minorOf(data.atomic) <= this.minor),
      unions: data.union ?? [],
    }
    this.built.set(qualified, type)
    return type
  }
}

const emptyType = (qualified: string): Type => ({
  name: qualified.slice(qualified.lastIndexOf('.') + 1),
  qualified,
  go: goOfType(qualified),
  fields: new Map(),
  atomic: false,
  unions: [],
})

function fieldOf(name: string, data: FieldData, home: string, find: (name: string) => Type): Field {
  const shape = shapeOf(qualifyShape(textOf(data), home), data.goType, find)
  const pointer = data.pointer === true
  const omitempty = data.omitempty !== false
  return {
    name,
    shape,
    required: data.required === true,
    enum: data.enum,
    default: data.default,
    listType: data.listType,
    keys: data.key ?? none,
    atomic: data.mapType === 'atomic',
    mergeKey: data.merge,
    strategy: data.strategy ?? (data.merge === undefined ? undefined : 'merge'),
    goName: data.goName ?? name.charAt(0).toUpperCase() + name.slice(1),
    pointer,
    omitempty,
    written: !omitempty || (!pointer && data.omitzero !== true && isGoStruct(shape)),
    inline: data.inline,
  }
}

const isGoStruct = (shape: Shape): boolean =>
  shape.kind === 'struct' || (shape.kind === 'scalar' && goStructs.has(shape.scalar))

const goStructs = new Set<string>(['Time', 'MicroTime', 'Duration', 'Quantity', 'IntOrString', 'RawExtension', 'JSON'])

const none: readonly string[] = []

const textOf = (data: FieldData): string =>
  data.list !== undefined ? `[]${data.list}` : data.map !== undefined ? `{}${data.map}` : (data.type ?? 'Any')

function qualifyShape(text: string, home: string): string {
  if (text.startsWith('[]') || text.startsWith('{}')) return text.slice(0, 2) + qualifyShape(text.slice(2), home)
  return isScalar(text) ? text : qualify(home, text)
}
