import type { Unknown } from '../../plan/plan.ts'
import { listed } from './words.ts'

/** What could not be known, and what was taken for granted instead. */
export function unknownSentence(unknown: Unknown): string {
  switch (unknown.kind) {
    case 'placement':
      return 'Where pods go: no nodes are known, so every pod finds a place at once and a DaemonSet has one pod. --nodes says what there is.'
    case 'timing':
      return `How long pods take to start and stop: times are assumptions, and assumptions in drydock.yaml change them (${listed(unknown.workloads)}).`
    case 'kind':
      return `What a server makes of ${unknown.apiVersion} ${unknown.name} (${unknown.objects}): no definition is at hand, so it is taken as it is.`
    case 'metrics':
      return `What HorizontalPodAutoscaler ${unknown.name} measures: ${unknown.workload} keeps the replicas it has, within the bounds.`
    case 'volumes':
      return `Whether volumes can be made by ${listed(unknown.classes)}: it is assumed that they can.`
    case 'start':
      return `How ${unknown.object} came to be: the server would not take it as it is in the starting point (${unknown.reason}).`
    case 'values':
      return `Whether the values of ${listed(unknown.secrets)} change: the snapshot does not hold them.`
    case 'ties':
      return `Which of several equally good nodes ${unknown.pods === 1 ? 'one pod gets' : `${unknown.pods} pods get`}: the first by name was taken.`
    case 'absent':
      return `Whether ${unknown.what} exists, which ${listed(unknown.wantedBy)} asks for: it is not among the objects, and assumed to be in the cluster.`
  }
}
