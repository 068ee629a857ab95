import { AccessPolicy } from '../apiserver/authorization/access-policy.ts'
import { type AccessReview, reviewAccess } from '../apiserver/authorization/access-review.ts'
import { bootstrapPolicy } from '../apiserver/authorization/bootstrap.ts'
import { isBinding, isRole } from '../apiserver/authorization/policy-rule.ts'
import type { Resource, User } from '../apiserver/context.ts'
import { forbidden, type Status } from '../apiserver/status.ts'
import { type Answer, type Change, groupKindOf, keyOf } from '../controllers/controller.ts'
import { type KubeObject, parseApiVersion } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'

/** May somebody do something? Of a resource, or of a path that is none. */
export interface Question {
  readonly user: string
  readonly groups?: readonly string[]
  readonly verb: string
  readonly group?: string
  readonly resource?: string
  readonly subresource?: string
  readonly name?: string
  readonly namespace?: string
  /** `/healthz`: a path instead of a resource. */
  readonly path?: string
}

export interface ReviewAnswer extends Answer {
  readonly allowed: boolean
  readonly reason: string
}

/** Who may do what: the roles and bindings of the world, and those every cluster starts with. */
export class Access {
  readonly #bootstrap: ReadonlyMap<string, KubeObject>
  readonly #policy: AccessPolicy

  constructor(minor: Minor) {
    const objects = bootstrapPolicy(minor)
    this.#policy = new AccessPolicy(objects)
    this.#bootstrap = new Map(objects.map(object => [idOf(object), object]))
  }

  /** Takes in one change of the world. What every cluster starts with comes back when its like is gone. */
  apply({ type, object }: Change): void {
    if (!isRole(object) && !isBinding(object)) return
    if (type !== 'deleted') {
      this.#policy.put(object)
      return
    }
    this.#policy.remove(object)
    const original = this.#bootstrap.get(idOf(object))
    if (original) this.#policy.put(original)
  }

  /** A SubjectAccessReview. */
  review({ user, groups = [], verb, path, ...about }: Question): ReviewAnswer {
    const spec =
      path === undefined
        ? { user, groups, resourceAttributes: { verb, ...about } }
        : { user, groups, nonResourceAttributes: { path, verb } }
    const review: AccessReview = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: {},
      spec,
    }
    const status = reviewAccess(this.#policy, review)
    if ('message' in status) return { code: status.code, status, warnings: [], allowed: false, reason: status.message }
    const object = { ...review, status } as KubeObject
    return { code: 201, object, warnings: [], allowed: status.allowed, reason: status.reason ?? '' }
  }

  /** Why a request is not even looked at. Truth: apiserver/pkg/endpoints/handlers/responsewriters/errors.go */
  refusal({ username, groups }: User, verb: string, resource: Resource, where: Where): Status | undefined {
    if (groups.includes('system:masters')) return undefined
    const { namespace, name = '', subresource = '' } = where
    const request = { verb, group: resource.group, resource: resource.resource, subresource, name, namespace }
    const decision = this.#policy.decide({ username, groups }, request)
    if (decision.allowed) return undefined
    const plural = subresource ? `${resource.resource}/${subresource}` : resource.resource
    const scope = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
    const what = `User "${username}" cannot ${verb} resource "${plural}" in API group "${resource.group}" ${scope}`
    const why = decision.reason === '' ? what : `${what}: ${decision.reason}`
    return forbidden({ group: resource.group, name: resource.resource }, name, why)
  }
}

interface Where {
  readonly namespace: string
  readonly name?: string
  readonly subresource?: string
}

function idOf(object: KubeObject): string {
  const { namespace, name } = keyOf(object)
  return `${groupKindOf({ ...object, apiVersion: `${parseApiVersion(object.apiVersion).group}/v1` })} ${namespace}/${name}`
}
