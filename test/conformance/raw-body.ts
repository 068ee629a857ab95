import type { Resource } from '../../src/apiserver/context.ts'
import type { DecodeOptions } from '../../src/apiserver/decode/decode.ts'
import { badRequest, type Status } from '../../src/apiserver/status.ts'
import type { Json } from '../../src/resource/json.ts'
import type { Minor } from '../../src/resource/version.ts'
import { inWordsOf, readBody, unrecognized } from '../../src/yaml/request-body.ts'

export type RawBody = { readonly body: Json; readonly options: DecodeOptions } | { readonly status: Status }

/** A body as it went over the wire: what the server is then asked, or how it refused to read it. */
export function rawBody(bytes: Uint8Array, contentType: string, resource: Resource, minor: Minor): RawBody {
  const read = readBody(bytes, contentType)
  if (read.outcome === 'unsupported-media-type') {
    return { status: { code: 415, reason: 'UnsupportedMediaType', message: read.message } }
  }
  if (read.outcome === 'unreadable') {
    return { status: badRequest(unrecognized(resource.kind, inWordsOf(minor, read.problem), bytes)) }
  }
  const duplicates = read.strict.map(message => ({ what: 'duplicate-field' as const, path: [], message }))
  return { body: read.value, options: { duplicates, raw: new TextDecoder().decode(bytes) } }
}
