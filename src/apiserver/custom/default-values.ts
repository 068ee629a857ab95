import { RUNTIME_BUDGET } from '../../cel/index.ts'
import { clone, equal, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import type { Minor } from '../../resource/version.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { itemsOf, type Schema, someSchema } from '../validation/apiextensions/schema.ts'
import { Past } from './correlate.ts'
import { coerceEmbedded, validateEmbedded } from './embedded.ts'
import { prune } from './prune.ts'
import { hasRules, RuleRun, ratchets } from './run-rules.ts'
import { SchemaErrors } from './schema-errors.ts'
import { validateValue } from './value-rules.ts'

/**
 * Defaults inside a schema must themselves be what the schema describes.
 * Truth: apiserver/schema/defaulting/validation.go
 */
export function validateDefaults(
  schema: Schema,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  pruned = true,
): void {
  const root: Schema = { ...schema, 'x-kubernetes-embedded-resource': true }
  new DefaultRules(errors, minor, pruned).validate(root, path, { resource: root, steps: [], meta: false })
}

/** Where a default stands inside the resource around it. `meta`: in what every resource has. */
interface Place {
  readonly resource: Schema
  readonly steps: readonly (string | 'item')[]
  readonly meta: boolean
}

const META = ['apiVersion', 'kind', 'metadata']

class DefaultRules {
  readonly #errors: FieldErrors
  readonly #minor: Minor
  readonly #pruned: boolean
  #left = RUNTIME_BUDGET

  constructor(errors: FieldErrors, minor: Minor, pruned: boolean) {
    this.#errors = errors
    this.#minor = minor
    this.#pruned = pruned
  }

  validate(schema: Schema, path: FieldPath, around: Place): void {
    const embedded = schema['x-kubernetes-embedded-resource'] === true
    const place: Place = embedded ? { resource: schema, steps: [], meta: false } : around
    if (schema.default !== undefined) this.#validateOne(schema, path.child('default'), place)
    if (this.#left < 0) return
    const items = itemsOf(schema)
    if (items) this.validate(items, path.child('items'), { ...place, steps: [...place.steps, 'item'] })
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (this.#left < 0) return
      this.validate(property, path.child('properties').key(name), {
        resource: place.resource,
        steps: [...place.steps, name],
        meta: place.meta || (embedded && META.includes(name)),
      })
    }
  }

  #validateOne(schema: Schema, path: FieldPath, place: Place): void {
    const value = schema.default as Json
    const found = new SchemaErrors(this.#minor, path)
    if (place.meta) {
      const problem = metadataProblem(value, place, this.#minor)
      if (problem !== undefined) found.invalid('', value, `must result in valid metadata: ${problem}`)
    } else this.#validateResource(value, schema, found)
    if (found.found.isEmpty || found.onlyUnknown) this.#validateValue(value, schema, found, place.resource === schema)
    for (const cause of found.found.list) this.#errors.add(cause)
  }

  #validateResource(value: Json, schema: Schema, found: SchemaErrors): void {
    const embedded = schema['x-kubernetes-embedded-resource'] === true
    if (this.#pruned && !isPruned(value, schema)) found.unknown('', value)
    if (!isObject(value)) return
    const wrong = coerceEmbedded(clone(value), schema, this.#minor, !embedded)
    if (wrong) found.invalid(wrong.at.text, wrong.value, wrong.complaint)
    else validateEmbedded(value, schema, found, this.#minor, !embedded)
  }

  #validateValue(value: Json, schema: Schema, found: SchemaErrors, root: boolean): void {
    // Up to 1.20 an empty text was taken for nothing at all.
    if (this.#minor < 21 && value === '' && schema.type && !schema.nullable) {
      found.type('', schema.type, 'null')
      return
    }
    const before = found.found.length
    validateValue(value, schema, found, '')
    if (found.found.length > before || this.#minor < 25 || !hasRules(schema)) return
    // As an update of itself; then, so that optional old selves are absent, as if it was new.
    const kept = new RuleRun(this.#minor, found, [], { budget: this.#left, ratchets: false })
    kept.run(value, schema, '', new Past(value, schema), root)
    let { left } = kept
    if (found.found.length === before && ratchets(this.#minor)) {
      const fresh = new RuleRun(this.#minor, found, [], { budget: this.#left, ratchets: false })
      fresh.run(value, schema, '', undefined, root)
      left = Math.min(left, fresh.left)
    }
    this.#left = left
  }
}

function isPruned(value: Json, schema: Schema): boolean {
  const pruned = clone(value)
  prune(pruned, schema, schema['x-kubernetes-embedded-resource'] === true)
  return equal(pruned, value)
}

/** Whether a structural schema has a default with something in it that the schema does not know. */
export const hasUnprunedDefaults = (schema: Schema): boolean =>
  someSchema(schema, each => each.default !== undefined && !isPruned(each.default as Json, each))

/** What is wrong with a resource of which nothing is known but one default in its metadata. */
function metadataProblem(value: Json, { resource, steps }: Place, minor: Minor): string | undefined {
  let whole: Json = clone(value)
  for (const step of [...steps].reverse()) {
    if (step === 'item') {
      whole = [whole]
      continue
    }
    const object: JsonObject = {}
    put(object, step, whole)
    whole = object
  }
  if (!isObject(whole)) return undefined
  whole['kind'] ??= 'Validation'
  whole['apiVersion'] ??= 'validation/v1'
  const schema = { ...resource, 'x-kubernetes-embedded-resource': true }
  const wrong = coerceEmbedded(whole, schema, minor, false)
  const errors = new SchemaErrors(minor)
  if (wrong) errors.invalid(wrong.at.text, wrong.value, wrong.complaint)
  else validateEmbedded(whole, schema, errors, minor, false)
  const texts = [...new Set(errors.found.list.map(({ field, message }) => `${field}: ${message}`))]
  return texts.length > 1 ? `[${texts.join(', ')}]` : texts[0]
}
