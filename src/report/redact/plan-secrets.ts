import type { Change, FieldChange } from '../../plan/change.ts'
import type { Plan } from '../../plan/plan.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { HIDDEN } from './mask.ts'
import { namesCredential } from './secret-parts.ts'

/**
 * The plan without anything secret. Values of Secrets, credentials in variables and ConfigMaps are hidden where
 * they are fields, and as words wherever else they turn up: a server quotes what it refuses.
 *
 * @param objects everything that the plan was made from
 */
export function withoutSecrets(plan: Plan, objects: Iterable<JsonObject>): Plan {
  const words = new Set<string>()
  const names = new Set<string>()
  for (const object of objects) {
    collect(object, words)
    const { metadata } = object
    for (const name of isObject(metadata) ? [metadata['name'], metadata['namespace']] : []) names.add(String(name))
  }
  // A database that is called like the Deployment is no secret by that name.
  for (const name of names) words.delete(name)
  const hide = hider(words)
  const { changes, ...rest } = plan
  return { ...(hide(rest) as typeof rest), changes: changes.map(change => hide(redacted(change)) as Change) }
}

const redacted = (change: Change): Change => ({
  ...change,
  fields: change.fields.map(field => ({ ...field, ...hiddenSides(field, change.object.kind) })),
})

function hiddenSides({ path, before, after }: FieldChange, kind: string): Partial<FieldChange> {
  const hidden = (value: Json): Json =>
    isSecretField(path, kind) ? (isObject(value) ? keysOf(value) : HIDDEN) : inner(value, kind, path)
  return {
    ...(before === undefined ? {} : { before: hidden(before) }),
    ...(after === undefined ? {} : { after: hidden(after) }),
  }
}

const SECRET_PLAIN =
  /^(?:apiVersion|kind|type|immutable|metadata(?:\.(?:name|namespace|labels|annotations|finalizers|ownerReferences)\b.*)?)$/

function isSecretField(path: string, kind: string): boolean {
  if (kind === 'Secret') return !SECRET_PLAIN.test(path)
  const name = lastName(path)
  if (kind === 'ConfigMap') return path.startsWith('data') && namesCredential(name)
  return /\.env\[[^\]]*\]\.value$/.test(path) && namesCredential(/\.env\[([^\]]*)\]\.value$/.exec(path)![1]!)
}

/** `data["a.b"]` → `a.b`, `data.key` → `key` */
function lastName(path: string): string {
  const quoted = /\["([^"]*)"\]$/.exec(path)
  return quoted ? quoted[1]! : path.slice(path.lastIndexOf('.') + 1)
}

/** A whole container or map as the value of a field still holds credentials inside. */
function inner(value: Json, kind: string, path: string): Json {
  if (Array.isArray(value)) return value.map(item => inner(item, kind, path))
  if (!isObject(value)) return value
  const { name } = value
  const credential = typeof name === 'string' && namesCredential(name) && typeof value['value'] === 'string'
  const shown: JsonObject = {}
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue
    const named = kind === 'ConfigMap' && path === 'data' && namesCredential(key)
    shown[key] = (credential && key === 'value') || named ? HIDDEN : inner(child, kind, path)
  }
  return shown
}

const keysOf = (value: JsonObject): JsonObject => Object.fromEntries(Object.keys(value).map(key => [key, HIDDEN]))

/** The secret words of an object. */
function collect(object: JsonObject, words: Set<string>): void {
  if (object['kind'] === 'Secret') {
    for (const field of ['data', 'stringData']) {
      const values = object[field]
      for (const value of isObject(values) ? Object.values(values) : []) {
        if (typeof value !== 'string') continue
        add(words, value)
        const decoded = field === 'data' ? fromBase64(value) : btoaOf(value)
        if (decoded !== undefined) add(words, decoded)
      }
    }
  } else if (object['kind'] === 'ConfigMap') {
    const { data } = object
    if (isObject(data)) for (const [key, value] of Object.entries(data)) if (namesCredential(key)) addJson(words, value)
  } else collectEnvironment(object['spec'], words, 0)
}

function collectEnvironment(value: unknown, words: Set<string>, depth: number): void {
  if (depth > 40) return
  if (Array.isArray(value)) {
    for (const item of value) collectEnvironment(item, words, depth + 1)
    return
  }
  if (!isObject(value)) return
  const { name, value: text } = value
  if (typeof name === 'string' && typeof text === 'string' && namesCredential(name)) add(words, text)
  for (const child of Object.values(value)) if (typeof child === 'object') collectEnvironment(child, words, depth + 1)
}

function addJson(words: Set<string>, value: unknown): void {
  if (typeof value === 'string') add(words, value)
}

/** Words of fewer letters would hide half of every sentence; as fields they are hidden anyway. */
function add(words: Set<string>, word: string): void {
  for (const line of [word, ...word.split('\n')]) if (line.trim().length >= 5) words.add(line.trim())
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

function fromBase64(value: string): string | undefined {
  try {
    return UTF_8.decode(Uint8Array.from(atob(value.replaceAll(/\s/g, '')), character => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}

const btoaOf = (value: string): string =>
  btoa(Array.from(new TextEncoder().encode(value), byte => String.fromCharCode(byte)).join(''))

/** Words of the plan's own, and of Kubernetes: nobody's secret. */
const FIXED = new Set([
  'kind',
  'apiVersion',
  'action',
  'what',
  'weight',
  'why',
  'because',
  'by',
  'outcome',
  'how',
  'state',
  'start',
])

function hider(words: ReadonlySet<string>): (value: unknown) => unknown {
  if (words.size === 0) return value => value
  const quoted = [...words].map(word => JSON.stringify(word).slice(1, -1))
  const sorted = [...new Set([...words, ...quoted])].sort((a, b) => b.length - a.length)
  // A plan says the same words over and over.
  const known = new Map<string, string>()
  const hideText = (text: string): string => {
    let shown = known.get(text)
    if (shown !== undefined) return shown
    shown = text
    for (const word of sorted) {
      if (shown.length >= word.length && shown.includes(word)) shown = shown.replaceAll(word, HIDDEN)
    }
    known.set(text, shown)
    return shown
  }
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return hideText(value)
    if (Array.isArray(value)) return value.map(hide)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, FIXED.has(key) ? child : hide(child)]))
  }
  return hide
}
