import { clone, isObject, type Json, type JsonObject, put } from '../resource/json.ts'

/** RFC 7386: null deletes, objects merge, everything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return clone(patch)
  const merged: JsonObject = isObject(target) ? { ...target } : {}
  for (const key in patch) {
    const value = patch[key]
    if (value === undefined) continue
    if (value === null) delete merged[key]
    else put(merged, key, mergePatch(merged[key], value))
  }
  return merged
}

/** By which key lists of built-in kinds merge; lists not named here are replaced. */
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  env: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
  ownerReferences: 'uid',
  taints: 'key',
  conditions: 'type',
}

/** A strategic merge patch of the plain kind: maps merge, keyed lists merge by key, `$patch: delete` removes. */
export function strategicPatch(target: Json | undefined, patch: Json, field = ''): Json {
  if (Array.isArray(patch)) {
    const key = MERGE_KEYS[field]
    if (key === undefined || !Array.isArray(target)) return clone(patch)
    return mergeByKey(target, patch, key)
  }
  if (!isObject(patch)) return patch
  if (patch['$patch'] === 'replace') return without(patch, '$patch')
  const merged: JsonObject = isObject(target) ? { ...target } : {}
  for (const key in patch) {
    const value = patch[key]
    if (value === undefined || key.startsWith('$')) continue
    if (value === null) delete merged[key]
    else put(merged, key, strategicPatch(merged[key], value, key))
  }
  return merged
}

function mergeByKey(target: Json[], patch: Json[], key: string): Json[] {
  const merged = [...target]
  for (const item of patch) {
    if (!isObject(item)) continue
    const at = merged.findIndex(other => isObject(other) && other[key] === item[key])
    if (item['$patch'] === 'delete') {
      if (at >= 0) merged.splice(at, 1)
    } else if (at >= 0) merged[at] = strategicPatch(merged[at], item)
    else merged.push(clone(item))
  }
  return merged
}

function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object
  return rest
}

/** RFC 6902: add, replace and remove; undefined when an operation does not apply. */
export function jsonPatch(target: Json, operations: Json): Json | undefined {
  const root = { document: clone(target) } as JsonObject
  if (!Array.isArray(operations)) return undefined
  for (const operation of operations) {
    if (!isObject(operation) || typeof operation['path'] !== 'string') return undefined
    const path = ['document', ...operation['path'].split('/').slice(1)].map(part =>
      part.replaceAll('~1', '/').replaceAll('~0', '~'),
    )
    const last = path.pop()
    let parent: Json | undefined = root
    for (const part of path)
      parent = Array.isArray(parent) ? parent[Number(part)] : isObject(parent) ? parent[part] : undefined
    if (last === undefined || !applyOperation(parent, last, operation)) return undefined
  }
  return root['document']
}

function applyOperation(parent: Json | undefined, key: string, operation: JsonObject): boolean {
  const value = operation['value']
  const op = operation['op']
  if (Array.isArray(parent)) {
    const index = key === '-' ? parent.length : Number(key)
    if (op === 'add') parent.splice(index, 0, value ?? null)
    else if (op === 'replace') parent[index] = value ?? null
    else if (op === 'remove') parent.splice(index, 1)
    return true
  }
  if (!isObject(parent)) return false
  if (op === 'remove') {
    if (!Object.hasOwn(parent, key)) return false
    delete parent[key]
  } else put(parent, key, value ?? null)
  return true
}
