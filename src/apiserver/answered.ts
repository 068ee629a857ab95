import { withoutUnwritten } from '../resource/quantity.ts'
import type { Context } from './context.ts'
import type { Decoded } from './decode/decode.ts'
import { encodedAgain } from './decode/decode.ts'
import type { Response } from './response.ts'

/**
 * The answer to a body that had something in it which a server keeps while it works and loses where it stores or
 * writes: lists and maps with nothing in them, and powers of ten beyond every suffix.
 */
export function answered(
  response: Response,
  { lost }: Extract<Decoded, { readonly object: unknown }>,
  context: Context,
): Response {
  if (!lost) return response
  const shown = lost.unwritten ? mapTexts(response, withoutUnwritten) : response
  if (!lost.empties || !shown.object) return shown
  return { ...shown, object: encodedAgain(shown.object, context.resource, context.minor) }
}

function mapTexts<T>(value: T, map: (text: string) => string): T {
  if (typeof value === 'string') return map(value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => mapTexts(item, map)) as T
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, map)])) as T
}
