import type { Resource } from '../apiserver/context.ts'
import { clone, isObject, type JsonObject } from '../resource/json.ts'
import { type KubeObject, type ObjectRef, refOf } from '../resource/object.ts'
import type { Change } from './change.ts'
import { fieldChanges, shown } from './field-changes.ts'
import type { Machine } from './machine/machine.ts'
import type { Manifest } from './question.ts'
import { notServed } from './served.ts'

/** Puts a manifest to the server, as `kubectl apply` does, carries out what it answers, and tells what changed. */
export function applyManifest(manifest: Manifest, machine: Machine, { force }: { readonly force: boolean }): Change {
  const { value } = manifest
  const apiVersion = textOf(value['apiVersion'])
  const kind = textOf(value['kind'])
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  const name = textOf(metadata['name'])
  const own = textOf(metadata['namespace'])
  const file = manifest.file === undefined ? {} : { file: manifest.file }
  const resource = machine.server.resource(apiVersion, kind)
  const namespaced = resource ? resource.namespaced : own !== ''
  const namespace = namespaced ? own || 'default' : ''
  const object: ObjectRef = { apiVersion, kind, ...(namespace ? { namespace } : {}), name }
  if (!resource) {
    const reason = notServed(apiVersion, kind, machine.server.minor)
    return reason
      ? { object, action: 'refused', fields: [], reason, ...file }
      : { ...asItIs(object, value, machine), ...file }
  }
  return { ...ask(object, resource, namespace, value, machine, force), ...file }
}

function ask(
  object: ObjectRef,
  resource: Resource,
  namespace: string,
  value: JsonObject,
  machine: Machine,
  force: boolean,
): Change {
  const { cluster, server } = machine
  const before = server.get(resource, namespace, object.name)
  const answer = server.apply(resource, namespace, object.name, written(value), cluster.now)
  const warnings = answer.warnings.length > 0 ? { warnings: answer.warnings } : {}
  if (!answer.object) {
    const reason = answer.status?.message ?? 'the server gives no reason'
    if (force && before && answer.status?.code === 422) {
      const again = replace(object, resource, namespace, value, before, machine)
      if (again) return { ...again, reason, ...warnings }
    }
    return { object, action: 'refused', fields: [], reason, ...warnings }
  }
  const stored = before ? cluster.update(settled(answer.object, before)) : cluster.create(answer.object)
  if (stored.code >= 400) {
    return { object, action: 'refused', fields: [], reason: stored.status?.message ?? '', ...warnings }
  }
  if (!before) return { object, action: 'create', fields: allFields(answer.object), ...warnings }
  const fields = fieldChanges(before, answer.object)
  return { object, action: fields.length > 0 ? 'update' : 'keep', fields, ...warnings }
}

/** A status is none of a manifest's business, and nor is what a server once added to an object that was exported. */
function written(value: JsonObject): JsonObject {
  const { status: _, ...rest } = value
  if (!isObject(rest['metadata']) || rest['metadata']['uid'] === undefined) return clone(rest)
  const {
    uid: _1,
    resourceVersion: _2,
    creationTimestamp: _3,
    generation: _4,
    managedFields: _5,
    ...metadata
  } = rest['metadata']
  return clone({ ...rest, metadata })
}

/** The store numbers what it keeps by itself. */
function settled(object: KubeObject, before: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata
  const { uid } = before.metadata
  return { ...object, metadata: { ...metadata, ...(uid === undefined ? {} : { uid }) } }
}

function replace(
  object: ObjectRef,
  resource: Resource,
  namespace: string,
  value: JsonObject,
  before: KubeObject,
  { cluster, server }: Machine,
): Change | undefined {
  cluster.delete(object, { propagation: 'Background' })
  cluster.settle()
  const answer = server.apply(resource, namespace, object.name, written(value), cluster.now)
  if (!answer.object || cluster.create(answer.object).code >= 400) return undefined
  return { object, action: 'replace', fields: fieldChanges(before, answer.object) }
}

/** An object of a kind that nobody defines: nothing is known but what it says itself. */
function asItIs(object: ObjectRef, value: JsonObject, { cluster }: Machine): Change {
  const before = cluster.requests.get(object)
  const { namespace, name } = object
  const metadata = {
    ...(isObject(value['metadata']) ? value['metadata'] : {}),
    name,
    ...(namespace ? { namespace } : {}),
  }
  const body: KubeObject = { ...clone(value), apiVersion: object.apiVersion, kind: object.kind, metadata }
  if (!before) {
    cluster.create(body)
    return { object, action: 'create', fields: allFields(body) }
  }
  cluster.update(settled(body, before))
  const fields = fieldChanges(before, body)
  return { object, action: fields.length > 0 ? 'update' : 'keep', fields }
}

/** What a new object is made of; its type and its name are told anyway. */
function allFields(object: KubeObject): Change['fields'] {
  const { apiVersion: _, kind: _1, metadata, ...rest } = shown(object)
  return Object.entries({ ...rest, metadata: metadata ?? null })
    .filter(([key]) => key !== 'metadata')
    .map(([path, after]) => ({ path, ...(after === undefined ? {} : { after }) }))
}

export function removeObject(object: KubeObject, { cluster }: Machine): Change {
  const ref = refOf(object)
  const answer = cluster.delete(ref, { propagation: 'Background' })
  if (answer.code >= 400) return { object: ref, action: 'refused', fields: [], reason: answer.status?.message ?? '' }
  return { object: ref, action: 'delete', fields: [] }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
