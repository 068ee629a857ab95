import { clone, equal, isObject, type JsonObject } from '../resource/json.ts'
import { type KubeObject, type ObjectRef, refOf } from '../resource/object.ts'
import type { Change } from './change.ts'
import { fieldChanges, shown } from './field-changes.ts'
import type { Machine } from './machine/machine.ts'
import { refKey } from './machine/owners.ts'
import type { Manifest } from './question.ts'
import { notServed } from './served.ts'

/** Puts a manifest to the server, as `kubectl apply` does, and tells what its answer changes. */
export function applyManifest(manifest: Manifest, machine: Machine, { force }: { readonly force: boolean }): Change {
  const { value, file } = manifest
  const { cluster } = machine
  const apiVersion = textOf(value['apiVersion'])
  const kind = textOf(value['kind'])
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  const name = textOf(metadata['name'])
  const own = textOf(metadata['namespace'])
  const where = file === undefined ? {} : { file }
  const resource = cluster.requests.resourceOf({ apiVersion, kind })
  const namespace = resource?.namespaced === false || (!own && !resource) ? '' : own || 'default'
  const object: ObjectRef = { apiVersion, kind, ...(namespace ? { namespace } : {}), name }
  const refused = (reason: string): Change => ({ object, action: 'refused', fields: [], reason, ...where })

  if (!resource) return refused(notServed(apiVersion, kind, cluster.world.minor))
  if (name === '' && metadata['generateName'] === undefined) return refused('resource name may not be empty')
  const before = cluster.requests.get(object)
  const same = before && machine.applied.get(refKey(object))
  if (same && isAsApplied(before, same) && equal(value, same.value)) {
    return { object, action: 'keep', fields: [], ...warnedOf(same.warnings), ...where }
  }
  const body = written(value)
  const send = () => cluster.apply(body, { fieldValidation: 'Strict' })
  let answer = send()
  const reason = answer.status?.message
  const anew = force && before !== undefined && answer.status?.code === 422
  if (anew) {
    cluster.delete(object, { propagation: 'Background' })
    cluster.settle()
    answer = send()
  }
  const warnings = warnedOf(answer.warnings)
  if (answer.status || !answer.object) {
    return { ...refused(answer.status?.message ?? 'the server gives no reason'), ...warnings }
  }
  machine.applied.set(refKey(object), { value, object: answer.object, warnings: answer.warnings })
  if (!before) return { object, action: 'create', fields: fieldsOf(answer.object), ...warnings, ...where }
  const fields = fieldChanges(before, answer.object)
  if (anew) return { object, action: 'replace', fields, ...(reason ? { reason } : {}), ...warnings, ...where }
  return { object, action: fields.length > 0 ? 'update' : 'keep', fields, ...warnings, ...where }
}

const warnedOf = (warnings: readonly string[]): Pick<Change, 'warnings'> => (warnings.length > 0 ? { warnings } : {})

/** Nobody wrote to it since, or to its status alone: kubectl finds nothing to send, and the server is not asked. */
const isAsApplied = ({ metadata }: KubeObject, { object }: { readonly object: KubeObject }): boolean =>
  metadata.resourceVersion === object.metadata.resourceVersion ||
  (metadata.generation !== undefined && metadata.generation === object.metadata.generation)

/** A status is none of a manifest's business, and nor is what a server once added to an object that was exported. */
function written(value: JsonObject): KubeObject & JsonObject {
  const { status: _, ...rest } = clone(value)
  if (isObject(rest['metadata']) && rest['metadata']['uid'] !== undefined) {
    for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields'])
      delete rest['metadata'][field]
  }
  if (!isObject(rest['metadata'])) rest['metadata'] = {}
  return rest as KubeObject & JsonObject
}

/** What a new object is made of; its type and its name are told anyway. */
const fieldsOf = (object: KubeObject): Change['fields'] =>
  Object.entries(shown(object)).flatMap(([path, after]) =>
    path === 'apiVersion' || path === 'kind' || path === 'metadata' || after === undefined ? [] : [{ path, after }],
  )

export function removeObject(object: KubeObject, { cluster }: Machine): Change {
  const ref = refOf(object)
  const { status } = cluster.delete(ref, { propagation: 'Background' })
  return status
    ? { object: ref, action: 'refused', fields: [], reason: status.message }
    : { object: ref, action: 'delete', fields: [] }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
