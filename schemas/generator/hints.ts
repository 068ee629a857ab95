/**
 * Some packages say less than the release did: `number` for int32, `string` for Quantity, `object` for
 * int-or-string. A field keeps its type through the years, so what a release that knows better says about
 * the same field (or the same field of the same type in another version) settles it; `overlays/shapes.json`
 * comes before all.
 */
import shapes from './overlays/shapes.json'
import { elementOf, type Release, splitName, wrapOf } from './release.ts'

const vague = new Set(['number', 'integer', 'string', 'object', 'any', 'Time', 'Any'])

/** What each vague word may really be. */
const mayBe: Record<string, RegExp> = {
  number: /^(int32|int64|float|double)$/,
  integer: /^(int32|int64)$/,
  string: /^(Quantity|bytes|Duration|IntOrString)$/,
  Time: /^MicroTime$/,
  object: /^(?!string|boolean|int|\[|\{)/,
  any: /^(?!string|boolean|int|\[|\{)/,
  Any: /^(?!string|boolean|int|\[|\{)/,
}

export type Hints = Map<string, Set<string>>

export function collectHints(releases: Iterable<Release>): Hints {
  const hints: Hints = new Map()
  const add = (key: string, shape: string) => {
    const set = hints.get(key)
    if (set) set.add(shape)
    else hints.set(key, new Set([shape]))
  }
  for (const [key, shape] of Object.entries(shapes)) add(key, shape)
  for (const release of releases) {
    for (const [type, fields] of release.types) {
      for (const [field, { shape }] of fields) if (!vague.has(elementOf(shape))) add(`${type}.${field}`, shape)
    }
  }
  return hints
}

/**
 * Replaces vague shapes; those that nobody knows are returned, for the overlay to settle. A type without
 * fields has no model in some packages: it is there if a field is made of it.
 */
export function sharpen(release: Release, hints: Hints): string[] {
  const unsettled: string[] = []
  const empty = new Set<string>()
  for (const [type, fields] of release.types) {
    for (const [field, entry] of fields) {
      const word = elementOf(entry.shape)
      if (word.includes('.') && !release.types.has(word)) empty.add(word)
      if (!vague.has(word)) continue
      const better = lookUp(hints, type, field, entry.shape)
      if (better) {
        entry.shape = better
        const element = elementOf(better)
        if (element.includes('.') && !release.types.has(element)) empty.add(element)
      } else if (word !== 'string' && word !== 'Time') unsettled.push(`${type}.${field} ${entry.shape}`)
    }
  }
  for (const name of empty) release.types.set(name, new Map())
  return unsettled
}

function lookUp(hints: Hints, type: string, field: string, shape: string): string | undefined {
  const own = hints.get(`${type}.${field}`)
  const found = own && fitting(own, shape)
  if (found) return found
  const { home, name } = splitName(type)
  const group = home.slice(0, home.indexOf('.'))
  for (const version of versions) {
    const other = hints.get(`${group}.${version}.${name}.${field}`)
    const fits = other && fitting(other, shape)
    if (fits) return fits
  }
  return undefined
}

function fitting(candidates: Set<string>, shape: string): string | undefined {
  const word = elementOf(shape)
  for (const candidate of candidates) {
    if (wrapOf(candidate) === wrapOf(shape) && mayBe[word]!.test(elementOf(candidate))) return candidate
  }
  return undefined
}

const versions = ['v1', 'v2']
for (const stage of ['beta', 'alpha']) {
  for (const major of ['v1', 'v2']) for (const n of [1, 2, 3]) versions.push(`${major}${stage}${n}`)
}
