import type { PodAffinityTerm, PodSpec, ResourceRequirements } from '../../../../schemas/types/core/v1.generated.ts'
import type { Quantity } from '../../../resource/quantity.ts'
import type { Context } from '../../context.ts'
import { qosClass } from '../../validation/core/qos.ts'
import { isExtendedResource, isNativeResource } from '../../validation/core/resource-names.ts'
import { podTotals } from '../limit-ranger/pod-totals.ts'
import type { PodObject } from '../pod-request.ts'
import { type Evaluator, scopeHolds } from './evaluator.ts'
import { count, sum, type Usage, usageOf } from './usage.ts'

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage']
const NAMES = new Set(['count/pods', 'pods', ...COMPUTE.flatMap(name => [name, `requests.${name}`, `limits.${name}`])])

/** Where a quota counts these, every container must say them. It stayed so for these alone. */
const DEMANDED = new Set(['cpu', 'memory'].flatMap(name => [name, `requests.${name}`, `limits.${name}`]))

/** Pods and what they ask for. Truth: pkg/quota/v1/evaluator/core/pods.go */
export const pods: Evaluator = {
  handles: ({ operation, subresource }) =>
    subresource ? subresource === 'resize' && operation === 'update' : operation === 'create',

  counts: name =>
    NAMES.has(name) ||
    name.startsWith('hugepages-') ||
    name.startsWith('requests.hugepages-') ||
    (name.startsWith('requests.') && !isNativeResource(name)),

  inScope(scope, object, { gates }) {
    const { spec = {} } = object as PodObject
    switch (scope.scopeName) {
      case 'Terminating':
        return isTerminating(spec)
      case 'NotTerminating':
        return !isTerminating(spec)
      case 'BestEffort':
        return qosClass(spec, gates.enabled('PodLevelResources')) === 'BestEffort'
      case 'NotBestEffort':
        return qosClass(spec, gates.enabled('PodLevelResources')) !== 'BestEffort'
      case 'PriorityClass':
        return scopeHolds(scope, spec.priorityClassName || undefined)
      case 'CrossNamespacePodAffinity':
        return looksElsewhere(spec)
      default:
        return false
    }
  },

  usage(object, context) {
    const pod = object as PodObject
    const usage: Usage = new Map([['count/pods', count(1)]])
    if (!isAlive(pod, context)) return usage
    const { requests, limits } = totals(pod.spec ?? {}, context)
    for (const [name, amount] of charge(requests, limits)) usage.set(name, amount)
    return usage
  },

  missing(names, object, { minor, gates }) {
    const { spec = {} } = object as PodObject
    if (gates.enabled('PodLevelResources') && isSet(spec.resources)) return undefined
    const demanded = names.filter(name => DEMANDED.has(name)).sort()
    const without = new Map<string, string[]>()
    for (const { name: container = '', resources } of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
      const said = charge(usageOf(resources?.requests), usageOf(resources?.limits))
      for (const name of demanded) {
        if (!said.has(name)) without.set(name, [...(without.get(name) ?? []), container])
      }
    }
    if (without.size === 0) return undefined
    const lacking = demanded.filter(name => without.has(name))
    if (minor < 24) return `must specify ${lacking.join(',')}`
    const who = (name: string): string => [...new Set(without.get(name))].sort().join(',')
    return `must specify ${lacking.map(name => `${name} for: ${who(name)}`).join('; ')}`
  },
}

const isTerminating = ({ activeDeadlineSeconds }: PodSpec): boolean =>
  activeDeadlineSeconds !== undefined && activeDeadlineSeconds >= 0

const isSet = (resources: ResourceRequirements | undefined): boolean =>
  Object.keys(resources?.requests ?? {}).length + Object.keys(resources?.limits ?? {}).length > 0

/** Pods that have ended are not charged, nor those whose time to end has passed. */
function isAlive({ metadata, status }: PodObject, { now }: Context): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return false
  if (!metadata.deletionTimestamp || metadata.deletionGracePeriodSeconds === undefined) return true
  return Date.parse(now) <= Date.parse(metadata.deletionTimestamp) + metadata.deletionGracePeriodSeconds * 1000
}

/** The overhead counts since 1.21; on limits only where there is one. */
function totals(spec: PodSpec, context: Context): { requests: Usage; limits: Usage } {
  const { requests, limits } = podTotals(spec, context)
  if (context.minor >= 21) {
    for (const [name, amount] of usageOf(spec.overhead)) {
      requests.set(name, sum(requests.get(name), amount))
      const limit = limits.get(name)
      if (limit && limit.nanos > 0n) limits.set(name, sum(limit, amount))
    }
  }
  return { requests, limits }
}

/** Requests and limits under the names that quotas have for them. */
function charge(requests: ReadonlyMap<string, Quantity>, limits: ReadonlyMap<string, Quantity>): Usage {
  const usage: Usage = new Map([['pods', count(1)]])
  for (const [name, amount] of requests) {
    const plain = COMPUTE.includes(name) || name.startsWith('hugepages-')
    if (plain) usage.set(name, amount)
    if (plain || isExtendedResource(name)) usage.set(`requests.${name}`, amount)
  }
  for (const name of COMPUTE) {
    const limit = limits.get(name)
    if (limit) usage.set(`limits.${name}`, limit)
  }
  return usage
}

/** A term of affinity that looks at pods of other namespaces. */
function looksElsewhere({ affinity }: PodSpec): boolean {
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((part): PodAffinityTerm[] => [
    ...(part?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(part?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
      ({ podAffinityTerm }) => podAffinityTerm ?? {},
    ),
  ])
  return terms.some(({ namespaces, namespaceSelector }) => namespaces?.length || namespaceSelector !== undefined)
}
