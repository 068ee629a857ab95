import {
  ADMISSION_REQUEST,
  type AuthorizationQuestion,
  adapt,
  authorizerValue,
  LazyObject,
  MATCH_CONDITIONS_BUDGET,
  type Made,
  NAMESPACE_OBJECT,
  PER_CALL_LIMIT,
  RUNTIME_BUDGET,
  requestResourceValue,
  type Value,
} from '../../../cel/index.ts'
import type { Json, JsonObject } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { AccessPolicy } from '../../authorization/access-policy.ts'
import { bootstrapPolicy } from '../../authorization/bootstrap.ts'
import { RBAC_GROUP } from '../../authorization/policy-rule.ts'
import type { Context, Resource } from '../../context.ts'
import type { Compiled, PolicyPrograms } from './programs.ts'

/** What a policy looks at. */
export interface Subject {
  /** Absent when it goes away. */
  readonly object: KubeObject | undefined
  readonly old: KubeObject | undefined
  /** The resource as the policy asked for it. */
  readonly matched: Resource
  readonly params: KubeObject | null
}

export type Outcome = { readonly value: Value } | { readonly error: string }

export const OUT_OF_BUDGET =
  'validation failed due to running out of cost budget, no further validation rules will be run'

/**
 * Runs the expressions of one policy over one request. They share a budget; each has its own limit besides.
 *
 * Truth: apiserver/pkg/admission/plugin/cel/condition.go, composition.go
 */
export class Evaluation {
  readonly #bindings: Record<string, Value>
  #left = RUNTIME_BUDGET

  constructor(programs: PolicyPrograms, subject: Subject, context: Context) {
    const { object, old, matched, params } = subject
    const request = requestOf(object ?? old, matched, context)
    const bindings: Record<string, Value> = {
      object: adaptObject(object, matched),
      oldObject: adaptObject(old, matched),
      params: params ? adapt(asJson(params)) : null,
      request: adapt(request, ADMISSION_REQUEST),
      namespaceObject: namespaceOf(context),
      authorizer: authorizerValue(ask(context)),
      'authorizer.requestResource': requestResourceValue(ask(context), resourceOf(object ?? old, context)),
    }
    if (programs.variables.size > 0) {
      const makers = new Map(
        [...programs.variables].map(([name, compiled]) => [name, () => this.#make(name, compiled)]),
      )
      bindings['variables'] = new LazyObject('kubernetes.variables', makers)
    }
    this.#bindings = bindings
  }

  /** True once the budget is used up: nothing more is run. */
  get isSpent(): boolean {
    return this.#left < 0
  }

  run(compiled: Compiled): Outcome {
    if (!('program' in compiled)) return { error: `compilation error: ${compiled.complaint}` }
    const result = compiled.program.evaluate(this.#bindings, { costLimit: PER_CALL_LIMIT })
    this.#left -= result.cost
    if ('value' in result) return { value: result.value }
    return { error: `expression '${compiled.text.trim()}' resulted in error: ${result.error}` }
  }

  /** Whether all conditions hold; one that is false settles it, whatever the others say. */
  holds(conditions: readonly Compiled[]): boolean | { readonly error: string } {
    const errors: string[] = []
    const before = this.#left
    this.#left = MATCH_CONDITIONS_BUDGET
    for (const condition of conditions) {
      const outcome = this.run(condition)
      if (this.isSpent) errors.push(OUT_OF_BUDGET)
      else if ('error' in outcome) errors.push(outcome.error)
      else if (outcome.value !== true) return this.#settled(before, false)
      if (this.isSpent) break
    }
    this.#left = before
    if (errors.length === 0) return true
    return { error: errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]` }
  }

  #settled(left: number, answer: boolean): boolean {
    this.#left = left
    return answer
  }

  #make(name: string, compiled: Compiled): Made {
    const fail = (why: string): Made => ({
      error: `composited variable ${JSON.stringify(name)} fails to evaluate: ${why}`,
    })
    if (!('program' in compiled)) return fail(`compilation error: ${compiled.complaint}`)
    const result = compiled.program.evaluate(this.#bindings, { costLimit: PER_CALL_LIMIT })
    this.#left -= result.cost
    return 'value' in result ? { value: result.value } : fail(result.error)
  }
}

const asJson = (object: object): Json => object as JsonObject

function adaptObject(object: KubeObject | undefined, { group, version }: Resource): Value {
  if (!object) return null
  return adapt(asJson({ ...object, apiVersion: group ? `${group}/${version}` : version }))
}

function requestOf(object: KubeObject | undefined, matched: Resource, context: Context): Json {
  const { resource, subresource, operation, user, namespace, dryRun = false } = context
  const kindOf = ({ group, version, kind }: Resource): Json => ({ group, version, kind })
  const resourceOf = ({ group, version, resource }: Resource): Json => ({ group, version, resource })
  const name = object?.metadata.name ?? ''
  const { username, uid, groups, extra } = user
  return {
    kind: kindOf(matched),
    resource: resourceOf(matched),
    ...(subresource ? { subResource: subresource, requestSubResource: subresource } : {}),
    requestKind: kindOf(resource),
    requestResource: resourceOf(resource),
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
    operation: operation.toUpperCase(),
    userInfo: asJson({ username, groups: [...groups], ...(uid ? { uid } : {}), ...(extra ? { extra } : {}) }),
    dryRun,
    options: { apiVersion: 'meta.k8s.io/v1', kind: OPTIONS[operation], ...(dryRun ? { dryRun: ['All'] } : {}) },
  }
}

const OPTIONS = { create: 'CreateOptions', update: 'UpdateOptions', delete: 'DeleteOptions' }

/** Null for what has no namespace, and for namespaces themselves. */
function namespaceOf({ world, namespace, resource }: Context): Value {
  if (!namespace || (resource.group === '' && resource.kind === 'Namespace')) return null
  const found = world.get('', 'Namespace', '', namespace) ?? { metadata: { name: namespace } }
  return adapt(asJson(found), NAMESPACE_OBJECT)
}

const resourceOf = (object: KubeObject | undefined, { resource, namespace, subresource }: Context) => ({
  group: resource.group,
  resource: resource.resource,
  ...(subresource ? { subresource } : {}),
  namespace,
  name: object?.metadata.name ?? '',
})

const KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding']

/** Rights as the roles of the world and those that every server has give them; looked up when first asked for. */
function ask({ world, minor, user }: Context) {
  let policy: AccessPolicy | undefined
  return (question: AuthorizationQuestion) => {
    policy ??= new AccessPolicy([...bootstrapPolicy(minor), ...KINDS.flatMap(kind => world.list(RBAC_GROUP, kind))])
    const { verb, path, user: account } = question
    const asker = account ? accountUser(account.namespace, account.serviceAccount) : user
    const { group = '', resource = '', subresource = '', namespace = '', name = '' } = question
    const request = path === undefined ? { verb, group, resource, subresource, namespace, name } : { verb, path }
    const { allowed, reason } = policy.decide(asker, request)
    return { allowed, reason }
  }
}

const accountUser = (namespace: string, name: string) => ({
  username: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
})
