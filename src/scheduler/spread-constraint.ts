import { type LabelSelector, matchesLabels, matchesSelector } from '../resource/labels.ts'
import { REPELLING, untoleratedTaint } from '../resource/taints.ts'
import type { Census, Selection } from './census.ts'
import type { Cluster } from './cluster.ts'
import type { LabelSet } from './label-set.ts'
import type { TopologySpreadConstraint } from './objects.ts'
import { isChoosy, wantsNode } from './plugins/node-affinity.ts'
import type { PodInfo } from './pod-info.ts'

export interface Constraint {
  readonly topologyKey: string
  readonly maxSkew: number
  readonly minDomains: number
  /** The pods that count. */
  readonly selection: Selection
  /** Whether a pod of the same namespace is meant: the same pods, but for a selector that is empty. */
  selects(set: LabelSet): boolean
  /** Only nodes that the pod's node affinity allows take part. */
  readonly honorsAffinity: boolean
  /** Only nodes whose taints the pod tolerates take part. */
  readonly honorsTaints: boolean
}

export type WhenUnsatisfiable = 'DoNotSchedule' | 'ScheduleAnyway'

/** What the cluster wants for pods that say nothing themselves. */
const SYSTEM_DEFAULTS = [
  { topologyKey: 'kubernetes.io/hostname', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
]

/** Truth: plugins/podtopologyspread/common.go buildDefaultConstraints, filterTopologySpreadConstraints */
export function constraintsOf(pod: PodInfo, when: WhenUnsatisfiable, cluster: Cluster): Constraint[] {
  const own = pod.relations.spread
  if (own.length > 0)
    return own.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when).map(from => read(from, pod, cluster))
  if (when === 'DoNotSchedule' || !cluster.release.defaultSpread) return []
  return defaults(pod, cluster)
}

function read(from: TopologySpreadConstraint, pod: PodInfo, { release }: Cluster): Constraint {
  const { namespace, labels } = pod.labelSet
  const selector = from.labelSelector ?? undefined
  const same = release.matchLabelKeys
    ? (from.matchLabelKeys ?? []).filter(key => Object.hasOwn(labels, key)).map(key => [key, labels[key]!] as const)
    : []
  const selects = (set: LabelSet): boolean =>
    set.namespace === namespace &&
    matchesSelector(selector, set.labels) &&
    same.every(([key, value]) => Object.hasOwn(set.labels, key) && set.labels[key] === value)
  const empty = selector !== undefined && isEmpty(selector) && same.length === 0
  return {
    topologyKey: from.topologyKey,
    maxSkew: from.maxSkew,
    minDomains: release.minDomains ? (from.minDomains ?? 1) : 1,
    honorsAffinity: !release.nodeInclusionPolicies || from.nodeAffinityPolicy !== 'Ignore',
    honorsTaints: release.nodeInclusionPolicies && from.nodeTaintsPolicy === 'Honor',
    selection: {
      key: `spread ${namespace} ${JSON.stringify([selector, same])}`,
      namespace,
      onlyStaying: true,
      matches: release.emptySpreadCountsNothing && empty ? () => false : selects,
    },
    selects,
  }
}

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0

function defaults(pod: PodInfo, { workloads }: Cluster): Constraint[] {
  const joint = workloads.selectorFor(pod)
  if (!joint) return []
  const { namespace } = pod
  const selection: Selection = {
    key: `default ${namespace} ${JSON.stringify(joint)}`,
    namespace,
    onlyStaying: true,
    matches: set =>
      set.namespace === namespace &&
      matchesLabels(joint.labels, set.labels) &&
      joint.selectors.every(selector => matchesSelector(selector, set.labels)),
  }
  return SYSTEM_DEFAULTS.map(({ topologyKey, maxSkew }) => ({
    topologyKey,
    maxSkew,
    minDomains: 1,
    selection,
    selects: selection.matches,
    honorsAffinity: true,
    honorsTaints: false,
  }))
}

/** The nodes that take part in a constraint. */
export interface Eligible {
  readonly everywhere: boolean
  has(node: number): boolean
}

/** Kept as long as the nodes stay what they are: many pods ask the same. */
const answers = new WeakMap<Census, Map<string, Eligible>>()

const EVERYWHERE: Eligible = { everywhere: true, has: () => true }

/**
 * A node takes part when it has the topology keys of all constraints (`requireKeys`) and passes the constraint's
 * inclusion policies.
 */
export function eligibleFor(
  pod: PodInfo,
  constraint: Constraint,
  all: readonly Constraint[],
  cluster: Cluster,
  requireKeys = true,
): Eligible {
  const { census, nodes } = cluster
  const keys = requireKeys ? all.map(({ topologyKey }) => census.topology.domains(topologyKey)) : []
  const incomplete = keys.filter(({ complete }) => !complete)
  const byAffinity = constraint.honorsAffinity && isChoosy(pod.shape)
  const byTaints = constraint.honorsTaints && nodes.some(({ taints }) => taints.length > 0)
  if (incomplete.length === 0 && !byAffinity && !byTaints) return EVERYWHERE
  let known = answers.get(census)
  if (!known || known.size > 1000) answers.set(census, (known = new Map()))
  const taints = byTaints ? cluster.repainted : -1
  const key = `${pod.shape.id} ${byAffinity} ${taints} ${all.map(each => (requireKeys ? each.topologyKey : '')).join(' ')}`
  const before = known.get(key)
  if (before) return before
  const eligible = new Uint8Array(nodes.length)
  for (const node of nodes) {
    if (incomplete.some(({ of }) => of[node.index]! < 0)) continue
    if (byAffinity && !wantsNode(pod.shape, node)) continue
    if (byTaints && untoleratedTaint(node.taints, pod.shape.tolerations, REPELLING)) continue
    eligible[node.index] = 1
  }
  const answer: Eligible = { everywhere: false, has: node => eligible[node] === 1 }
  known.set(key, answer)
  return answer
}
