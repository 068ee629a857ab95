import { clone, equal, isObject, type Json, type JsonObject, put } from '../../resource/json.ts'
import { badRequest, type Status } from '../status.ts'
import { PatchProblem } from './problem.ts'

const MOST_OPERATIONS = 10_000

/**
 * JSON patch. What does not apply is refused without saying why: the server's answer does not carry the reason.
 *
 * Truth: RFC 6902; github.com/evanphx/json-patch patch.go; apiserver/pkg/endpoints/handlers/patch.go applyJSPatch
 */
export function jsonPatch(target: Json, operations: Json): Json {
  if (!Array.isArray(operations)) {
    const kind = isObject(operations) ? 'object' : operations === null ? 'null' : typeof operations
    throw new PatchProblem(badRequest(`json: cannot unmarshal ${kind} into Go value of type jsonpatch.Patch`))
  }
  if (operations.length > MOST_OPERATIONS) {
    throw new PatchProblem({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: `Request entity too large: The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${operations.length}`,
    })
  }
  const document = new Document(clone(target))
  for (const operation of operations) {
    if (!isObject(operation) || !carryOut(document, operation)) throw new PatchProblem(UNPROCESSABLE)
  }
  return written(document.root, document.opened)
}

/** What was looked into is written by key, the rest as it stood: texts of errors go by that order. */
class Document {
  readonly root: Json
  readonly opened = new Set<Json>()
  constructor(root: Json) {
    this.root = root
  }

  openAll(value: Json | undefined): void {
    if (!isContainer(value)) return
    this.opened.add(value)
    for (const item of Object.values(value)) this.openAll(item)
  }
}

function written(value: Json, opened: ReadonlySet<Json>): Json {
  if (Array.isArray(value)) return value.map(item => written(item, opened))
  if (!isObject(value)) return value
  const object: JsonObject = {}
  const keys = Object.keys(value)
  for (const key of opened.has(value) ? keys.sort() : keys) put(object, key, written(value[key] as Json, opened))
  return object
}

const UNPROCESSABLE: Status = {
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
}

function carryOut(document: Document, operation: JsonObject): boolean {
  const { op } = operation
  if (op === 'move') return move(document, operation)
  const at = placeOf(document, operation['path'])
  if (!at) return false
  switch (op) {
    case 'add':
      return operation['value'] !== undefined && add(at, operation['value'])
    case 'replace':
      return operation['value'] !== undefined && replace(at, operation['value'])
    case 'remove':
      return remove(at)
    case 'test':
      document.openAll(read(at))
      return operation['value'] !== undefined && isThere(at) && equal(read(at) ?? null, operation['value'])
    case 'copy': {
      const from = placeOf(document, operation['from'])
      if (!from || !isThere(from)) return false
      return add(at, clone(written(read(from) ?? null, document.opened)))
    }
    default:
      return false
  }
}

/** What is moved is gone before its new place is looked for. */
function move(document: Document, operation: JsonObject): boolean {
  const from = placeOf(document, operation['from'])
  const value = from && read(from)
  if (!from || !remove(from)) return false
  const to = placeOf(document, operation['path'])
  return to !== undefined && add(to, value ?? null)
}

/** A key of an object, or a position in a list. */
interface Place {
  readonly parent: Json[] | JsonObject
  readonly key: string
}

/** Whatever stands before the first slash is overlooked, so `metadata/labels` means `/labels`. */
function placeOf(document: Document, pointer: Json | undefined): Place | undefined {
  if (typeof pointer !== 'string') return undefined
  const parts = pointer.split('/')
  const key = parts.pop()!
  if (parts.length === 0) return undefined
  let parent: Json | undefined = document.root
  for (const part of parts.slice(1)) {
    if (!isContainer(parent)) return undefined
    document.opened.add(parent)
    parent = read({ parent, key: unescaped(part) })
  }
  if (!isContainer(parent)) return undefined
  document.opened.add(parent)
  return { parent, key: unescaped(key) }
}

const isContainer = (value: Json | undefined): value is Json[] | JsonObject => Array.isArray(value) || isObject(value)

const unescaped = (part: string): string =>
  part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part

function read({ parent, key }: Place): Json | undefined {
  if (!Array.isArray(parent)) return Object.hasOwn(parent, key) ? parent[key] : undefined
  const index = indexIn(key, parent.length)
  return index === undefined ? undefined : parent[index]
}

/** A missing key of an object reads as null; a missing item of a list cannot be read. */
const isThere = ({ parent, key }: Place): boolean => !Array.isArray(parent) || indexIn(key, parent.length) !== undefined

function add({ parent, key }: Place, value: Json): boolean {
  if (!Array.isArray(parent)) {
    put(parent, key, value)
    return true
  }
  const index = key === '-' ? parent.length : indexIn(key, parent.length + 1)
  if (index === undefined) return false
  parent.splice(index, 0, value)
  return true
}

function replace({ parent, key }: Place, value: Json): boolean {
  if (!Array.isArray(parent)) {
    put(parent, key, value)
    return true
  }
  const index = indexIn(key, parent.length)
  if (index === undefined) return false
  parent[index] = value
  return true
}

function remove({ parent, key }: Place): boolean {
  if (!Array.isArray(parent)) return Object.hasOwn(parent, key) && delete parent[key]
  const index = indexIn(key, parent.length)
  return index !== undefined && parent.splice(index, 1).length === 1
}

/** Negative positions count from the end: -1 is the last of `length`. */
function indexIn(key: string, length: number): number | undefined {
  const index = /^[+-]?\d+$/.test(key) ? Number(key) : Number.NaN
  const found = index < 0 ? index + length : index
  return found >= 0 && found < length ? found : undefined
}
