import type { ResourceQuota } from '../../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { compareQuantities, formatQuantity } from '../../../resource/quantity.ts'
import type { Context, Resource } from '../../context.ts'
import { forbidden, type Status } from '../../status.ts'
import type { AdmissionPlugin } from '../plugin.ts'
import { claims } from './claims.ts'
import type { Evaluator, Scope } from './evaluator.ts'
import { objectCount } from './objects.ts'
import { pods } from './pods.ts'
import { resourceClaims } from './resource-claims.ts'
import { services } from './services.ts'
import { increase, NOTHING, sum, type Usage, usageOf } from './usage.ts'

type Quota = ResourceQuota & KubeObject

const EVALUATORS: Record<string, Evaluator> = {
  '/pods': pods,
  '/services': services,
  '/persistentvolumeclaims': claims,
  'resource.k8s.io/resourceclaims': resourceClaims,
}

/** What is not kept, and events. */
const IGNORED = new Set([
  '/bindings',
  '/componentstatuses',
  '/events',
  'authentication.k8s.io/tokenreviews',
  'authentication.k8s.io/selfsubjectreviews',
  'authorization.k8s.io/subjectaccessreviews',
  'authorization.k8s.io/selfsubjectaccessreviews',
  'authorization.k8s.io/localsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectrulesreviews',
])

/**
 * Holds a namespace to its quotas: what the request adds to `status.used` must stay within `status.hard`. The
 * first quota that it would exceed ends the request.
 *
 * Truth: apiserver/pkg/admission/plugin/resourcequota/controller.go CheckRequest
 */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  validate(object, old, context) {
    const { resource, world, namespace } = context
    if (!resource.namespaced || !namespace || context.operation === 'delete') return undefined
    const quotas = world.list('', 'ResourceQuota', namespace) as Quota[]
    if (quotas.length === 0 || IGNORED.has(`${resource.group}/${resource.resource}`)) return undefined
    const evaluator = evaluatorOf(resource)
    return evaluator.handles(context) ? check(object, old, quotas, evaluator, context) : undefined
  },
}

/** How objects of a resource count; undefined for what no quota counts. */
export const quotaEvaluator = (resource: Resource): Evaluator | undefined =>
  IGNORED.has(`${resource.group}/${resource.resource}`) ? undefined : evaluatorOf(resource)

const evaluatorOf = (resource: Resource): Evaluator =>
  EVALUATORS[`${resource.group}/${resource.resource}`] ?? objectCount(resource)

function check(
  object: KubeObject,
  old: KubeObject | undefined,
  quotas: readonly Quota[],
  evaluator: Evaluator,
  context: Context,
): Status | undefined {
  const refuse = (why: string): Status =>
    forbidden({ group: context.resource.group, name: context.resource.resource }, object.metadata.name ?? '', why)
  const matching = quotas.filter(quota => matches(quota, object, evaluator, context))
  for (const { metadata, status } of matching) {
    const names = Object.keys(status?.hard ?? {}).filter(evaluator.counts)
    const missing = evaluator.missing?.(names, object, context)
    if (missing) return refuse(`failed quota: ${metadata.name}: ${missing}`)
    const unknown = names.filter(name => status?.used?.[name] === undefined)
    if (unknown.length > 0) {
      return refuse(`status unknown for quota: ${metadata.name}, resources: ${names.sort().join(',')}`)
    }
  }
  if (matching.length === 0) return undefined

  const usage = evaluator.usage(object, context)
  const negative = [...usage].filter(([, amount]) => amount.nanos < 0n).map(([name]) => name)
  if (negative.length > 0) return refuse(`quota usage is negative for resource(s): ${negative.sort().join(',')}`)
  const more = old ? increase(usage, evaluator.usage(old, context)) : usage
  for (const quota of matching) {
    const counted = old && matches(quota, old, evaluator, context) ? more : usage
    const exceeded = exceeds(quota, counted)
    if (exceeded) return refuse(exceeded)
    context.also.push(charged(quota, counted))
  }
  return undefined
}

/** What is let in is counted at once; what goes away the controller finds out. */
function charged(quota: Quota, usage: Usage): Quota {
  const used = { ...quota.status?.used }
  for (const [name, amount] of usageOf(quota.status?.used)) {
    const more = usage.get(name)
    if (more && more.nanos > 0n) used[name] = formatQuantity(sum(amount, more))
  }
  return { ...quota, status: { ...quota.status, used } }
}

/** A quota counts an object if it has a name for it and all its scopes hold. */
function matches({ spec, status }: Quota, object: KubeObject, evaluator: Evaluator, context: Context): boolean {
  return Object.keys(status?.hard ?? {}).some(evaluator.counts) && scopesHold(spec, object, evaluator, context)
}

/** Whether all scopes of a quota hold for an object. */
export function scopesHold(
  spec: ResourceQuota['spec'],
  object: KubeObject,
  evaluator: Evaluator,
  context: Context,
): boolean {
  const scopes: Scope[] = [
    ...(spec?.scopes ?? []).map(scopeName => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ]
  return scopes.every(scope => evaluator.inScope(scope, object, context))
}

/** `exceeded quota: compute, requested: pods=1, used: pods=4, limited: pods=4` */
function exceeds({ metadata, status }: Quota, usage: Usage): string | undefined {
  const hard = usageOf(status?.hard)
  const used = usageOf(status?.used)
  const over = [...usage.keys()]
    .filter(name => {
      const most = hard.get(name)
      const amount = usage.get(name)!
      return most && amount.nanos !== 0n && compareQuantities(sum(used.get(name), amount), most) > 0
    })
    .sort()
  if (over.length === 0) return undefined
  const print = (amounts: Usage): string =>
    over.map(name => `${name}=${formatQuantity(amounts.get(name) ?? NOTHING)}`).join(',')
  return `exceeded quota: ${metadata.name}, requested: ${print(usage)}, used: ${print(used)}, limited: ${print(hard)}`
}
