import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { formatApiVersion, type KubeObject, parseApiVersion } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'
import { availability } from '../../schema/history.ts'
import type { Shape } from '../../schema/shape.ts'
import type { Type } from '../../schema/type.ts'
import type { Resource } from '../context.ts'
import { goQuote } from '../go-text.ts'
import { badRequest, type Status } from '../status.ts'
import { DECODES_LIKE_GO, iteratorComplaint } from './iterator/iterator.ts'
import { type BodyPath, type DecodeProblem, DecodeState, formatBodyPath } from './state.ts'
import { StructDecoders } from './struct.ts'
import { jsonKind } from './values.ts'

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export interface DecodeOptions {
  /** The body is an object as decoding leaves it, and nobody else's: it is taken, and changed, as it is. */
  readonly typed?: true
  /** What happens to unknown and duplicate fields: refused, warned about, or dropped in silence. */
  readonly fieldValidation?: FieldValidation
  /** Duplicate fields that the reader of the text saw: `duplicate field "spec.replicas"`. */
  readonly duplicates?: readonly DecodeProblem[]
  /** The text as it was sent, for messages that show its beginning. */
  readonly raw?: string
  /** The body comes from what was stored before. */
  readonly stored?: boolean
}

export type Decoded =
  | { readonly object: KubeObject; readonly warnings: string[]; readonly lost?: Lost }
  /** `problems` are all that do not fit, where the Status tells only the first. */
  | { readonly status: Status; readonly problems: readonly DecodeProblem[] }

/** What an object has while a request is at work and no longer in the answer. */
export interface Lost {
  /** Lists and maps with nothing in them. */
  readonly empties: boolean
  /** Amounts that the server writes shorter than they are. */
  readonly unwritten: boolean
}

const decoders = new Map<Minor, StructDecoders>()

export function structDecoders(minor: Minor): StructDecoders {
  let made = decoders.get(minor)
  if (!made) decoders.set(minor, (made = new StructDecoders()))
  return made
}

/**
 * A body becomes a typed object of the version it names, or the Status that says why not.
 *
 * Truth: apimachinery/pkg/runtime/serializer/json, apiserver/pkg/endpoints/handlers/create.go
 */
export function decode(body: Json, resource: Resource, minor: Minor, options: DecodeOptions = {}): Decoded {
  const { fieldValidation = 'Warn' } = options
  const refused = (message: string, problems: readonly DecodeProblem[] = []): Decoded => ({
    status: badRequest(message),
    problems,
  })
  const unrecognized = (why: string): Decoded =>
    refused(
      `the object provided is unrecognized (must be of type ${resource.kind}): ${why} (${beginning(body, options.raw)})`,
    )
  const typeProblem = typeMetaProblem(body)
  if (typeProblem) return unrecognized(typeProblem)
  const { apiVersion, kind } = typeOf(body, resource)
  const parts = apiVersion.split('/')
  if (parts.length > 2) return unrecognized(`unexpected GroupVersion string: ${apiVersion}`)
  const unhandled = (why: string, problems?: readonly DecodeProblem[]): Decoded =>
    refused(`${kind} in version ${goQuote(parts.at(-1)!)} cannot be handled as a ${resource.kind}: ${why}`, problems)

  if (parts.at(-1) === '') return unhandled(`Object 'apiVersion' is missing in '${rawOf(body, options.raw)}'`)
  const expected = formatApiVersion(resource)
  const type = registeredType(apiVersion, kind, minor)
  if (!type) {
    if (isRegisteredElsewhen(apiVersion, kind, minor)) return refused(versionMismatch(apiVersion, expected))
    const where = schemeOf(resource.group, minor)
    return unhandled(`no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)} in scheme "${where}"`)
  }
  const state = new DecodeState(options.stored, STORED_AS_JSON.has(resource.group) ? 'omitted' : 'kept')
  // To Go a body of `null` is an object without any field.
  const object = structDecoders(minor).of(type)(body ?? {}, state) as KubeObject
  const duplicates = options.duplicates?.filter(
    ({ message }) => !state.strict.some(unknown => isWithin(message, unknown.path)),
  )
  const strict = [...(duplicates ?? []), ...state.strict]
  const told = state.failure ?? state.mismatches[0]
  if (told) {
    const failures = state.failure ? [state.failure] : []
    const inOldWords =
      minor < DECODES_LIKE_GO ? iteratorComplaint(body, options.raw, type, structDecoders(minor)) : undefined
    return unhandled(inOldWords ?? told.message, [...failures, ...state.mismatches, ...strict])
  }
  if (kind !== resource.kind) {
    const internal = catalog(minor).kind(expected, resource.kind)?.type.qualified.split('.')[0]
    return unhandled(`converting (${type.go}) to (${internal}.${resource.kind}): unknown conversion`)
  }
  const strictMessages = strict.map(problem => problem.message)
  if (strict.length > 0 && fieldValidation === 'Strict') {
    return unhandled(`strict decoding error: ${strictMessages.join(', ')}`, strict)
  }
  if (apiVersion !== expected) return refused(versionMismatch(apiVersion, expected))
  object.apiVersion = apiVersion
  object.kind = kind
  object.metadata ??= {}
  const warnings = fieldValidation === 'Warn' ? strictMessages : []
  if (!state.metEmpty && !state.metUnwritten) return { object, warnings }
  return {
    object,
    warnings,
    lost: { empties: state.metEmpty && state.empties === 'kept', unwritten: state.metUnwritten },
  }
}

