import type {
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { clone, equal, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import { dnsSubdomain } from '../../resource/names.ts'
import { formatApiVersion, jsonOf, type KubeObject, parseApiVersion } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Shape } from '../../schema/shape.ts'
import type { Context } from '../context.ts'
import { type Decoded, type DecodeOptions, structDecoders } from '../decode/decode.ts'
import { type DecodeProblem, DecodeState } from '../decode/state.ts'
import type { FieldErrors } from '../field-errors.ts'
import { goQuote } from '../go-text.ts'
import type { KindRules } from '../kind-rules.ts'
import { badRequest } from '../status.ts'
import type { Schema } from '../validation/apiextensions/schema.ts'
import { validatePlainObjectMeta, validatePlainObjectMetaUpdate } from '../validation/object-meta.ts'
import { Past } from './correlate.ts'
import { definitionsOf } from './definitions.ts'
import { deprecationOf } from './deprecation.ts'
import { readEmbedded, validateEmbedded } from './embedded.ts'
import { fillDefaults } from './fill-defaults.ts'
import { validateListTypes } from './list-types.ts'
import { prune } from './prune.ts'
import { hasRules, isBlocked, RuleRun, ratchets } from './run-rules.ts'
import { validateScale } from './scale-rules.ts'
import { SchemaErrors } from './schema-errors.ts'
import { shapeOfDefinition } from './shape.ts'
import { validateValue } from './value-rules.ts'

/** A kind that a definition in the world serves. */
export interface CustomKind {
  decode(body: Json, options: DecodeOptions): Decoded
  /** What became of an object by patching it. */
  read(value: JsonObject, nulls: 'dropped' | 'kept'): Reading
  readonly rules: KindRules
  /** What comes back of an object that is stored. */
  stored(object: KubeObject): void
  /** As what the object is merged. */
  readonly shape: Shape
  readonly subresources: CustomResourceDefinitionVersion['subresources']
  /** What requests to the version are warned of. */
  readonly deprecation: readonly string[]
}

/** The first thing that does not fit, or the object and what of it the schema does not know. */
export type Reading =
  | { readonly wrong: DecodeProblem }
  | { readonly object: KubeObject; readonly strict: readonly DecodeProblem[] }

/** The kind that the request is about, where no built-in one is; undefined when no definition serves it. */
export function customKind(context: Context): CustomKind | undefined {
  const { resource, minor, world } = context
  if (catalog(minor).kind(formatApiVersion(resource), resource.kind)) return undefined
  for (const { spec } of definitionsOf(world, resource.group, resource.kind)) {
    const version = spec?.versions?.find(({ name, served }) => served && name === resource.version)
    if (spec && version) return kindOf(version, spec, context)
  }
  return undefined
}

const EVERYTHING: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }

function kindOf(
  version: CustomResourceDefinitionVersion,
  spec: CustomResourceDefinitionSpec,
  context: Context,
): CustomKind {
  const schema = version.schema?.openAPIV3Schema ?? EVERYTHING
  return {
    decode: (body, options) => decodeCustom(body, schema, spec.versions ?? [], options, context),
    read: (value, nulls) => readObject(value, schema, context.minor, nulls),
    stored: object => readStored(object, storageSchema(spec), schema),
    rules: rulesFor(schema, version.subresources, spec),
    get shape() {
      return shapeOfDefinition(schema, context.minor)
    },
    subresources: version.subresources,
    get deprecation() {
      return deprecationOf(version, spec)
    },
  }
}

