/** Releases for which there is no package as exact as client-node, from those around them. */
import { elementOf, type Release, type SourceField, type SourceKind, type SourceType } from './release.ts'

type Types = Map<string, SourceType>

/**
 * What the two neighbours agree on stays; `settles` decides about the rest, and where both have a
 * field in different forms, field by field.
 */
export function between(
  minor: number,
  before: Release,
  after: Release,
  settles: (type: string, field: string) => boolean | 'as after',
  news: Types,
): Release {
  const types: Types = new Map()
  const put = (type: string, field: string, value: { shape: string; required: boolean }) => {
    const fields = types.get(type)
    if (fields) fields.set(field, { ...value })
    else types.set(type, new Map([[field, { ...value }]]))
  }
  for (const name of new Set([...before.types.keys(), ...after.types.keys()])) {
    const [old, young] = [before.types.get(name), after.types.get(name)]
    if (old && young) types.set(name, new Map())
    for (const field of new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])])) {
      const value = chosen(old?.get(field), young?.get(field), news.get(name)?.get(field))
      const settled = settles(name, field)
      if (settled || (old?.has(field) && young?.has(field)))
        put(name, field, settled === 'as after' ? young!.get(field)! : value)
    }
  }
  for (const [name, fields] of news) {
    for (const [field, value] of fields) {
      if (!before.types.get(name)?.has(field) && !after.types.get(name)?.has(field)) put(name, field, value)
    }
  }
  const release = { minor, types, kinds: new Map<string, SourceKind>() }
  for (const [key, kind] of [...before.kinds, ...after.kinds]) {
    if (types.has(`${kind.home}.${kind.kind}`)) release.kinds.set(key, kind)
  }
  complete(release, after, before)
  return release
}

/** What was so before stays so, unless the release's own source sides with what comes after. */
function chosen(
  old: SourceField | undefined,
  young: SourceField | undefined,
  own: SourceField | undefined,
): SourceField {
  if (!old || !young) return (old ?? young)!
  return { shape: own?.shape === young.shape ? young.shape : old.shape, required: own?.required ?? old.required }
}

/**
 * Adds what a source leaves out though the neighbours show it: the list and the common fields of a kind
 * that is there, and the types that present fields are made of.
 */
function complete(release: Release, ...neighbours: Release[]): void {
  const { types } = release
  for (const kind of release.kinds.values()) {
    const name = `${kind.home}.${kind.kind}`
    for (const neighbour of neighbours) {
      const fields = neighbour.types.get(name)
      for (const common of ['apiVersion', 'kind', 'metadata', 'status']) {
        const value = fields?.get(common)
        if (value && !types.get(name)!.has(common)) types.get(name)!.set(common, { ...value })
      }
      const list = neighbour.types.get(`${name}List`)
      if (list) types.set(`${name}List`, new Map([...list].map(([field, value]) => [field, { ...value }])))
    }
  }
  const queue = [...types.keys()]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const { shape } of types.get(name)!.values()) {
      const part = elementOf(shape)
      if (!part.includes('.') || types.has(part)) continue
      const known = neighbours.map(neighbour => neighbour.types.get(part)).find(found => found)
      if (!known) continue
      types.set(part, new Map([...known].map(([field, value]) => [field, { ...value }])))
      queue.push(part)
    }
  }
}

/** What the second has and the first has not. */
export function difference(older: Types, newer: Types): Types {
  const news: Types = new Map()
  for (const [name, fields] of newer) {
    const known = older.get(name)
    const added = [...fields].filter(([field]) => !known?.has(field))
    if (added.length > 0) news.set(name, new Map(added))
  }
  return news
}
