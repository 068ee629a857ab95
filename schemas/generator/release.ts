/**
 * What one release says about its API, whichever package said it. Everything later (merging releases,
 * overlays, writing files) works on this shape alone.
 *
 * A shape is written the way Go would: `string`, `[]core.v1.Container`, `{}Quantity`, `{}[]string`.
 */
export interface SourceField {
  shape: string
  required: boolean
}

export type SourceType = Map<string, SourceField>

export interface SourceKind {
  /** Go package and version of the type, "core.v1". */
  home: string
  group: string
  version: string
  kind: string
  plural: string
  namespaced: boolean
  subresources: Set<string>
}

export interface Release {
  minor: number
  /** By qualified name, "core.v1.Container". */
  types: Map<string, SourceType>
  /** By "group/version/kind". */
  kinds: Map<string, SourceKind>
}

export const kindKey = (kind: { group: string; version: string; kind: string }): string =>
  `${kind.group}/${kind.version}/${kind.kind}`

/** Splits "core.v1.Container" into its home and its name. */
export function splitName(qualified: string): { home: string; name: string } {
  const dot = qualified.lastIndexOf('.')
  return { home: qualified.slice(0, dot), name: qualified.slice(dot + 1) }
}

/** What a shape is made of once lists and maps are taken off: "{}[]string" is made of "string". */
export const elementOf = (shape: string): string => shape.replace(/^(\[\]|\{\})+/, '')

/** The lists and maps around it: "{}[]string" gives "{}[]". */
export const wrapOf = (shape: string): string => shape.slice(0, shape.length - elementOf(shape).length)
