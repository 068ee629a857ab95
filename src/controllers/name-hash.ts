import { isObject, type Json, type JsonObject } from '../resource/json.ts'
import type { Minor } from '../resource/version.ts'
import { catalog } from '../schema/catalog.ts'
import { goDump } from './go-dump.ts'

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
export function fnv32a(data: string | Uint8Array, hash = 0x811c9dc5): number {
  const bytes = typeof data === 'string' ? utf8.encode(data) : data
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, PRIME)
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
 * The hash in the name of a ReplicaSet or of a DaemonSet's ControllerRevision: that of Go's own dump of the template,
 * which depends on the structs of that very release, and of how often the name was taken. Where the dump cannot be told
 * from JSON, the JSON is hashed instead: equal templates get equal names, but the letters are not the cluster's.
 *
 * Truth: pkg/controller/controller_utils.go ComputeHash
 */
export function templateHash(template: JsonObject, minor: Minor, collisions: number | undefined): string {
  const type = catalog(minor).type('core.v1.PodTemplateSpec')
  const hash = fnv32a((type && goDump(template, type)) ?? goJson(template))
  return safeEncode(`${collisions === undefined ? hash : fnv32a(littleEndian(collisions), hash)}`)
}

/** In a buffer of eight bytes, of which four are used. */
function littleEndian(count: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setUint32(0, count, true)
  return bytes
}
