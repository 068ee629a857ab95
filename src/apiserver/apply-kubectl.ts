import { isObject, type JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { LAST_APPLIED } from './apply-client.ts'
import { type ApplyOptions, applyOnServer } from './apply-server.ts'
import type { Context } from './context.ts'
import { FieldSet } from './patch/ownership/field-set.ts'
import { owns, upgraded } from './patch/ownership/upgrade.ts'
import { patch } from './patch-request.ts'
import type { Response } from './response.ts'
import type { Status } from './status.ts'
import { worldWith } from './world-with.ts'

const KUBECTL = 'kubectl'
const ANNOTATION = FieldSet.parse({ 'f:metadata': { 'f:annotations': { [`f:${LAST_APPLIED}`]: {} } } })

/** What `kubectl apply --server-side` did: the answer to what it asked last, and what went wrong on the way. */
export interface ServerSideApplied extends Response {
  /** What was not done for this reason; the manifest is applied all the same. */
  readonly undone: readonly { readonly what: 'annotation' | 'owners' | 'again'; readonly status: Status }[]
}

/**
 * `kubectl apply --server-side`. Where somebody applied from the client before, what they own is handed over, so
 * that fields that are no longer in the manifest go: apply, keep the annotation, hand over, apply again.
 *
 * Truth: kubectl/pkg/cmd/apply/apply.go applyOneObject, migrateToSSAIfNecessary
 */
export function applyServerSide(
  name: string,
  manifest: JsonObject,
  options: ApplyOptions,
  context: Context,
): ServerSideApplied {
  const manager = options.manager || KUBECTL
  const named = { ...options, manager }
  let at = context
  let applied = applyOnServer(name, manifest, named, at)
  const warnings = [...applied.warnings]
  const undone: ServerSideApplied['undone'][number][] = []
  const done = (): ServerSideApplied => ({ ...applied, warnings: [...new Set(warnings)], undone })
  const wrote = (answer: Response): KubeObject | undefined => {
    warnings.push(...answer.warnings)
    if (!answer.object) return undefined
    applied = answer
    at = { ...context, warnings: [], world: worldWith(at.world, context.resource.group, answer.object) }
    return answer.object
  }
  let object = wrote(applied)
  if (!object) return done()

  const text = object.metadata.annotations?.[LAST_APPLIED]
  const kept = object.metadata.managedFields?.some(entry => owns(entry, 'Apply', ANNOTATION))
  if (manager === KUBECTL && text !== undefined && !kept) {
    const annotation = justAnnotation(object, text)
    const answer = applyOnServer(name, annotation, { ...options, force: false, manager: KEEPER }, at)
    object = wrote(answer)
    if (!object) {
      undone.push({ what: 'annotation', status: answer.status! })
      return done()
    }
  }
  const entries = object.metadata.managedFields?.filter(isObject) ?? []
  const clients = entries.filter(entry => owns(entry, 'Update', ANNOTATION)).map(entry => String(entry['manager']))
  const owners = upgraded(entries, [...new Set(clients)].sort(), manager)
  if (!owners) return done()
  const handOver = [{ op: 'replace', path: '/metadata/managedFields', value: owners }]
  const handed = patch(name, handOver, 'json', options, { ...at, manager })
  if (!wrote(handed)) undone.push({ what: 'owners', status: handed.status! })
  else {
    const again = applyOnServer(name, manifest, named, at)
    if (!wrote(again)) undone.push({ what: 'again', status: again.status! })
  }
  return done()
}

const KEEPER = 'kubectl-last-applied'

const justAnnotation = ({ apiVersion, kind, metadata }: KubeObject, text: string): JsonObject => ({
  apiVersion,
  kind,
  metadata: {
    name: metadata.name ?? '',
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
    annotations: { [LAST_APPLIED]: text },
  },
})
