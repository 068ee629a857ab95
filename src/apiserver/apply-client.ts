import { clone, isObject, type Json, type JsonObject, put } from '../resource/json.ts'
import type { Context } from './context.ts'
import { storedAsAsked } from './conversion/conversion.ts'
import { create } from './create.ts'
import type { DecodeOptions } from './decode/decode.ts'
import { jsonKind } from './decode/values.ts'
import { goJson, goJsonAsIs } from './go-text.ts'
import { shapeOf } from './kind-shape.ts'
import { attempt } from './patch/problem.ts'
import { jsonThreeWay, strategicThreeWay } from './patch/three-way.ts'
import { patch } from './patch-request.ts'
import { accepted, type Response, refused } from './response.ts'
import { badRequest } from './status.ts'

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** What `kubectl apply` did, and in which words the server took it. */
export interface Applied extends Response {
  /** `unchanged`: the patch was empty and nothing was sent. `unread`: kubectl could not make sense of the manifest. */
  readonly did: 'create' | 'patch' | 'unchanged' | 'failed' | 'unread'
  /** What was sent, where something was there already. */
  readonly patch?: JsonObject
  /** The patch as kubectl shows it. */
  readonly patchText?: string
  /** Between which texts no patch could be made. */
  readonly unmade?: { readonly original: string; readonly modified: string; readonly current: string }
  /** The object was there without the annotation that says what was applied last. */
  readonly adopted: boolean
}

/**
 * `kubectl apply`: the annotation remembers what was applied, so that the next apply knows what is no longer.
 *
 * Truth: kubectl/pkg/cmd/apply/{apply,patcher}.go, kubectl/pkg/util/apply.go
 */
export function applyFromClient(name: string, manifest: JsonObject, options: DecodeOptions, context: Context): Applied {
  const unread = annotationProblem(manifest)
  if (unread) return { ...refused(badRequest(unread), context), did: 'unread', adopted: false }
  const modified = annotated(manifest)
  const live = storedAsAsked(context, name)
  if (!live) {
    return { ...create(modified, options, { ...context, operation: 'create' }), did: 'create', adopted: false }
  }
  const text = live.metadata.annotations?.[LAST_APPLIED]
  const adopted = text === undefined
  const current = clone(live as object) as JsonObject
  const shape = shapeOf(context)
  const made = attempt(() => {
    const sides = { original: lastApplied(text), modified, current }
    return shape ? strategicThreeWay(sides, shape) : jsonThreeWay(sides)
  })
  if ('status' in made) {
    const unmade = { original: text ?? '', modified: `${goJson(modified)}\n`, current: `${goJson(current)}\n` }
    return { ...refused(made.status, context), did: 'failed', adopted, unmade }
  }
  if (Object.keys(made.value).length === 0) return { ...accepted(200, live, context), did: 'unchanged', adopted }
  const answer = patch(name, made.value, shape ? 'strategic' : 'merge', options, context)
  const patchText = shape ? goJson(made.value) : goJsonAsIs(made.value)
  return { ...answer, did: 'patch', patch: made.value, patchText, adopted }
}

/** Annotations are what kubectl itself reads of a manifest. */
function annotationProblem({ metadata }: JsonObject): string | undefined {
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined
  if (!isObject(annotations)) return undefined
  for (const key in annotations) {
    const value = annotations[key]
    if (value === undefined || value === null || typeof value === 'string') continue
    return `json: cannot unmarshal ${jsonKind(value)} into Go struct field ObjectMeta.metadata.annotations of type string`
  }
  return undefined
}

/** The manifest with itself, as it was before, in its annotation. Numbers and keys stand as Go writes them. */
function annotated(manifest: JsonObject): JsonObject {
  const metadata = isObject(manifest['metadata']) ? manifest['metadata'] : {}
  const annotations: JsonObject = {}
  if (isObject(metadata['annotations'])) {
    for (const key in metadata['annotations']) {
      if (key !== LAST_APPLIED) put(annotations, key, metadata['annotations'][key] ?? '')
    }
  }
  const plain = { ...manifest, metadata: { ...metadata, annotations } }
  const text = `${goJson(plain)}\n`
  return { ...plain, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } }
}

/** What the annotation remembers; nothing where it cannot be read. */
export function lastApplied(text: string | undefined): JsonObject {
  if (!text) return {}
  try {
    const value: Json = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
