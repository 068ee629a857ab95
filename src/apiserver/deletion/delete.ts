import type { KubeObject } from '../../resource/object.ts'
import { admit, validateAdmission } from '../admission/chain.ts'
import type { Context } from '../context.ts'
import { hubOf } from '../conversion/conversion.ts'
import { accepted, type Response, refused } from '../response.ts'
import { notFound } from '../status.ts'
import { finalizersOf } from './finalizers.ts'
import { holdsContent, markFirst } from './first-request.ts'
import { graceOf } from './grace.ts'
import { type DeleteOptions, optionsProblem, preconditionProblem } from './options.ts'

/**
 * DELETE. What has finalizers, or time to stop in, is only marked and goes when nothing holds it any longer;
 * `removed` says that it is gone at once. The object comes back as it was last.
 *
 * Truth: apiserver/pkg/registry/generic/registry/store.go Delete
 */
export function remove(name: string, options: DeleteOptions, context: Context): Response {
  const { resource, namespace, world, minor } = context
  const object =
    world.get(resource.group, resource.kind, namespace, name) ??
    world.get(hubOf(resource, minor).group, resource.kind, namespace, name)
  if (!object) {
    const named = { apiVersion: '', kind: resource.kind, metadata: { name, namespace } }
    const missing = notFound({ group: resource.group, name: resource.resource }, name)
    return refused(admit(named, undefined, context) ?? missing, context)
  }
  const problem =
    optionsProblem(options) ??
    preconditionProblem(object, options, context) ??
    admit(object, object, context) ??
    validateAdmission(object, object, context)
  return problem ? refused(problem, context) : removeObject(object, options, context)
}

/** The way of an object out of the store, when nobody objects. */
function removeObject(object: KubeObject, options: DeleteOptions, context: Context): Response {
  const first = markFirst(object, options, context)
  if (first) return accepted(200, first, context)
  if (holdsContent(object)) return accepted(200, object, context)

  const grace = graceOf(object, options, context)
  if (grace.is === 'pending') return accepted(200, object, context)
  const marked = grace.is === 'marked' ? grace.object : object
  const finalizers = finalizersOf(object.metadata, options, context)
  const held = finalizers.length > 0
  if (grace.is === 'none' && !held) return removed(object, context)
  const leaving = withFinalizers(grace.is === 'marked' ? marked : markedNow(object, context), finalizers)
  return held || (grace.is === 'marked' && grace.seconds > 0)
    ? accepted(200, leaving, context)
    : removed(leaving, context)
}

const removed = (object: KubeObject, context: Context): Response => ({
  ...accepted(200, object, context),
  removed: true,
})

/** Truth: registry/generic/registry/store.go markAsDeleting */
function markedNow(object: KubeObject, { now }: Context): KubeObject {
  const { deletionTimestamp, generation } = object.metadata
  const metadata = { ...object.metadata, deletionGracePeriodSeconds: 0 }
  if (deletionTimestamp === undefined && generation) metadata.generation = generation + 1
  if (deletionTimestamp === undefined || deletionTimestamp > now) metadata.deletionTimestamp = now
  return { ...object, metadata }
}

function withFinalizers(object: KubeObject, finalizers: string[]): KubeObject {
  const { finalizers: _, ...metadata } = object.metadata
  return { ...object, metadata: finalizers.length > 0 ? { ...metadata, finalizers } : metadata }
}

/**
 * An update that takes the last finalizer away from what was to go lets it go.
 * Truth: registry/generic/registry/store.go ShouldDeleteDuringUpdate
 */
export const isFreed = (next: KubeObject, old: KubeObject): boolean =>
  old.metadata.deletionTimestamp !== undefined &&
  !next.metadata.finalizers?.length &&
  !old.metadata.deletionGracePeriodSeconds &&
  !holdsContent(next)
