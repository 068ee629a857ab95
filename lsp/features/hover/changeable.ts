import { ApiServer } from '../../../src/apiserver/server.ts'
import { Store } from '../../../src/apiserver/store.ts'
import { clone, isObject, type Json, type JsonObject, put } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { catalog } from '../../../src/schema/catalog.ts'
import { formatPath } from '../../../src/yaml/path.ts'
import { namespaceOf } from '../../workspace/namespace.ts'
import type { Spot } from '../../workspace/spot.ts'

/** No answer shows it. */
const NOW = '2026-01-01T00:00:00Z'

/**
 * Whether the API server lets a field be changed. It is asked: the object as it stands is stored, and an update
 * with another value in the field is put to it.
 */
export function changeable({ object, path, node, file }: Spot): 'yes' | 'no' | 'unknown' {
  if (!object || node.kind !== 'scalar' || path[0] === 'apiVersion' || path[0] === 'kind') return 'unknown'
  const { minor } = file.folder
  const kind = catalog(minor).kind(object.apiVersion, object.kind)
  if (!kind || kind.config || !object.subject.name) return 'unknown'
  const value = other(node.value)
  if (value === undefined) return 'unknown'
  const { group, version, plural, namespaced } = kind
  const request = {
    resource: { group, version, resource: plural, kind: kind.kind, namespaced },
    namespace: namespaceOf(object, minor),
    fieldValidation: 'Ignore',
  } as const
  const created = new ApiServer(new Store(), { minor, now: NOW, admission: false }).create({
    ...request,
    body: object.value,
  })
  if (!created.object) return 'unknown'
  const { metadata } = created.object
  const stored = { ...created.object, metadata: { ...metadata, resourceVersion: metadata.resourceVersion ?? '1' } }
  const store = new Store()
  store.put(group, stored)
  const body = withValue(stored, path, value)
  const server = new ApiServer(store, { minor, now: NOW, admission: false })
  const { status } = server.update({ ...request, name: object.subject.name, body })
  if (!status) return 'yes'
  const field = formatPath(path)
  const causes = status.details?.causes ?? []
  const refused = causes.some(
    ({ field: at, message }) =>
      IMMUTABLE.test(message) && (at === undefined || field.startsWith(at) || at.startsWith(field)),
  )
  return refused || (path[0] === 'metadata' && (path[1] === 'name' || path[1] === 'namespace')) ? 'no' : 'unknown'
}

const IMMUTABLE = /immutable|may not be changed|may not change|updates to|cannot be changed|can not be changed|once set/

/** Another value of the same kind. */
function other(value: Json): Json | undefined {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  if (typeof value !== 'string' || value === '') return undefined
  return /^\d+(?:Ki|Mi|Gi|Ti|m)?$/.test(value) ? `1${value}` : `${value}x`
}

function withValue(object: KubeObject, path: readonly (string | number)[], value: Json): JsonObject {
  const copy: JsonObject = { ...clone<object>(object) }
  let here: Json | undefined = copy
  for (const step of path.slice(0, -1)) {
    here = Array.isArray(here) ? here[Number(step)] : isObject(here) ? here[String(step)] : undefined
  }
  const last = path.at(-1)
  if (Array.isArray(here) && typeof last === 'number') here[last] = value
  else if (isObject(here)) put(here, String(last), value)
  return copy
}
