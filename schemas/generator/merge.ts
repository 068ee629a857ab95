/** Folds the releases into one history: which field existed when, and in which form. */
import type { Release, SourceField, SourceKind, SourceType } from './release.ts'

/** The same thing in consecutive releases. */
export interface Span<T> {
  from: number
  to: number
  value: T
}

export interface TypeHistory {
  from: number
  to: number
  fields: Map<string, Span<SourceField>[]>
}

export interface KindHistory {
  from: number
  to: number
  kind: SourceKind
  subresources: Map<string, { from: number; to: number }>
}

export interface History {
  types: Map<string, TypeHistory>
  kinds: Map<string, KindHistory>
}

export function merge(releases: Release[]): History {
  const types = new Map<string, TypeHistory>()
  const kinds = new Map<string, KindHistory>()
  for (const release of releases) {
    for (const [name, fields] of release.types) addType(types, name, fields, release.minor)
    for (const [key, kind] of release.kinds) {
      const known = kinds.get(key)
      const history = known ?? { from: release.minor, to: release.minor, kind, subresources: new Map() }
      history.to = release.minor
      history.kind = kind
      for (const name of kind.subresources) {
        const span = history.subresources.get(name)
        if (span) span.to = release.minor
        else history.subresources.set(name, { from: release.minor, to: release.minor })
      }
      if (!known) kinds.set(key, history)
    }
  }
  return { types, kinds }
}

function addType(types: Map<string, TypeHistory>, name: string, fields: SourceType, minor: number): void {
  let history = types.get(name)
  if (!history) {
    history = { from: minor, to: minor, fields: new Map() }
    types.set(name, history)
  }
  history.to = minor
  for (const [field, value] of fields) {
    const spans = history.fields.get(field)
    const last = spans?.at(-1)
    if (last && last.to === minor - 1 && last.value.shape === value.shape && last.value.required === value.required) {
      last.to = minor
    } else if (spans) spans.push({ from: minor, to: minor, value })
    else history.fields.set(field, [{ from: minor, to: minor, value }])
  }
}
