import type { Find } from './find.ts'

/** What the server does not take: manifests, and pods that controllers would make. */
export const rejected: Find = function* ({ changes, rollouts }) {
  for (const { object, action, reason = '' } of changes) {
    if (action === 'refused') yield { kind: 'rejected', weight: 'error', about: object, reason }
  }
  for (const { workload, stall } of rollouts) {
    if (stall?.why === 'pods refused')
      yield { kind: 'rejected', weight: 'error', about: workload, reason: stall.message ?? '', pods: true }
  }
}