/** What is unknown is not looked into: it has no duplicates. */
function isWithin(duplicate: string, unknown: BodyPath): boolean {
  const head = `duplicate field "${formatBodyPath(unknown)}`
  return duplicate.startsWith(head) && '".['.includes(duplicate[head.length]!)
}

const asJson = (object: object): Json => object as JsonObject

/** Everything else is stored as protobuf. */
const STORED_AS_JSON = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io'])

/** An object as it is read back from where it was stored. */
export function encodedAgain(object: KubeObject, resource: Resource, minor: Minor): KubeObject {
  const type = registeredType(formatApiVersion(resource), resource.kind, minor)
  if (!type) return object
  return structDecoders(minor).of(type)(asJson(object), new DecodeState(true, 'lost')) as KubeObject
}

const versionMismatch = (apiVersion: string, expected: string): string =>
  `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`

/** The type that the server's scheme has for a kind; every kind has a list beside it. */
function registeredType(apiVersion: string, kind: string, minor: Minor): Type | undefined {
  const facts = catalog(minor)
  const known = facts.kind(apiVersion, kind)
  if (known) return known.type
  // A kind without a resource of its own: what scale subresources speak.
  if (apiVersion === 'autoscaling/v1' && kind === 'Scale') return facts.type('autoscaling.v1.Scale')
  if (apiVersion === 'v1' && kind === 'List') return listOfAnything(facts.type('core.v1.PodList'))
  const item = kind.endsWith('List') ? facts.kind(apiVersion, kind.slice(0, -'List'.length)) : undefined
  return item && facts.type(`${item.type.qualified}List`)
}

/** What kubectl takes apart before it asks; the server knows the type, and takes it for no kind that it serves. */
function listOfAnything(listOfPods: Type | undefined): Type | undefined {
  const items = listOfPods?.fields.get('items')
  if (!listOfPods || !items) return undefined
  const of: Shape = { kind: 'scalar', scalar: 'RawExtension', go: 'runtime.RawExtension' }
  const shape: Shape = { kind: 'list', of, go: '[]runtime.RawExtension' }
  const fields = new Map(listOfPods.fields).set('items', { ...items, shape })
  return { ...listOfPods, name: 'List', qualified: 'core.v1.List', go: 'v1.List', fields }
}

/** Versions that are no longer served stay in the scheme. */
function isRegisteredElsewhen(apiVersion: string, kind: string, minor: Minor): boolean {
  const { group, version } = parseApiVersion(apiVersion)
  const span = availability(group, version, kind)
  return span !== undefined && span.since <= minor
}

/** The line of Go that made the scheme; early releases tell the one of the API's own. 1.20 and 1.36 are recorded. */
function schemeOf(group: string, minor: Minor): string {
  if (minor >= 28) return 'pkg/runtime/scheme.go:111'
  if (group === 'apiextensions.k8s.io') return 'k8s.io/apiextensions-apiserver/pkg/apiserver/apiserver.go:52'
  if (group === 'apiregistration.k8s.io') return 'k8s.io/kube-aggregator/pkg/apiserver/scheme/scheme.go:32'
  return 'pkg/api/legacyscheme/scheme.go:30'
}

/** Absent parts of the type come from the URL. An empty apiVersion or kind is an absent one. */
function typeOf(body: Json, resource: Resource): { apiVersion: string; kind: string } {
  const { apiVersion, kind } = isObject(body) ? body : {}
  return {
    apiVersion: typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : formatApiVersion(resource),
    kind: typeof kind === 'string' && kind !== '' ? kind : resource.kind,
  }
}

function typeMetaProblem(body: Json): string | undefined {
  const head = "couldn't get version/kind; json parse error: json: cannot unmarshal"
  if (!isObject(body))
    return body === null
      ? undefined
      : `${head} ${jsonKind(body)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
  for (const field of ['apiVersion', 'kind']) {
    const value = body[field]
    if (value !== undefined && value !== null && typeof value !== 'string') {
      return `${head} ${jsonKind(value)} into Go struct field .${field} of type string`
    }
  }
  return undefined
}

/** The first 30 bytes of what was sent; YAML is shown in hexadecimal. Truth: apimachinery/pkg/runtime/serializer (NotRegistered, snippets) */
function beginning(body: Json, raw: string | undefined): string {
  const text = rawOf(body, raw)
  const bytes = new TextEncoder().encode(text.slice(0, 31))
  const head = bytes.slice(0, 30)
  const shown = /^\s*\{/.test(text)
    ? new TextDecoder().decode(head)
    : [...head].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return bytes.length > 30 ? `${shown} ...` : shown
}

const rawOf = (body: Json, raw: string | undefined): string => raw ?? JSON.stringify(body, bigintAsNumber)

const bigintAsNumber = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)