/** Truth: apiextensions-apiserver/pkg/apiserver/customresource_handler.go schemaCoercingDecoder, unstructuredDefaulter */
function decodeCustom(
  body: Json,
  own: Schema,
  versions: readonly CustomResourceDefinitionVersion[],
  options: DecodeOptions,
  { resource, minor, warnings }: Context,
): Decoded {
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
  if (typeof kind !== 'string' || kind === '') {
    const raw =
      options.raw ?? JSON.stringify(body, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))
    const head = raw.length > 30 ? `${raw.slice(0, 30)} ...` : raw
    return refused(
      `the object provided is unrecognized (must be of type ${resource.kind}): Object 'Kind' is missing in '${raw}' (${head})`,
    )
  }
  const other = typeof apiVersion === 'string' && apiVersion !== '' && apiVersion !== expected ? apiVersion : undefined
  const schema = other === undefined ? own : schemaOf(other, versions)
  const read = readObject(body, schema, minor, 'dropped')
  if ('wrong' in read) return unhandled(read.wrong.message.replace('.metadata.', '.'), [read.wrong])
  const strict = [...(options.duplicates ?? []), ...read.strict]
  const texts = strict.map(({ message }) => message)
  const { fieldValidation = 'Warn' } = options
  if (strict.length > 0 && fieldValidation === 'Strict') {
    return unhandled(`strict decoding error: ${texts.join(', ')}`, strict)
  }
  if (other !== undefined) {
    if (fieldValidation === 'Warn') warnings.push(...texts)
    return refused(`the API version in the data (${other}) does not match the expected API version (${expected})`)
  }
  const object = { ...read.object, apiVersion: expected, kind }
  return { object, warnings: fieldValidation === 'Warn' ? texts : [] }
}

/** That of a version which does not exist knows no field. */
function schemaOf(apiVersion: string, versions: readonly CustomResourceDefinitionVersion[]): Schema {
  const version = versions.find(({ name }) => name === parseApiVersion(apiVersion).version)
  return version ? (version.schema?.openAPIV3Schema ?? EVERYTHING) : { type: 'object' }
}

function readObject(value: JsonObject, schema: Schema, minor: Minor, nulls: 'dropped' | 'kept'): Reading {
  const copy = clone(value) as JsonObject
  fillDefaults(copy, schema, nulls)
  const state = new DecodeState()
  state.path.push('metadata')
  const type = catalog(minor).type('meta.v1.ObjectMeta')
  const metadata = type ? structDecoders(minor).of(type)(copy['metadata'] ?? {}, state) : undefined
  const wrong = state.failure ?? state.mismatches[0]
  if (wrong) return { wrong }
  const unknown = prune(copy, schema, true).map(
    ({ text, path }): DecodeProblem => ({ what: 'unknown-field', path, message: `unknown field "${text}"` }),
  )
  const embedded = readEmbedded(copy, schema, minor)
  if (embedded.wrong) return { wrong: embedded.wrong }
  const object = { ...copy, metadata: { ...(metadata as KubeObject['metadata']) } } as KubeObject
  return { object, strict: [...state.strict, ...unknown, ...embedded.strict] }
}

function plain(object: KubeObject): JsonObject {
  const value: JsonObject = {}
  for (const [key, field] of Object.entries(object)) put(value, key, field)
  return value
}

/** Where status has a subresource of its own, a PUT to the object changes nothing about it. */
function takeStatus(object: KubeObject, old: KubeObject): void {
  const { status } = plain(old)
  if (status === undefined) Reflect.deleteProperty(object, 'status')
  else put(jsonOf(object), 'status', clone(status))
}

const OWN_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion']

/** Anybody may write a finalizer of one word, so that two may mean different things by it. */
const finalizerWarnings = (now: string[] = [], before: string[] = [], minor: Minor): string[] =>
  minor < 29
    ? []
    : now
        .filter(name => !before.includes(name) && !name.includes('/') && !OWN_FINALIZERS.includes(name))
        .map(
          name =>
            `metadata.finalizers: ${goQuote(name)}: prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers`,
        )

const storageSchema = ({ versions }: CustomResourceDefinitionSpec): Schema =>
  versions?.find(({ storage }) => storage)?.schema?.openAPIV3Schema ?? EVERYTHING

