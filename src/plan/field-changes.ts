import { equal, isObject, type Json, type JsonObject } from '../resource/json.ts'
import { jsonOf, type KubeObject } from '../resource/object.ts'
import type { FieldChange } from './change.ts'
import { keysOf, lacksValues, VALUES_LEFT_OUT } from './left-out.ts'

/** What the server keeps for itself says nothing about the change. */
const SERVERS_OWN = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
])
const NOTES = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  VALUES_LEFT_OUT,
])

/** The fields that differ between what was stored and what would be, both after the server's defaulting. */
export function fieldChanges(before: KubeObject, after: KubeObject): FieldChange[] {
  const changes: FieldChange[] = []
  const sides = [before, after].map(side => {
    const fields = shown(side)
    return lacksValues(before) ? { ...fields, data: keysOf(fields['data']) } : fields
  })
  compare('', sides[0], sides[1], changes)
  return changes
}

/** Everything of an object that people write. */
export function shown(object: KubeObject): JsonObject {
  const { status: _, metadata, ...rest } = object as KubeObject & { status?: unknown }
  const meta: JsonObject = {}
  for (const [key, value] of Object.entries(jsonOf(metadata))) {
    if (SERVERS_OWN.has(key) || value === undefined) continue
    if (key !== 'annotations' || !isObject(value)) meta[key] = value
    else {
      const kept = Object.entries(value).filter(([name]) => !NOTES.has(name))
      if (kept.length > 0) meta[key] = Object.fromEntries(kept)
    }
  }
  return { ...jsonOf(rest), metadata: meta }
}

function compare(path: string, before: Json | undefined, after: Json | undefined, into: FieldChange[]): void {
  if (equal(before, after)) return
  if (isObject(before) && isObject(after)) {
    for (const key of bothKeys(before, after)) compare(join(path, key), before[key], after[key], into)
    return
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const key = keyOf(before, after)
    if (key !== undefined) {
      compareItems(path, key, before as JsonObject[], after as JsonObject[], into)
      return
    }
    // Maps that nothing tells apart are taken to have kept their places: rules of a Role, rules of a policy.
    if (before.length === after.length && [...before, ...after].every(isObject)) {
      before.forEach((item, index) => {
        compare(`${path}[${index}]`, item, after[index], into)
      })
      return
    }
  }
  into.push({
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  })
}

const bothKeys = (a: JsonObject, b: JsonObject): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])]

/** What tells the items of lists apart: a field that every item has, with a value of its own. */
const KEYS = ['name', 'mountPath', 'topologyKey', 'containerPort', 'port', 'type', 'host', 'path', 'key', 'ip']

function keyOf(before: readonly Json[], after: readonly Json[]): string | undefined {
  return KEYS.find(key => [before, after].every(list => isKeyed(list, key)))
}

function isKeyed(list: readonly Json[], key: string): boolean {
  const seen = new Set<string>()
  for (const item of list) {
    const value = isObject(item) ? item[key] : undefined
    if (typeof value !== 'string' && typeof value !== 'number') return false
    if (seen.has(String(value))) return false
    seen.add(String(value))
  }
  return true
}

function compareItems(
  path: string,
  key: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  into: FieldChange[],
): void {
  const length = into.length
  const rest = new Map(after.map(item => [String(item[key]), item]))
  for (const item of before) {
    const name = String(item[key])
    compare(`${path}[${name}]`, item, rest.get(name), into)
    rest.delete(name)
  }
  for (const [name, item] of rest) compare(`${path}[${name}]`, undefined, item, into)
  if (into.length > length) return
  // The same items in another order: variables see those before them, and rules are read from the top.
  const names = (list: readonly JsonObject[]): Json => list.map(item => String(item[key]))
  into.push({ path: `${path} (order)`, before: names(before), after: names(after) })
}

/** A key that is no plain word stands in brackets: `labels["app.kubernetes.io/name"]`. */
const join = (path: string, key: string): string =>
  /^[\w-]+$/.test(key) ? (path === '' ? key : `${path}.${key}`) : `${path}["${key}"]`
