import { type Answer, type Failure, groupKindOf } from '../controllers/controller.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'
import { refOf } from '../resource/object.ts'

export const refusal = (code: number, reason: string, message: string, causes?: Failure['causes']): Answer => ({
  code,
  status: { reason, message, ...(causes ? { causes } : {}) },
})

/** `deployments.apps`: lower case, plural, group behind a dot. */
export function resourceName(ref: { apiVersion: string; kind: string }): string {
  const [group, kind] = groupKindOf(ref).includes('/') ? groupKindOf(ref).split('/') : ['', ref.kind]
  const lower = (kind ?? '').toLowerCase()
  const plural = lower.endsWith('s') ? `${lower}es` : lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`
  return group ? `${plural}.${group}` : plural
}

export const notFound = (ref: ObjectRef): Answer =>
  refusal(404, 'NotFound', `${resourceName(ref)} "${ref.name}" not found`)

export function alreadyExists(object: KubeObject): Answer {
  const ref = refOf(object)
  return refusal(409, 'AlreadyExists', `${resourceName(ref)} "${ref.name}" already exists`)
}

export function conflict(object: KubeObject): Answer {
  const ref = refOf(object)
  return refusal(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resourceName(ref)} "${ref.name}": the object has been modified; please apply your changes to the latest version and try again`,
  )
}

export function terminating(object: KubeObject): Answer {
  const { name = '', namespace = '' } = object.metadata
  const message = `unable to create new content in namespace ${namespace} because it is being terminated`
  return refusal(403, 'Forbidden', `${resourceName(object)} "${name}" is forbidden: ${message}`, [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ])
}

export function incomplete(object: KubeObject, field: string): Answer {
  const kind = groupKindOf(object).split('/').reverse().join('.')
  const message = `${kind} "${object.metadata.name ?? ''}" is invalid: ${field}: Required value`
  return refusal(422, 'Invalid', message, [{ reason: 'FieldValueRequired', message: 'Required value', field }])
}
