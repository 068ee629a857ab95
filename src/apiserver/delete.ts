import { admit, validateAdmission } from './admission/chain.ts'
import type { Context } from './context.ts'
import { accepted, type Response, refused } from './response.ts'
import { notFound } from './status.ts'

/**
 * DELETE: is there such an object, and does admission let it go? The answer holds the object as it was; what
 * finalizers and grace periods make of it is for the one who keeps the world.
 *
 * Truth: apiserver/pkg/registry/generic/registry/store.go Delete: validating admission runs before anything is removed
 */
export function remove(name: string, context: Context): Response {
  const { world, resource, namespace } = context
  const object = world.get(resource.group, resource.kind, namespace, name)
  const missing = notFound({ group: resource.group, name: resource.resource }, name)
  const named = object ?? { apiVersion: '', kind: resource.kind, metadata: { name, namespace } }
  const mutated = admit(named, object, context)
  if (mutated) return refused(mutated, context)
  if (!object) return refused(missing, context)
  const denied = validateAdmission(object, object, context)
  return denied ? refused(denied, context) : accepted(200, object, context)
}
