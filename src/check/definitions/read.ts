import { decode } from '../../apiserver/decode/decode.ts'
import { objectsIn } from '../../manifest/objects.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { Source } from '../../text/source.ts'
import { readDocuments } from '../../yaml/read.ts'
import { catalogued } from './catalogue.ts'
import { Definition, type DefinitionSpec } from './definition.ts'
import { fromV1beta1 } from './v1beta1.ts'

/** The first release with apiextensions.k8s.io/v1. */
const FIRST_V1: Minor = 16
const RESOURCE = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
} as const

/**
 * The definitions in a file: CustomResourceDefinitions of either version, or a bare JSON Schema in the layout of
 * catalogues (`<group>/<kind>_<version>.json`). What is wrong with a definition is said where it is checked; here,
 * what cannot be read defines nothing.
 */
export function readDefinitions(
  { name, text }: { readonly name: string; readonly text: string },
  minor: Minor,
): Definition[] {
  const documents = readDocuments(new Source(name, text))
  const bare = catalogued(name, documents[0]?.value ?? null)
  if (bare) return [bare]
  return documents.flatMap(objectsIn).flatMap(({ kind, apiVersion, value }) => {
    if (kind !== RESOURCE.kind) return []
    const body = apiVersion.endsWith('/v1beta1') ? fromV1beta1(value) : value
    return definitionOf(body, Math.max(minor, FIRST_V1))
  })
}

function definitionOf(body: JsonObject, minor: Minor): Definition[] {
  const decoded = decode(body as Json, RESOURCE, minor, { fieldValidation: 'Ignore' })
  if ('status' in decoded) return []
  const { object } = decoded
  return isDefinition(object) ? [new Definition(object)] : []
}

function isDefinition(object: KubeObject): object is KubeObject & { spec: DefinitionSpec } {
  const spec = 'spec' in object ? object.spec : undefined
  if (!isObject(spec)) return false
  const { group, names, versions } = spec
  return (
    typeof group === 'string' &&
    isObject(names) &&
    typeof names['kind'] === 'string' &&
    typeof names['plural'] === 'string' &&
    Array.isArray(versions)
  )
}
