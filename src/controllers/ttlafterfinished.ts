import type { Controller } from './controller.ts'
import { isFinished } from './job/verdict.ts'
import { again, remove } from './steps.ts'

/**
 * The TTL-after-finished controller: deletes a finished Job, with all it owns, when its time is over.
 *
 * Truth: pkg/controller/ttlafterfinished/ttlafterfinished_controller.go
 */
export const ttlAfterFinished: Controller<'batch/Job'> = {
  name: 'ttl-after-finished-controller',
  kind: 'batch/Job',
  *reconcile(job, world) {
    const { ttlSecondsAfterFinished } = job.spec
    if (ttlSecondsAfterFinished === undefined || job.metadata.deletionTimestamp !== undefined) return
    if (!isFinished(job)) return
    const end = job.status?.conditions?.find(
      ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
    )
    const left = Date.parse(end?.lastTransitionTime ?? '') + ttlSecondsAfterFinished * 1000 - world.now
    if (left > 0) yield again(left / 1000)
    else if (!Number.isNaN(left)) yield remove(job, { propagation: 'Foreground' })
  },
}
