import { isObject, type Json, Numeral } from '../../resource/json.ts'
import { formatApiVersion, type KubeObject, objectOf } from '../../resource/object.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Context } from '../context.ts'
import { customKind } from '../custom/custom-kind.ts'
import { type DecodeOptions, structDecoders } from '../decode/decode.ts'
import { type DecodeProblem, DecodeState } from '../decode/state.ts'
import { goJsonAsIs, goQuote } from '../go-text.ts'
import { invalid, type Status } from '../status.ts'

export type DecodedPatch = { readonly object: KubeObject; readonly warnings: string[] } | { readonly status: Status }

/**
 * What a patch made becomes a typed object again. Problems are complaints about `patch`, which show the whole
 * text: of the result, or (`shown`, strategic) of the patch.
 *
 * Truth: apiserver/pkg/endpoints/handlers/patch.go applyPatchToCurrentObject
 */
export function decodePatched(
  value: Json,
  shown: string | undefined,
  { fieldValidation = 'Warn' }: DecodeOptions,
  context: Context,
  nulls: 'dropped' | 'kept' = 'dropped',
): DecodedPatch {
  const { resource, minor } = context
  const refuse = (why: string): DecodedPatch => {
    const text = goQuote(shown ?? goJsonAsIs(value))
    const cause = { reason: 'FieldValueInvalid', message: `Invalid value: ${text}: ${why}`, field: 'patch' }
    return { status: invalid({ group: '', name: '' }, '', [cause]) }
  }
  const expected = formatApiVersion(resource)
  const type = catalog(minor).kind(expected, resource.kind)?.type
  if (!isObject(value)) return refuse(`json: cannot unmarshal ${kindOf(value)} into Go value of type ${type?.go ?? ''}`)
  const custom = type ? undefined : customKind(context)
  if (custom) {
    const read = custom.read(value, nulls)
    if ('wrong' in read) return refuse(read.wrong.message)
    const unknown = read.strict.map(each => each.message)
    if (unknown.length > 0 && fieldValidation === 'Strict')
      return refuse(`strict decoding error: ${unknown.join(', ')}`)
    return { object: read.object, warnings: fieldValidation === 'Warn' ? unknown : [] }
  }
  const { apiVersion, kind } = value
  if (typeof kind === 'string' && kind !== resource.kind) {
    const version = typeof apiVersion === 'string' ? apiVersion : expected
    return refuse(
      `no kind ${goQuote(kind)} is registered for version ${goQuote(version)} in scheme "pkg/runtime/scheme.go:111"`,
    )
  }
  if (!type) {
    const meta = catalog(minor).type('meta.v1.ObjectMeta')
    const metaState = new DecodeState()
    const metadata = meta && structDecoders(minor).of(meta)(value['metadata'] ?? {}, metaState)
    const wrong = metaState.failure ?? metaState.mismatches[0]
    if (wrong) return refuse(wrong.message)
    return { object: objectOf({ ...value, metadata: metadata ?? {} }), warnings: [] }
  }
  const state = new DecodeState(true)
  const object = structDecoders(minor).of(type)(value, state) as KubeObject
  const problem = state.failure ?? state.mismatches[0]
  if (problem) return refuse(shown === undefined ? problem.message : conversionProblem(problem, value))
  const strict = state.strict.map(each => each.message)
  if (strict.length > 0 && fieldValidation === 'Strict') return refuse(`strict decoding error: ${strict.join(', ')}`)
  object.apiVersion = expected
  object.kind = resource.kind
  object.metadata ??= {}
  return { object, warnings: fieldValidation === 'Warn' ? strict : [] }
}

/** A strategic result is not read from text but converted from maps, which has words of its own. Truth: apimachinery/pkg/runtime/converter.go */
function conversionProblem({ path, message, goType }: DecodeProblem, value: Json): string {
  if (goType === undefined) return `error decoding from json: ${message}`
  let at: unknown = value
  for (const segment of path) at = (at as Record<string | number, unknown> | undefined)?.[segment]
  const found = at as Json
  if (goType.startsWith('[]')) return `cannot restore slice from ${reflectKind(found)}`
  if (goType.startsWith('map[')) return `cannot restore map from ${reflectKind(found)}`
  if (!SCALARS.has(goType) && !isObject(found) && /^v\d\w*\.[A-Z]/.test(goType) && isStruct(message)) {
    return `cannot restore struct from: ${reflectKind(found)}`
  }
  return typeof found === 'string' && SCALARS.has(goType)
    ? `unrecognized type: ${goType}`
    : `cannot convert ${goTypeOf(found)} to ${goType}`
}

const SCALARS = new Set(['string', 'bool', 'int32', 'int64', 'float64'])

/** A struct cannot be read from a text or a number, a named string could be read from a text. */
const isStruct = (message: string): boolean => /cannot unmarshal string/.test(message)

function reflectKind(value: Json): string {
  if (Array.isArray(value)) return 'slice'
  return isObject(value) ? 'map' : goTypeOf(value)
}

function goTypeOf(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (isObject(value)) return 'map[string]interface {}'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return value instanceof Numeral || (typeof value === 'number' && !Number.isInteger(value)) ? 'float64' : 'int64'
}

const kindOf = (value: Json): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value
