import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { dns1035Label, pathSegment } from '../../resource/names.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'
import { structDecoders } from '../decode/decode.ts'
import { type DecodeProblem, DecodeState, formatBodyPath } from '../decode/state.ts'
import { goJson } from '../go-text.ts'
import { itemsOf, propertyOf, type Schema, valuesOf } from '../validation/apiextensions/schema.ts'
import { validatePlainObjectMeta } from '../validation/object-meta.ts'
import { byText, fieldOf, itemOf, NOWHERE, type Place } from './prune.ts'
import type { SchemaErrors } from './schema-errors.ts'

/** Calls back for each object inside of a value that is a resource of its own. The value itself is none. */
function forEachEmbedded(
  value: Json,
  schema: Schema,
  at: Place,
  visit: (object: JsonObject, at: Place) => void,
  top = true,
): void {
  if (Array.isArray(value)) {
    const items = itemsOf(schema)
    if (!items) return
    for (const [index, item] of value.entries()) forEachEmbedded(item, items, itemOf(at, index), visit, false)
    return
  }
  if (!isObject(value)) return
  if (!top && schema['x-kubernetes-embedded-resource']) visit(value, at)
  for (const key of Object.keys(value)) {
    const property = propertyOf(schema, key)
    const inside = property ?? valuesOf(schema)
    if (!inside) continue
    const place = property ? fieldOf(at, key) : { text: `${at.text}[${key}]`, path: [...at.path, key] }
    forEachEmbedded(value[key] as Json, inside, place, visit, false)
  }
}

const METAS = new WeakMap<Schema, boolean>()

/** Whether there is anything to look for. */
function embeds(schema: Schema): boolean {
  const known = METAS.get(schema)
  if (known !== undefined) return known
  const inside = [itemsOf(schema), valuesOf(schema), ...Object.values(schema.properties ?? {})]
  const found = inside.some(each => each && (each['x-kubernetes-embedded-resource'] || embeds(each)))
  METAS.set(schema, found)
  return found
}

/** What keeps an embedded resource from being read. */
interface Misfit {
  readonly at: Place
  readonly value: Json
  readonly complaint: string
  readonly problem: DecodeProblem | undefined
}

/**
 * Reads the types and the metadata of embedded resources, which then hold only what metadata has. `top`: the
 * value itself is none. Truth: apiserver/schema/objectmeta/algorithm.go CoerceWithOptions
 */
export function coerceEmbedded(
  value: JsonObject,
  schema: Schema,
  minor: Minor,
  top: boolean,
  unknown: Place[] = [],
): Misfit | undefined {
  let wrong: Misfit | undefined
  if (top && !embeds(schema)) return undefined
  forEachEmbedded(
    value,
    schema,
    NOWHERE,
    (object, at) => {
      for (const field of ['apiVersion', 'kind']) {
        const found = object[field]
        if (found === undefined || typeof found === 'string') continue
        wrong ??= { at: fieldOf(at, field), value: found, complaint: 'must be a string', problem: undefined }
      }
      const found = object['metadata']
      if (found === undefined) return
      const place = fieldOf(at, 'metadata')
      const { problem, metadata, extra } = readMetadata(found, minor)
      if (problem) {
        wrong ??= { at: place, value: found, complaint: problem.message, problem }
        return
      }
      object['metadata'] = metadata
      for (const path of extra) {
        unknown.push({ text: `${place.text}.${formatBodyPath(path)}`, path: [...place.path, ...path] })
      }
    },
    top,
  )
  return wrong
}

/** The embedded resources of an object, as decoding reads them. */
export function readEmbedded(
  value: JsonObject,
  schema: Schema,
  minor: Minor,
): { wrong: DecodeProblem | undefined; strict: DecodeProblem[] } {
  const unknown: Place[] = []
  const misfit = coerceEmbedded(value, schema, minor, true, unknown)
  const strict = unknown
    .sort(byText)
    .map(({ text, path }): DecodeProblem => ({ what: 'unknown-field', path, message: `unknown field "${text}"` }))
  return { wrong: misfit && decodeProblem(misfit), strict }
}

function decodeProblem({ at, value, complaint, problem }: Misfit): DecodeProblem {
  const message = `${at.text}: Invalid value: ${goJson(value)}: ${complaint}`
  if (problem) return { ...problem, path: [...at.path, ...problem.path], message }
  return { what: 'malformed', path: at.path, message }
}

function readMetadata(
  value: Json,
  minor: Minor,
): { problem: DecodeProblem | undefined; metadata: JsonObject; extra: DecodeProblem['path'][] } {
  const state = new DecodeState()
  const read = structDecoders(minor).of(catalog(minor).type('meta.v1.ObjectMeta')!)(value, state)
  const problem = state.failure ?? state.mismatches[0]
  return { problem, metadata: { ...(read as JsonObject) }, extra: state.strict.map(({ path }) => path) }
}

/** Embedded resources have a type, and names and labels like any other. Truth: apiserver/schema/objectmeta/validation.go */
export function validateEmbedded(
  value: JsonObject,
  schema: Schema,
  errors: SchemaErrors,
  minor: Minor,
  top = true,
): void {
  if (!embeds(schema) && top) return
  forEachEmbedded(value, schema, NOWHERE, (object, place) => validateResource(object, errors, place.text, minor), top)
}

function validateResource(object: JsonObject, errors: SchemaErrors, text: string, minor: Minor): void {
  const { found } = errors
  const at = (field: string) => errors.at(text === '' ? field : `${text}.${field}`)
  for (const field of ['apiVersion', 'kind'])
    if (object[field] === undefined) found.required(at(field), minor < 34 ? 'must not be empty' : '')
  for (const field of ['apiVersion', 'kind']) {
    const there = object[field]
    if (there === undefined) continue
    if (typeof there !== 'string') found.invalid(at(field), there, 'must be a string')
    else if (there === '') found.invalid(at(field), there, 'must not be empty')
    else if (field === 'apiVersion' && there.split('/').length > 2) {
      found.invalid(at(field), there, `unexpected GroupVersion string: ${there}`)
    } else if (field === 'kind') {
      const complaints = dns1035Label(there.toLowerCase())
      if (complaints.length === 0) continue
      found.invalid(at(field), there, `may have mixed case, but should otherwise match: ${complaints.join(',')}`)
    }
  }
  if (object['metadata'] === undefined) return
  const { problem, metadata } = readMetadata(object['metadata'], minor)
  if (problem) {
    found.invalid(at('metadata'), object['metadata'], problem.message)
    return
  }
  const named = { metadata: { ...metadata, name: metadata['name'] || 'fakename' } } as KubeObject
  validatePlainObjectMeta(named, metadata['namespace'] !== undefined, pathSegment, found, at('metadata'))
}
