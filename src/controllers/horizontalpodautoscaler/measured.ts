import type { Pod } from '../../resource/kinds.ts'
import type { ObjectRef } from '../../resource/object.ts'
import { parseQuantity } from '../../resource/quantity.ts'

/** What is measured, as far as anybody says so. Quantities as Kubernetes writes them: `250m`, `1Gi`. */
export interface Measurements {
  /** What a pod uses of each resource, or of a metric of its own; undefined when nobody measures it. */
  readonly ofPod?: (pod: Pod) => Readonly<Record<string, string>> | undefined
  /** What one of its containers uses of each resource. */
  readonly ofContainer?: (pod: Pod, container: string) => Readonly<Record<string, string>> | undefined
  readonly ofObject?: (metric: string, object: ObjectRef) => string | undefined
  readonly external?: (metric: string) => string | undefined
}

/** Pods by what they count for when replicas are computed. */
export interface Group {
  /** Ready and measured, with what they use, in thousandths. */
  readonly ready: Map<Pod, number>
  readonly unready: Pod[]
  readonly missing: Pod[]
}

/** A pod that became unready for the first time within so long after its start has not been ready yet. */
const INITIAL_READINESS_MS = 30_000
/** CPU of a pod that has just started says nothing while it is not ready. */
const INITIALIZATION_MS = 300_000

/** Truth: pkg/controller/podautoscaler/replica_calculator.go groupPods */
export function groupPods(
  pods: readonly Pod[],
  resource: string,
  measure: (pod: Pod) => Readonly<Record<string, string>> | undefined,
  now: number,
): Group {
  const group: Group = { ready: new Map(), unready: [], missing: [] }
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined || pod.status?.phase === 'Failed') continue
    if ((pod.status?.phase ?? 'Pending') === 'Pending') {
      group.unready.push(pod)
      continue
    }
    const used = thousandths(measure(pod)?.[resource])
    if (used === undefined) group.missing.push(pod)
    else if (resource === 'cpu' && isStarting(pod, now)) group.unready.push(pod)
    else group.ready.set(pod, used)
  }
  return group
}

function isStarting({ status }: Pod, now: number): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  const { startTime } = status ?? {}
  if (!ready || startTime === undefined) return true
  if (ready.status !== 'False') return false
  const started = Date.parse(startTime)
  if (started + INITIALIZATION_MS > now) return true
  return started + INITIAL_READINESS_MS > Date.parse(ready.lastTransitionTime ?? startTime)
}

/** `250m` → 250, `1Gi` → 1,073,741,824,000. */
export function thousandths(text: string | undefined): number | undefined {
  const quantity = text === undefined ? undefined : parseQuantity(text)
  return quantity && Number(quantity.nanos / 1_000_000n)
}
