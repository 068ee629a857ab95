/** The facts of a release, as its own OpenAPI document states them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export interface Property {
  type?: string
  format?: string
  $ref?: string
  items?: Property
  additionalProperties?: Property
  'x-kubernetes-list-type'?: string
  'x-kubernetes-list-map-keys'?: string[]
  'x-kubernetes-map-type'?: string
  'x-kubernetes-patch-merge-key'?: string
  'x-kubernetes-patch-strategy'?: string
}

export interface Definition extends Property {
  properties?: Record<string, Property>
  required?: string[]
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

export interface Facts {
  definitions: Record<string, Definition>
  /** Path → action → "group/version/Kind". */
  paths: Record<string, Record<string, string>>
}

export function readFacts(folder: string, minor: number): Facts {
  return JSON.parse(gunzipSync(readFileSync(join(folder, `openapi-1.${minor}.json.gz`))).toString()) as Facts
}

/** "io.k8s.api.core.v1.Pod" → "core.v1.Pod"; undefined for what drydock treats as a scalar. */
export function qualifiedOf(definition: string): string | undefined {
  if (scalarOf(definition)) return undefined
  return definition
    .replace('io.k8s.apimachinery.pkg.version.', 'version.v1.')
    .replace(
      /^io\.k8s\.(api|apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis)\./,
      '',
    )
}

function scalarOf(definition: string): string | undefined {
  const name = definition.slice(definition.lastIndexOf('.') + 1)
  if (/\.pkg\.(api\.resource|util\.intstr|runtime)\./.test(definition)) return name
  if (/\.meta\.v1\.(Time|MicroTime|Duration|FieldsV1|Patch)$/.test(definition)) return name
  if (/\.apiextensions\.v1(beta1)?\.(JSON|JSONSchemaPropsOr\w+)$/.test(definition)) return name
  return undefined
}

/** A property as drydock writes types: "[]core.v1.Container", "{}Quantity". */
export function textOf(property: Property): string {
  if (property.$ref) {
    const name = property.$ref.replace('#/definitions/', '')
    return scalarOf(name) ?? qualifiedOf(name)!
  }
  if (property.type === 'array') return `[]${textOf(property.items ?? {})}`
  if (property.additionalProperties) return `{}${textOf(property.additionalProperties)}`
  if (property.format === 'byte') return 'bytes'
  if (property.type === 'integer' || property.type === 'number') return property.format ?? property.type
  return property.type ?? 'Any'
}