/** What is read back is what the version in storage knows, with its defaults, and of that what the version asked for knows. */
function readStored(object: KubeObject, storage: Schema, schema: Schema): void {
  const { metadata: _, ...fields } = object
  const value = clone(fields) as JsonObject
  prune(value, storage, true)
  fillDefaults(value, storage, 'kept')
  if (schema !== storage) prune(value, schema, true)
  const read = jsonOf(object)
  for (const key of Object.keys(fields)) if (value[key] === undefined) delete read[key]
  for (const [key, field] of Object.entries(value)) if (field !== undefined) put(read, key, field)
}

/** Lists that held something twice before may go on to. */
function hasProperLists(value: Json, schema: Schema): boolean {
  const errors = new SchemaErrors()
  validateListTypes(value, schema, errors, '')
  return errors.found.isEmpty
}

/** Truth: apiextensions-apiserver/pkg/registry/customresource/strategy.go */
function rulesFor(
  schema: Schema,
  subresources: CustomKind['subresources'],
  spec: CustomResourceDefinitionSpec,
): KindRules {
  const { scale } = subresources ?? {}
  const ruled = hasRules(schema)
  const validate = (object: KubeObject, old: KubeObject | undefined, errors: FieldErrors, context: Context): void => {
    const { resource, minor } = context
    if (object.kind !== resource.kind) {
      const kind = new SchemaErrors(minor)
      kind.found.invalid(kind.at('kind'), object.kind, `must be ${resource.kind}`)
      for (const cause of kind.found.list) errors.add(cause)
    }
    const found = new SchemaErrors(minor)
    const value = plain(object)
    const past = old && new Past(plain(old), schema)
    validateValue(value, schema, found, '', ratchets(minor) ? past : undefined)
    if (scale) validateScale(value, scale, found)
    validateEmbedded(value, schema, found, minor)
    if (!past || hasProperLists(past.value, schema)) validateListTypes(value, schema, found, '')
    if (ruled && isBlocked([...errors.list, ...found.found.list])) {
      found.found.invalid(
        found.at(''),
        null,
        'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      )
    } else if (ruled) new RuleRun(minor, found, context.warnings).run(value, schema, '', past, true)
    for (const cause of found.found.list) errors.add(cause)
  }
  return {
    demandsResourceVersion: true,
    prepareCreate(object) {
      if (subresources?.status) Reflect.deleteProperty(object, 'status')
      object.metadata.generation = 1
    },
    validate(object, errors, context) {
      validatePlainObjectMeta(object, context.resource.namespaced, dnsSubdomain, errors)
      validate(object, undefined, errors, context)
    },
    warnings: ({ metadata }, { minor }, old) => finalizerWarnings(metadata.finalizers, old?.metadata.finalizers, minor),
    canonicalize: object => readStored(object, storageSchema(spec), schema),
    prepareUpdate(object, old) {
      if (subresources?.status) takeStatus(object, old)
      const { generation = 0 } = old.metadata
      const { metadata: _new, ...next } = object
      const { metadata: _old, ...before } = old
      object.metadata.generation = equal(next, before) ? generation : generation + 1
    },
    validateUpdate(object, old, errors, context) {
      validatePlainObjectMetaUpdate(object, old, errors)
      validate(object, old, errors, context)
    },
    ...(subresources?.status && {
      subresources: {
        status: {
          prepareUpdate(object, old) {
            const { apiVersion } = object
            const { managedFields, resourceVersion } = object.metadata
            for (const key of Object.keys(object)) if (key !== 'status') Reflect.deleteProperty(object, key)
            const { status: _, ...kept } = clone(jsonOf(old))
            Object.assign(object, kept, { apiVersion })
            if (managedFields) object.metadata.managedFields = managedFields
            if (resourceVersion) object.metadata.resourceVersion = resourceVersion
          },
          validateUpdate(object, old, errors, context) {
            validatePlainObjectMetaUpdate(object, old, errors)
            validate(object, old, errors, context)
          },
        },
      },
    }),
  }
}
