import type { Json } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Context } from './context.ts'
import { customKind } from './custom/custom-kind.ts'
import { type Decoded, type DecodeOptions, decode } from './decode/decode.ts'

/** The body of a request as a typed object, by the definition in the world where no release has the kind. */
export function readBody(body: Json, options: DecodeOptions, context: Context): Decoded {
  if (options.typed) return { object: body as object as KubeObject, warnings: [] }
  return customKind(context)?.decode(body, options) ?? decode(body, context.resource, context.minor, options)
}
