import { isObject, type Json, type JsonObject, put } from '../resource/json.ts'
import { jsonDuplicates, strictDuplicates } from './duplicates.ts'
import { decodeText, forbiddenCharacter } from './encoding.ts'
import { readExactly } from './exact.ts'
import { readJson, trailingJson } from './json-reader.ts'

/** What the API server makes of a request body before it knows the type. */
export type Body =
  | {
      readonly outcome: 'value'
      /** As JSON; for a YAML body the keys are in the order in which Go writes them, sorted. */
      readonly value: Json
      /** What strict decoding adds before its own findings: `yaml: unmarshal errors:\n  line 6: key "a" already set in map`. */
      readonly strict: readonly string[]
    }
  /** A 400 whose message `unrecognized` makes. */
  | { readonly outcome: 'unreadable'; readonly problem: string }
  /** A 415. */
  | { readonly outcome: 'unsupported-media-type'; readonly message: string }

const MEDIA_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

/**
 * Reads a request body as `Content-Type` says. The caller then decodes the value, or answers with a 400:
 *
 *   const body = readBody(bytes, 'application/yaml')
 *   if (body.outcome === 'unreadable') return badRequest(unrecognized('ConfigMap', body.problem, bytes))
 *
 * Truth: staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json/json.go
 */
export function readBody(bytes: Uint8Array, contentType: string): Body {
  const mediaType = contentType.split(';', 1)[0]!.trim().toLowerCase()
  if (!MEDIA_TYPES.includes(mediaType)) {
    const message = `the body of the request was in an unknown format - accepted media types include: ${MEDIA_TYPES.join(', ')}`
    return { outcome: 'unsupported-media-type', message }
  }
  if (mediaType === 'application/vnd.kubernetes.protobuf') return { outcome: 'unreadable', problem: NO_PROTOBUF }
  const body = mediaType === 'application/json' ? readJsonBody(bytes) : readYamlBody(bytes)
  if (body.outcome !== 'value') return body
  const problem = versionKindProblem(body.value)
  return problem === undefined ? body : { outcome: 'unreadable', problem: NO_VERSION_KIND + problem }
}

const NO_PROTOBUF = 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]'
const NO_VERSION_KIND = "couldn't get version/kind; json parse error: "

function readJsonBody(bytes: Uint8Array): Body {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const reading = readJson(text, 0, text.length)
  const problem = reading.problem ?? trailingJson(text, reading.end, text.length)
  if (problem || !reading.node) return { outcome: 'unreadable', problem: NO_VERSION_KIND + problem!.message }
  return { outcome: 'value', value: reading.node.value, strict: reading.repeats ? jsonDuplicates(reading.node) : [] }
}

function readYamlBody(bytes: Uint8Array): Body {
  const { text, problem: invalid } = decodeText(bytes)
  const forbidden = forbiddenCharacter(text, 0)
  const bad = invalid && (!forbidden || invalid.offset <= forbidden.offset) ? invalid : forbidden
  const { node, facts, refusal, stumble } = readExactly(text, 0, text.length, bad)
  const problem = refusal?.message ?? stumble?.message
  if (problem !== undefined) return { outcome: 'unreadable', problem }
  if (!node) return { outcome: 'value', value: null, strict: [] }
  const lines = facts ? strictDuplicates(node, facts, text, 0) : []
  const strict = lines.length > 0 ? [`yaml: unmarshal errors:\n  ${lines.join('\n  ')}`] : []
  return { outcome: 'value', value: sorted(node.value), strict }
}

/**
 * The value as Go writes it down on the way from YAML to JSON, keys sorted: it decides which of several wrong fields
 * is met first. Keeps its own stack, because a body may be ten thousand levels deep.
 */
function sorted(root: Json): Json {
  const work: (() => void)[] = []
  const copy = (value: Json): Json => {
    if (Array.isArray(value)) {
      const list: Json[] = []
      work.push(() => {
        for (const item of value) list.push(copy(item))
      })
      return list
    }
    if (!isObject(value)) return value
    const object: JsonObject = {}
    work.push(() => {
      for (const key of Object.keys(value).sort()) put(object, key, copy(value[key]!))
    })
    return object
  }
  const result = copy(root)
  for (let task = work.pop(); task; task = work.pop()) task()
  return result
}

const TARGET = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`

/** The first look at a body is for apiVersion and kind alone, which must be texts. Go ignores the case of the keys. */
function versionKindProblem(value: Json): string | undefined {
  if (value === null) return undefined
  if (!isObject(value)) return `json: cannot unmarshal ${goKind(value)} into Go value of type ${TARGET}`
  for (const key of Object.keys(value)) {
    const field = key.toLowerCase() === 'apiversion' ? 'apiVersion' : key.toLowerCase() === 'kind' ? 'kind' : undefined
    const found = value[key]
    if (field === undefined || found === null || found === undefined || typeof found === 'string') continue
    return `json: cannot unmarshal ${goKind(found)} into Go struct field .${field} of type string`
  }
  return undefined
}

function goKind(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  return isObject(value) ? 'object' : 'number'
}

/**
 * The message of the 400 for a body whose kind could not even be made out: it shows the first thirty bytes, as
 * text when they begin as JSON does, else in hexadecimal.
 *
 * Truth: staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go transformDecodeError
 */
export const unrecognized = (kind: string, problem: string, body: Uint8Array): string =>
  `the object provided is unrecognized (must be of type ${kind}): ${problem} (${summary(body)})`

const SHOWN = 30

function summary(body: Uint8Array): string {
  if (body.length === 0) return '<empty>'
  const shown = body.subarray(0, SHOWN)
  const text =
    body[0] === 123
      ? new TextDecoder().decode(shown)
      : [...shown].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return body.length > SHOWN ? `${text} ...` : text
}

/** Before 1.31 the sentence about keys without a text began with a capital. */
export const inWordsOf = (minor: number, problem: string): string =>
  minor < 31 ? problem.replace(/^unsupported map key/, 'Unsupported map key') : problem
