import type { Minor } from '../../../resource/version.ts'
import { emptyFields } from '../../decode/emptied.ts'
import { itemsOf, type Schema } from './schema.ts'

/** What a structural schema does not keep, set or not. */
const FORGOTTEN = new Set(['$ref', 'dependencies', 'definitions', 'patternProperties'])
/** Lists and maps which Go tells from absent ones when they are empty, because they are taken over as they are. */
const TOLD_EMPTY = ['required', 'x-kubernetes-list-map-keys', 'x-kubernetes-validations'] as const

/**
 * Whether a schema says nothing besides the fields left out here. The server compares with a schema that has
 * nothing in it, so that even `required: []` counts as something.
 */
export function isBare(schema: Schema, minor: Minor, ...besides: (keyof Schema | 'empty properties')[]): boolean {
  const empty = emptyFields(schema)
  if (TOLD_EMPTY.some(field => empty.has(field))) return false
  if (empty.has('properties') && !besides.includes('empty properties')) return false
  return (Object.keys(schema) as (keyof Schema)[]).every(field => {
    if (besides.includes(field) || FORGOTTEN.has(field)) return true
    if (FORGOTTEN_ONCE.has(field) && minor < 34) return true
    if (field === 'default') return schema.default === undefined
    if (field === 'items') return itemsOf(schema) === undefined
    return isNothing(schema[field])
  })
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)

/** Since 1.34 they are kept. */
const FORGOTTEN_ONCE = new Set(['externalDocs', 'example'])
