import { isObject, type Json } from '../resource/json.ts'

/** Letters and digits that cannot spell a word. Truth: apimachinery/pkg/util/rand */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789'

/** Truth: rand.SafeEncodeString */
export function safeEncode(text: string): string {
  let encoded = ''
  for (let index = 0; index < text.length; index += 1) encoded += SAFE[text.charCodeAt(index) % SAFE.length]
  return encoded
}

const PRIME = 0x01000193
const utf8 = new TextEncoder()

/** FNV-1, 32 bit (Go's `fnv.New32`). */
export function fnv32(text: string, hash = 0x811c9dc5): number {
  for (const byte of utf8.encode(text)) hash = (Math.imul(hash, PRIME) ^ byte) >>> 0
  return hash >>> 0
}

/** FNV-1a, 32 bit (Go's `fnv.New32a`). */
export function fnv32a(text: string, hash = 0x811c9dc5): number {
  for (const byte of utf8.encode(text)) hash = Math.imul(hash ^ byte, PRIME) >>> 0
  return hash >>> 0
}

/** JSON with sorted keys, written as Go's encoder writes it: `<`, `>` and `&` are escaped. */
export function goJson(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return goString(value)
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (!isObject(value)) return `${value}`
  const keys = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort()
  return `{${keys.map(key => `${goString(key)}:${goJson(value[key])}`).join(',')}}`
}

const goString = (text: string): string =>
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * The hash in the name of a ReplicaSet or of a DaemonSet's ControllerRevision.
 *
 * Kubernetes hashes Go's own dump of the template, which depends on the layout of the structs of
 * that very release. This one hashes the template's JSON instead: equal templates get equal names,
 * different ones different names, but the letters are not the cluster's.
 */
export const templateHash = (template: Json, collisions = 0): string =>
  safeEncode(`${fnv32a(goJson(template) + (collisions > 0 ? collisions : ''))}`)
