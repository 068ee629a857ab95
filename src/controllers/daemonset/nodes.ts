import type { DaemonSet, Node, NodeSelectorTerm, Pod, Taint, Toleration } from '../../resource/kinds.ts'
import { type LabelSelectorRequirement, matchesLabels, matchesRequirement } from '../../resource/labels.ts'

const EXISTS = (key: string, effect: string): Toleration => ({ key, operator: 'Exists', effect })

/** Daemon pods stay on nodes in trouble and come to nodes that are closed. Truth: AddOrUpdateDaemonPodTolerations */
const ALWAYS = [
  EXISTS('node.kubernetes.io/not-ready', 'NoExecute'),
  EXISTS('node.kubernetes.io/unreachable', 'NoExecute'),
  EXISTS('node.kubernetes.io/disk-pressure', 'NoSchedule'),
  EXISTS('node.kubernetes.io/memory-pressure', 'NoSchedule'),
  EXISTS('node.kubernetes.io/pid-pressure', 'NoSchedule'),
  EXISTS('node.kubernetes.io/unschedulable', 'NoSchedule'),
]
const ON_THE_HOST_NETWORK = EXISTS('node.kubernetes.io/network-unavailable', 'NoSchedule')

export function tolerationsOf({ spec }: DaemonSet): Toleration[] {
  const { tolerations = [], hostNetwork } = spec.template.spec
  const added = hostNetwork ? [...ALWAYS, ON_THE_HOST_NETWORK] : ALWAYS
  const own = tolerations.filter(
    toleration =>
      !added.some(
        ({ key, effect }) =>
          key === toleration.key &&
          effect === toleration.effect &&
          toleration.operator === 'Exists' &&
          !toleration.value,
      ),
  )
  return [...own, ...added]
}

/** Whether a pod should be started there, and whether one that is there may stay. */
export interface Place {
  readonly shouldRun: boolean
  readonly mayStay: boolean
}

/**
 * Node name, node selector, required affinity and taints decide; resources, ports and other pods do
 * not: such a pod is made all the same and waits for the scheduler. A NoSchedule taint keeps new pods
 * away and leaves running ones alone.
 *
 * Truth: pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod
 */
export function placeFor(set: DaemonSet, node: Node, tolerations: readonly Toleration[]): Place {
  const { nodeName, nodeSelector, affinity } = set.spec.template.spec
  const { labels, name } = node.metadata
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const fits =
    (!nodeName || nodeName === name) &&
    matchesLabels(nodeSelector, labels) &&
    (!terms || terms.some(term => matchesTerm(term, node)))
  if (!fits) return { shouldRun: false, mayStay: false }
  const untolerated = taintsOf(node).filter(taint => !tolerations.some(toleration => tolerates(toleration, taint)))
  return {
    shouldRun: !untolerated.some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute'),
    mayStay: !untolerated.some(({ effect }) => effect === 'NoExecute'),
  }
}

const taintsOf = (node: Node): readonly Taint[] => node.spec?.taints ?? []

/** A term without any expression matches nothing. */
function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false
  return (
    matchExpressions.every(requirement => matches(requirement, node.metadata.labels)) &&
    matchFields.every(requirement => matches(requirement, { 'metadata.name': node.metadata.name ?? '' }))
  )
}

function matches(requirement: LabelSelectorRequirement, labels: Record<string, string> | undefined): boolean {
  const { operator, key, values = [] } = requirement
  if (operator !== 'Gt' && operator !== 'Lt') return matchesRequirement(requirement, labels)
  const has = Number.parseInt((key === undefined ? undefined : labels?.[key]) ?? '', 10)
  const bound = Number.parseInt(values[0] ?? '', 10)
  return operator === 'Gt' ? has > bound : has < bound
}

function tolerates({ key, operator, value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  return operator === 'Exists' || (key !== undefined && value === (taint.value ?? ''))
}

/** The node that a daemon pod is on or is meant for. Truth: util.GetTargetNodeName */
export function targetOf(pod: Pod): string {
  if (pod.spec.nodeName) return pod.spec.nodeName
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  for (const { matchFields = [] } of terms) {
    const name = matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In')?.values?.[0]
    if (name !== undefined) return name
  }
  return ''
}
