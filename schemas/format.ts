/** What a data file holds. `README.md` beside it says what the facts mean. */

/** Both bounds are minors, "1.25", and both are inclusive; an absent one means always. */
export interface Bounds {
  since?: string
  until?: string
}

export interface FieldData extends Bounds {
  type?: string
  list?: string
  map?: string
  required?: boolean
  enum?: string[]
  default?: unknown
  key?: string[]
  listType?: 'set' | 'atomic' | 'map'
  mapType?: 'atomic' | 'granular'
  merge?: string
  strategy?: string
  goName?: string
  goType?: string
  pointer?: boolean
  omitempty?: boolean
  omitzero?: boolean
  inline?: string
}

export interface TypeData extends Bounds {
  fields: Record<string, FieldData | FieldData[]>
  /** Always, or since a minor. */
  atomic?: true | string
  union?: UnionData[]
}

export interface UnionData {
  discriminator?: string
  fields: Record<string, string>
}

export interface KindData extends Bounds {
  plural: string
  namespaced: boolean
  shortNames?: string[]
  verbs?: string[]
  categories?: string[]
  subresources?: (string | ({ name: string } & Bounds))[]
  deprecated?: string
  replacement?: string
  optIn?: boolean
}

export interface FileData {
  group: string
  version: string
  /** Go package and version, which qualified names start with: "rbac.v1". */
  home: string
  /** No server serves these: files that administrators write. */
  config?: boolean
  kinds: Record<string, KindData>
  types: Record<string, TypeData>
}
