import { clone, isObject, type Json, type JsonObject, put } from '../resource/json.ts'
import { jsonOf, type KubeObject } from '../resource/object.ts'
import type { Shape } from '../schema/shape.ts'
import type { Context } from './context.ts'
import { storedAsAsked } from './conversion/conversion.ts'
import { settleNamespace } from './create.ts'
import type { DecodeOptions } from './decode/decode.ts'
import { applyDefaults } from './defaults/defaults.ts'
import { shapeOf } from './kind-shape.ts'
import { decodePatched } from './patch/decode-patched.ts'
import { goMap } from './patch/go-map.ts'
import { jsonPatch } from './patch/json-patch.ts'
import { mergePatch } from './patch/merge-patch.ts'
import { attempt } from './patch/problem.ts'
import { ELEMENT_ORDER, RETAIN_KEYS, strategicMerge } from './patch/strategic-merge.ts'
import { type Response, refused } from './response.ts'
import { notFound, type Status } from './status.ts'
import { checkName, updateObject } from './update.ts'

export type PatchType = 'strategic' | 'merge' | 'json'

/**
 * PATCH: the stored object with the patch applied goes the way of a PUT.
 *
 * Truth: apiserver/pkg/endpoints/handlers/patch.go
 */
export function patch(name: string, body: Json, type: PatchType, options: DecodeOptions, context: Context): Response {
  const { resource } = context
  const shape = shapeOf(context)
  if (type === 'strategic' && !shape) return refused(unsupported(context), context)
  const old = storedAsAsked(context, name)
  if (!old) return refused(notFound({ group: resource.group, name: resource.resource }, name), context)
  // A custom object is kept as maps, which are written by key.
  const live = (shape ? clone(jsonOf(old)) : inKeyOrder(jsonOf(old))) as JsonObject
  const made = attempt(() => apply(live, body, type, shape))
  if ('status' in made) return refused(made.status, context)
  const shown = type === 'strategic' ? goMap(unspent(body)) : undefined
  const decoded = decodePatched(made.value, shown, options, context)
  if ('status' in decoded) return refused(decoded.status, context)
  context.warnings.push(...decoded.warnings)
  return storePatched(name, decoded.object, context)
}

function inKeyOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inKeyOrder)
  if (!isObject(value)) return clone(value)
  const sorted: JsonObject = {}
  for (const key of Object.keys(value).sort()) put(sorted, key, inKeyOrder(value[key] as Json))
  return sorted
}

/** What a patch made, on its way over the object that it patched. */
export function storePatched(name: string, object: KubeObject, context: Context): Response {
  applyDefaults(object, context)
  const mismatch = checkName(object, name) ?? settleNamespace(object, context.namespace)
  return mismatch ? refused(mismatch, context) : updateObject(name, object, context, true)
}

function apply(live: JsonObject, body: Json, type: PatchType, shape: Shape | undefined): Json {
  if (type === 'json') return jsonPatch(live, body)
  if (type === 'merge') return mergePatch(live, body)
  return isObject(body) ? strategicMerge(live, body, shape) : live
}

/** What is left of a strategic patch when it has been merged: ordered lists and directives are used up, and so not shown. */
function unspent(patch: Json): Json {
  if (!isObject(patch)) return patch
  const left: JsonObject = {}
  for (const key in patch) {
    const value = patch[key]
    const spent = key === RETAIN_KEYS || key.startsWith(ELEMENT_ORDER) || `${ELEMENT_ORDER}${key}` in patch
    if (!spent && value !== undefined) put(left, key, unspent(value))
  }
  return left
}

/** Server-side apply is there by default since then. */
export const APPLIES_SINCE = 16

/** The kinds of patches that a kind takes: custom resources have no types to merge by, and apply came late. */
export function unsupported({ resource, minor }: Context): Status {
  const strategic = shapeOf({ resource, minor }) ? ['application/strategic-merge-patch+json'] : []
  const apply = minor >= APPLIES_SINCE ? ['application/apply-patch+yaml'] : []
  const accepted = ['application/json-patch+json', 'application/merge-patch+json', ...strategic, ...apply]
  return {
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  }
}
