import type {
  CustomResourceDefinition,
  CustomResourceDefinitionVersion,
} from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { clone, equal, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import { pathSegment } from '../../resource/names.ts'
import { formatApiVersion, type KubeObject } from '../../resource/object.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Context } from '../context.ts'
import { type Decoded, type DecodeOptions, structDecoders } from '../decode/decode.ts'
import { type DecodeProblem, DecodeState } from '../decode/state.ts'
import { goQuote } from '../go-text.ts'
import type { KindRules } from '../kind-rules.ts'
import { badRequest } from '../status.ts'
import type { Schema } from '../validation/apiextensions/schema.ts'
import { validatePlainObjectMeta } from '../validation/object-meta.ts'
import { fillDefaults } from './fill-defaults.ts'
import { validateListTypes } from './list-types.ts'
import { prune } from './prune.ts'
import { hasRules, isBlocked, RuleRun } from './run-rules.ts'
import { SchemaErrors } from './schema-errors.ts'
import { validateValue } from './value-rules.ts'

/** A kind that a definition in the world serves. */
export interface CustomKind {
  decode(body: Json, options: DecodeOptions): Decoded
  readonly rules: KindRules
}

/** The kind that the request is about, where no built-in one is; undefined when no definition serves it. */
export function customKind(context: Context): CustomKind | undefined {
  const { resource, minor, world } = context
  if (catalog(minor).kind(formatApiVersion(resource), resource.kind)) return undefined
  for (const object of world.list('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    const { spec } = object as KubeObject & CustomResourceDefinition
    if (spec?.group !== resource.group || spec.names?.kind !== resource.kind) continue
    const version = spec.versions?.find(({ name, served }) => served && name === resource.version)
    if (version) return kindOf(version, context)
  }
  return undefined
}

const EVERYTHING: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }

function kindOf(version: CustomResourceDefinitionVersion, context: Context): CustomKind {
  const schema = version.schema?.openAPIV3Schema ?? EVERYTHING
  return {
    decode: (body, options) => decodeCustom(body, schema, options, context),
    rules: rulesFor(schema, version.subresources?.status !== undefined),
  }
}

/** Truth: apiextensions-apiserver/pkg/apiserver/customresource_handler.go schemaCoercingDecoder, unstructuredDefaulter */
function decodeCustom(body: Json, schema: Schema, options: DecodeOptions, { resource, minor }: Context): Decoded {
  const refused = (message: string, problems: readonly DecodeProblem[] = []): Decoded => ({
    status: badRequest(message),
    problems,
  })
  const expected = formatApiVersion(resource)
  const unhandled = (why: string, problems?: readonly DecodeProblem[]): Decoded =>
    refused(
      `${resource.kind} in version ${goQuote(resource.version)} cannot be handled as a ${resource.kind}: ${why}`,
      problems,
    )
  if (!isObject(body)) return unhandled(`Object 'Kind' is missing in '${options.raw ?? JSON.stringify(body)}'`)
  const { apiVersion, kind } = body
  if (typeof apiVersion === 'string' && apiVersion !== '' && apiVersion !== expected) {
    return refused(`the API version in the data (${apiVersion}) does not match the expected API version (${expected})`)
  }
  if (typeof kind !== 'string' || kind === '') {
    const raw =
      options.raw ?? JSON.stringify(body, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))
    const head = raw.length > 30 ? `${raw.slice(0, 30)} ...` : raw
    return refused(
      `the object provided is unrecognized (must be of type ${resource.kind}): Object 'Kind' is missing in '${raw}' (${head})`,
    )
  }
  const copy = clone(body)
  fillDefaults(copy, schema)
  const state = new DecodeState()
  state.path.push('metadata')
  const type = catalog(minor).type('meta.v1.ObjectMeta')
  const metadata = type ? structDecoders(minor).of(type)(copy['metadata'] ?? {}, state) : undefined
  const told = state.failure ?? state.mismatches[0]
  if (told) return unhandled(told.message.replace('.metadata.', '.'), [told])
  const unknown = prune(copy, schema, true).map(
    (path): DecodeProblem => ({ what: 'unknown-field', path: path.split('.'), message: `unknown field "${path}"` }),
  )
  const strict = [...(options.duplicates ?? []), ...state.strict, ...unknown]
  const texts = strict.map(({ message }) => message)
  const { fieldValidation = 'Warn' } = options
  if (strict.length > 0 && fieldValidation === 'Strict') {
    return unhandled(`strict decoding error: ${texts.join(', ')}`, strict)
  }
  const object = { ...copy, apiVersion: expected, kind, metadata: { ...(metadata as KubeObject['metadata']) } }
  return { object: object as KubeObject, warnings: fieldValidation === 'Warn' ? texts : [] }
}

/** Truth: apiextensions-apiserver/pkg/registry/customresource/strategy.go */
function rulesFor(schema: Schema, hasStatus: boolean): KindRules {
  const ruled = hasRules(schema)
  const validate: KindRules['validate'] = (object, errors, { resource, minor }) => {
    if (object.kind !== resource.kind) {
      const kind = new SchemaErrors()
      kind.found.invalid(kind.at('kind'), object.kind, `must be ${resource.kind}`)
      for (const cause of kind.found.list) errors.add(cause)
    }
    const found = new SchemaErrors()
    const value: JsonObject = {}
    for (const [key, field] of Object.entries(object)) put(value, key, field)
    validateValue(value, schema, found, '')
    validateListTypes(value, schema, found, '')
    if (ruled && isBlocked(found.found.list)) {
      found.found.invalid(
        found.at(''),
        null,
        'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      )
    } else if (ruled) new RuleRun(minor, found).run(value, schema, '', true)
    for (const cause of found.found.list) errors.add(cause)
  }
  return {
    demandsResourceVersion: true,
    prepareCreate(object) {
      if (hasStatus) Reflect.deleteProperty(object, 'status')
      object.metadata.generation = 1
    },
    validate(object, errors, context) {
      validatePlainObjectMeta(object, context.resource.namespaced, pathSegment, errors)
      validate(object, errors, context)
    },
    prepareUpdate(object, old) {
      const { generation = 0 } = old.metadata
      const { metadata: _new, ...next } = object
      const { metadata: _old, ...before } = old
      object.metadata.generation = equal(next, before) ? generation : generation + 1
    },
    validateUpdate: (object, _old, errors, context) => validate(object, errors, context),
  }
}
