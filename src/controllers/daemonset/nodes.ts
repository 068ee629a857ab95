import type { DaemonSet, Node, Pod } from '../../resource/kinds.ts'
import { matchesLabels } from '../../resource/labels.ts'
import { matchesNodeSelector } from '../../resource/node-selector.ts'
import { REPELLING, type Toleration, untoleratedTaint } from '../../resource/taints.ts'

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
    (!terms || matchesNodeSelector({ nodeSelectorTerms: terms }, labels, name ?? ''))
  if (!fits) return { shouldRun: false, mayStay: false }
  const taints = node.spec?.taints ?? []
  return {
    shouldRun: !untoleratedTaint(taints, tolerations, REPELLING),
    mayStay: !untoleratedTaint(taints, tolerations, ['NoExecute']),
  }
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
