import { objectsIn } from '../../src/manifest/objects.ts'
import { isObject, type Json } from '../../src/resource/json.ts'
import { catalog } from '../../src/schema/catalog.ts'
import { Source } from '../../src/text/source.ts'
import { readDocuments } from '../../src/yaml/read.ts'
import type { Folder } from '../workspace/folder.ts'
import { type ValueView, viewOfCustomKind, viewOfKind } from './view.ts'

/** A kind that a definition at hand makes. */
export interface CustomKind {
  readonly apiVersion: string
  readonly kind: string
  readonly plural: string
  readonly namespaced: boolean
  readonly served: boolean
  readonly schema: Json | undefined
}

const known = new WeakMap<object, ReadonlyMap<string, CustomKind>>()

/** The custom kinds of a folder, by apiVersion and kind. */
export function customKinds({ definitions }: Folder): ReadonlyMap<string, CustomKind> {
  let kinds = known.get(definitions)
  if (!kinds) {
    kinds = new Map(
      definitions
        .flatMap(({ name, text }) => readDocuments(new Source(name, text)).flatMap(objectsIn))
        .filter(({ kind }) => kind === 'CustomResourceDefinition')
        .flatMap(({ value }) => versionsOf(value['spec']))
        .map(kind => [`${kind.apiVersion} ${kind.kind}`, kind]),
    )
    known.set(definitions, kinds)
  }
  return kinds
}

/** Those that a server takes objects of. */
export const servedKinds = (folder: Folder): CustomKind[] =>
  [...customKinds(folder).values()].filter(({ served }) => served)

function versionsOf(spec: Json | undefined): CustomKind[] {
  if (!isObject(spec)) return []
  const { group, names, scope, versions, version, validation } = spec
  const kind = isObject(names) ? names['kind'] : undefined
  const plural = isObject(names) && typeof names['plural'] === 'string' ? names['plural'] : ''
  if (typeof group !== 'string' || typeof kind !== 'string') return []
  const common = schemaIn(validation)
  const listed: readonly Json[] = Array.isArray(versions) ? versions : [{ name: version ?? 'v1' }]
  return listed.flatMap(one => {
    if (!isObject(one) || typeof one['name'] !== 'string') return []
    const schema = schemaIn(one['schema']) ?? common
    const served = one['served'] !== false
    return [{ apiVersion: `${group}/${one['name']}`, kind, plural, namespaced: scope !== 'Cluster', served, schema }]
  })
}

const schemaIn = (holder: Json | undefined): Json | undefined =>
  isObject(holder) ? holder['openAPIV3Schema'] : undefined

/** What an object of a kind may hold: built in, or by a definition at hand. */
export function viewIn(folder: Folder, apiVersion: string, kind: string): ValueView | undefined {
  const builtIn = viewOfKind(apiVersion, kind, folder.minor)
  if (builtIn) return builtIn
  const custom = customKinds(folder).get(`${apiVersion} ${kind}`)
  return custom && viewOfCustomKind(custom.schema, catalog(folder.minor))
}
