import type { Find } from './find.ts'

/** A workload that never gets where it should be. Pods that fit nowhere are a kind of their own, and so are refused ones. */
export const stalled: Find = function* ({ rollouts }) {
  for (const { workload, stall } of rollouts) {
    if (!stall || stall.why === 'pods refused') continue
    if (stall.why === 'unschedulable')
      yield { kind: 'unschedulable', weight: 'error', about: workload, pods: stall.pods, message: stall.message ?? '' }
    else yield { kind: 'stalled', weight: stall.why === 'paused' ? 'note' : 'error', about: workload, ...stall }
  }
}
