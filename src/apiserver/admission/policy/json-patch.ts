import { clone, equal, isObject, type Json, type JsonObject, put } from '../../../resource/json.ts'

/** What keeps a patch from applying, as the server words it. */
class Inapplicable extends Error {}

/** A test that does not hold: then the patch is not meant for this object. */
class TestFailed extends Error {}

/**
 * A JSON patch as policies write it, applied to a copy. Unlike the answer to a PATCH request, a policy's says what
 * is wrong, and where a test fails nothing is changed. Truth: RFC 6902; github.com/evanphx/json-patch v4 patch.go
 */
export function applyJsonPatch(document: Json, operations: readonly Json[]): { value: Json } | { error: string } {
  const value = clone(document)
  try {
    for (const operation of operations) carryOut(value, isObject(operation) ? operation : {})
    return { value }
  } catch (thrown) {
    if (thrown instanceof TestFailed) return { value: document }
    if (thrown instanceof Inapplicable) return { error: thrown.message }
    throw thrown
  }
}

function carryOut(document: Json, operation: JsonObject): void {
  const op = textOf(operation['op'])
  const path = textOf(operation['path'])
  const value = operation['value'] ?? null
  if (op === 'add') add(document, path, value, op)
  else if (op === 'remove') remove(document, path, op)
  else if (op === 'replace') replace(document, path, value)
  else if (op === 'test') test(document, path, value)
  else if (op === 'move') add(document, path, remove(document, textOf(operation['from']), op), op)
  else if (op === 'copy') {
    const from = textOf(operation['from'])
    const copied = read(parentOf(document, from), lastOf(from))
    if (copied === undefined)
      throw fail(`copy operation does not apply: doc is missing from path: "${from}": missing value`)
    add(document, path, clone(copied), op)
  } else throw fail(`Unexpected kind: ${op}`)
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const fail = (why: string): Inapplicable => new Inapplicable(why)

type Container = Json[] | JsonObject

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')
const lastOf = (path: string): string => unescaped(path.slice(path.lastIndexOf('/') + 1))

/** What holds the value; what stands before the first slash is overlooked. */
function parentOf(document: Json, path: string): Container | undefined {
  const parts = path.split('/').slice(1, -1)
  let place: Json | undefined = document
  for (const part of parts) place = read(isContainer(place) ? place : undefined, unescaped(part))
  return isContainer(place) && path.includes('/') ? place : undefined
}

const isContainer = (value: Json | undefined): value is Container => Array.isArray(value) || isObject(value)

function read(parent: Container | undefined, key: string): Json | undefined {
  if (!parent) return undefined
  if (Array.isArray(parent)) return parent[indexOf(parent, key, parent.length - 1)]
  return Object.hasOwn(parent, key) ? parent[key] : undefined
}

/** A position in a list; negative ones count from the end. */
function indexOf(list: readonly Json[], key: string, most: number): number {
  const index = /^-?\d+$/.test(key) ? Number(key) : Number.NaN
  if (Number.isNaN(index)) throw fail(`strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`)
  const position = index < 0 ? list.length + index : index
  return position >= 0 && position <= most ? position : -1
}

function add(document: Json, path: string, value: Json, op: string): void {
  const parent = parentOf(document, path)
  if (!parent) throw fail(`${op} operation does not apply: doc is missing path: "${path}": missing value`)
  const key = lastOf(path)
  if (!Array.isArray(parent)) {
    put(parent, key, value)
    return
  }
  if (key === '-') {
    parent.push(value)
    return
  }
  const index = indexOf(parent, key, parent.length)
  if (index < 0)
    throw fail(`error in ${op} for path: '${path}': Unable to access invalid index: ${key}: invalid index referenced`)
  parent.splice(index, 0, value)
}

function remove(document: Json, path: string, op: string): Json {
  const parent = parentOf(document, path)
  if (!parent) throw fail(`${op} operation does not apply: doc is missing path: "${path}": missing value`)
  const key = lastOf(path)
  const value = read(parent, key)
  if (value === undefined) {
    const what = Array.isArray(parent) ? 'Unable to access invalid index' : 'Unable to remove nonexistent key'
    const kind = Array.isArray(parent) ? 'invalid index referenced' : 'missing value'
    throw fail(`error in ${op} for path: '${path}': ${what}: ${key}: ${kind}`)
  }
  if (Array.isArray(parent)) parent.splice(indexOf(parent, key, parent.length - 1), 1)
  else delete parent[key]
  return value
}

function replace(document: Json, path: string, value: Json): void {
  const parent = parentOf(document, path)
  if (!parent) throw fail(`replace operation does not apply: doc is missing path: ${path}: missing value`)
  const key = lastOf(path)
  if (read(parent, key) === undefined)
    throw fail(`replace operation does not apply: doc is missing key: ${path}: missing value`)
  if (Array.isArray(parent)) parent[indexOf(parent, key, parent.length - 1)] = value
  else put(parent, key, value)
}

function test(document: Json, path: string, value: Json): void {
  const parent = parentOf(document, path)
  if (!parent) throw fail(`test operation does not apply: is missing path: ${path}: missing value`)
  if (!equal(read(parent, lastOf(path)) ?? null, value)) throw new TestFailed()
}
