import type { ResourceQuota } from '../../schemas/types/core/v1.generated.ts'
import type { Evaluator } from '../apiserver/admission/resource-quota/evaluator.ts'
import { quotaEvaluator, scopesHold } from '../apiserver/admission/resource-quota/resource-quota.ts'
import { NOTHING, sum } from '../apiserver/admission/resource-quota/usage.ts'
import type { Context, Resource } from '../apiserver/context.ts'
import { ADMIN } from '../apiserver/server.ts'
import { equal } from '../resource/json.ts'
import { type KubeObject, parseApiVersion } from '../resource/object.ts'
import { timestamp } from '../resource/pod-state.ts'
import { formatQuantity, type Quantity } from '../resource/quantity.ts'
import { behaves } from '../schema/gates.ts'
import { type Change, type Controller, keyOf, type ObjectKey, type World } from './controller.ts'
import { updateStatus } from './steps.ts'

type Quota = ResourceQuota & KubeObject

/**
 * The ResourceQuota controller: how much of each limit is used, counted anew from what exists.
 *
 * Truth: pkg/controller/resourcequota/resource_quota_controller.go syncResourceQuota; apiserver/pkg/quota/v1 CalculateUsage
 */
export const resourceQuota: Controller<'ResourceQuota'> = {
  name: 'resourcequota-controller',
  kind: 'ResourceQuota',
  watches: { '*': quotasAround, ResourceQuota: quotasAround },
  *reconcile(object, world) {
    const quota = object as Quota
    const hard = { ...quota.spec?.hard }
    const status = { hard, used: usedOf(quota, Object.keys(hard), world) }
    if (!equal(status, quota.status ?? {})) yield updateStatus<Quota>({ ...quota, status })
  },
}

function quotasAround({ object }: Change, world: World): ObjectKey[] {
  const { namespace } = object.metadata
  return namespace === undefined ? [] : world.list('ResourceQuota', namespace).map(keyOf)
}

function usedOf(quota: Quota, names: readonly string[], world: World): Record<string, string> {
  const used = new Map<string, Quantity>(names.map(name => [name, NOTHING]))
  const namespace = quota.metadata.namespace ?? ''
  const countings = new Map<string, Counting | undefined>()
  for (const object of world.everythingIn(namespace)) {
    const kind = `${object.apiVersion} ${object.kind}`
    if (!countings.has(kind)) countings.set(kind, countingOf(object, names, namespace, world))
    const counting = countings.get(kind)
    if (!counting || !scopesHold(quota.spec, object, counting.evaluator, counting.context)) continue
    const usage = counting.evaluator.usage(object, counting.context)
    for (const name of counting.names) used.set(name, sum(used.get(name), usage.get(name) ?? NOTHING))
  }
  return Object.fromEntries(names.map(name => [name, formatQuantity(used.get(name) ?? NOTHING)]))
}

/** How objects of a kind count, if they do. */
interface Counting {
  readonly evaluator: Evaluator
  readonly names: readonly string[]
  readonly context: Context
}

function countingOf(
  object: KubeObject,
  names: readonly string[],
  namespace: string,
  world: World,
): Counting | undefined {
  const context = contextFor(object, namespace, world)
  const evaluator = quotaEvaluator(context.resource)
  const counted = evaluator ? names.filter(name => evaluator.counts(name)) : []
  return evaluator && counted.length > 0 ? { evaluator, names: counted, context } : undefined
}

/** As if the object were made just now: so admission counts it as well. */
const contextFor = (object: KubeObject, namespace: string, world: World): Context => ({
  minor: world.minor,
  gates: { enabled: gate => behaves(world.minor, gate) },
  world: {
    get: (group, kind, home, name) => world.get(group ? `${group}/${kind}` : kind, home, name),
    list: (group, kind, home) => world.list(group ? `${group}/${kind}` : kind, home),
  },
  openWorld: true,
  admission: true,
  now: timestamp(world.now),
  operation: 'create',
  resource: resourceOf(object),
  namespace,
  user: ADMIN,
  warnings: [],
  auditAnnotations: {},
  unknown: [],
  also: [],
  randomSuffix: () => 'xxxxx',
  newUid: () => '',
})

/** `Ingress` → `ingresses`, `NetworkPolicy` → `networkpolicies`, `Endpoints` → `endpoints`. */
function resourceOf({ apiVersion, kind }: KubeObject): Resource {
  const word = kind.toLowerCase()
  const plural = word.endsWith('endpoints')
    ? word
    : word.endsWith('y')
      ? `${word.slice(0, -1)}ies`
      : `${word}${/(?:s|x|ch|sh)$/.test(word) ? 'es' : 's'}`
  return { ...parseApiVersion(apiVersion), resource: plural, kind, namespaced: true }
}
