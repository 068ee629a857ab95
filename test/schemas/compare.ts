/** Holds the catalog of one minor against that release's facts; every difference is one line. */
import { type Catalog, catalog } from '../../src/schema/catalog.ts'
import { typesOf } from '../../src/schema/history.ts'
import type { Shape } from '../../src/schema/shape.ts'
import { type Facts, type Property, qualifiedOf, textOf } from './facts.ts'

export interface Comparison {
  types: number
  fields: number
  kinds: number
  differences: string[]
}

/** `served`: the facts are those of a running server, which knows nothing of what is not turned on. */
export function compare(minor: number, facts: Facts, served: boolean): Comparison {
  const known = catalog(minor)
  const result: Comparison = { types: 0, fields: 0, kinds: 0, differences: [] }
  const differ = (line: string) => result.differences.push(line)
  const seen = new Set<string>()
  for (const [name, definition] of Object.entries(facts.definitions)) {
    const qualified = qualifiedOf(name)
    if (!qualified) continue
    seen.add(qualified)
    result.types++
    const type = known.type(qualified)
    if (!type) {
      differ(`missing type ${qualified}`)
      continue
    }
    const required = new Set(definition.required)
    for (const [field, property] of Object.entries(definition.properties ?? {})) {
      result.fields++
      const mine = type.fields.get(field)
      const path = `${qualified}.${field}`
      if (!mine) {
        differ(`missing field ${path}`)
        continue
      }
      if (mine.required !== required.has(field)) differ(`required ${path} is ${mine.required}`)
      const text = textOfShape(mine.shape)
      if (text !== textOf(property)) differ(`type ${path} is ${text}, not ${textOf(property)}`)
      for (const line of listDifferences(mine, property)) differ(`${line} ${path}`)
    }
    for (const field of type.fields.keys()) {
      if (!Object.hasOwn(definition.properties ?? {}, field)) differ(`extra field ${qualified}.${field}`)
    }
    if (type.atomic !== (definition['x-kubernetes-map-type'] === 'atomic')) differ(`atomic ${qualified}`)
  }
  const homes = new Set([...seen].map(homeOf))
  for (const qualified of typesOf(minor)) {
    if (seen.has(qualified) || (served && !homes.has(homeOf(qualified)))) continue
    differ(`extra type ${qualified}`)
  }
  compareKinds(known, facts, served, result)
  return result
}

const homeOf = (qualified: string): string => qualified.slice(0, qualified.lastIndexOf('.'))

function textOfShape(shape: Shape): string {
  if (shape.kind === 'list') return `[]${textOfShape(shape.of)}`
  if (shape.kind === 'map') return `{}${textOfShape(shape.of)}`
  return shape.kind === 'struct' ? shape.type.qualified : shape.scalar
}

interface Merging {
  listType: string | undefined
  keys: readonly string[]
  mergeKey: string | undefined
  strategy: string | undefined
  atomic: boolean
}

function* listDifferences(mine: Merging, property: Property): Iterable<string> {
  if (mine.listType !== property['x-kubernetes-list-type']) yield 'list type'
  if (mine.keys.join() !== (property['x-kubernetes-list-map-keys'] ?? []).join()) yield 'list map keys'
  if (mine.mergeKey !== property['x-kubernetes-patch-merge-key']) yield 'merge key'
  if (mine.strategy !== property['x-kubernetes-patch-strategy']) yield 'patch strategy'
  if (mine.atomic !== (property['x-kubernetes-map-type'] === 'atomic')) yield 'map type'
}

interface Resource {
  kind: string
  namespaced: boolean
  subresources: Set<string>
}

function compareKinds(known: Catalog, facts: Facts, served: boolean, result: Comparison): void {
  const resources = resourcesOf(facts)
  result.kinds = resources.size
  for (const [place, { kind, namespaced, subresources }] of resources) {
    const [group, version, plural] = place.split('/') as [string, string, string]
    const mine = known.resource(group, version, plural)
    if (!mine) {
      result.differences.push(`missing kind ${place} ${kind}`)
      continue
    }
    const mySubresources = [...mine.subresources].sort().join()
    const theirs = [...subresources].sort().join()
    if (mine.kind !== kind) result.differences.push(`kind ${place} is ${mine.kind}, not ${kind}`)
    if (mine.namespaced !== namespaced) result.differences.push(`namespaced ${place} is ${mine.namespaced}`)
    if (mySubresources !== theirs) result.differences.push(`subresources ${place} are ${mySubresources}, not ${theirs}`)
    if (served && mine.optIn) result.differences.push(`opt-in ${place} is served`)
  }
  for (const mine of known.kinds()) {
    if (resources.has(`${mine.group}/${mine.version}/${mine.plural}`) || (served && mine.optIn)) continue
    result.differences.push(`extra kind ${mine.group}/${mine.version}/${mine.plural}`)
  }
}

/** "/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale" and the like, gathered by resource. */
function resourcesOf(facts: Facts): Map<string, Resource> {
  const resources = new Map<string, Resource>()
  const paths = Object.keys(facts.paths).sort((a, b) => a.length - b.length)
  for (const path of paths) {
    const parts =
      /^\/(?:api\/(v1)|apis\/([^/]+)\/([^/]+))\/(namespaces\/\{namespace\}\/)?([a-z]+)(\/\{name\}(?:\/(\w+))?)?/.exec(
        path,
      )
    if (!parts || path.includes('/watch/')) continue
    const place = `${parts[2] ?? ''}/${parts[1] ?? parts[3]}/${parts[5]}`
    const resource = resources.get(place)
    if (parts[7]) resource?.subresources.add(parts[7])
    else if (!resource && !parts[6]) {
      const gvk = Object.values(facts.paths[path]!)[0]!
      const kind = gvk.slice(gvk.lastIndexOf('/') + 1)
      resources.set(place, { kind, namespaced: parts[4] !== undefined, subresources: new Set() })
    } else if (resource && parts[4]) resource.namespaced = true
  }
  return resources
}
