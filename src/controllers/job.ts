import type { Job, JobStatus, Pod } from '../resource/kinds.ts'
import { matchesSelector } from '../resource/labels.ts'
import { timestamp } from '../resource/pod-state.ts'
import { type Answer, type Controller, groupKindOf, keyOf, type Step, type Steps, type World } from './controller.ts'
import { type Attempt, attemptOf, isIndexed, isTracked, TRACKING } from './job/attempt.ts'
import { rememberBackOff } from './job/back-off.ts'
import { deletePods, type Managed, managePods, untracked } from './job/manage-pods.ts'
import { report } from './job/report.ts'
import { completed, type Ending, endingOf, ensure, isFinished, secondsToDeadline } from './job/verdict.ts'
import { candidatesOf, claim, controllerOf, ownersOf } from './ownership.ts'
import { again, normal, retry, update } from './steps.ts'

const THIS_CONTROLLER = 'kubernetes.io/job-controller'

/**
 * The Job controller: runs pods until enough of them succeeded or too many failed.
 *
 * Each pod carries a finalizer, so that none is gone before it was counted. After a failure the next
 * pod waits 10 s, 20 s, 40 s … The real controller collects changes of pods for a second before it
 * looks; here all that happens at one moment is seen together.
 *
 * Truth: pkg/controller/job/job_controller.go syncJob
 */
export const job: Controller<'batch/Job'> = {
  name: 'job-controller',
  kind: 'batch/Job',
  watches: {
    Pod: ownersOf('batch/Job', (owner, pod) => matchesSelector(owner.spec.selector, pod.metadata.labels)),
  },
  *reconcile(object: Job, world: World): Steps {
    if (isFinished(object) || isManagedElsewhere(object, world)) return
    if (isIndexed(object) && world.minor < 22) return
    const pods = yield* podsOf(object, world)
    const status: JobStatus = { ...object.status }
    if (status.startTime === undefined && !object.spec.suspend) status.startTime = timestamp(world.now)
    const attempt = attemptOf({ ...object, status }, pods, world)

    const { managed, ending } = yield* move(attempt, status)
    const { refused } = yield* report({ ...attempt, job: object }, managed, status, ending)
    if (!refused) rememberBackOff(world, object.metadata.uid ?? '', attempt.backOff)

    if (refused || managed.refused) yield retry
    if (managed.waitMs !== undefined) yield again(managed.waitMs / 1000)
    const deadline = ending ? undefined : secondsToDeadline({ ...attempt, job: { ...object, status } })
    if (deadline !== undefined && deadline > 0) yield again(deadline)
  },
  *gone({ namespace }, world) {
    for (const pod of world.list('Pod', namespace)) yield* release(pod, world)
  },
}

/** Somebody else's Jobs are none of our business, nor are their pods. On since 1.32. */
const isManagedElsewhere = ({ spec: { managedBy } }: Job, { minor }: World): boolean =>
  managedBy !== undefined && managedBy !== THIS_CONTROLLER && minor >= 32

/** Pods of a Job that is no more are let go. Truth: syncOrphanPod */
export const orphanPods: Controller<'Pod'> = {
  name: 'job-controller',
  kind: 'Pod',
  reconcile: release,
}

function* release(pod: Pod, world: World): Steps {
  if (!isTracked(pod)) return
  const owner = controllerOf(pod)
  if (owner) {
    if (groupKindOf(owner) !== 'batch/Job') return
    const found = world.get('batch/Job', pod.metadata.namespace ?? '', owner.name)
    if (found?.metadata.uid === owner.uid && (!isFinished(found) || isManagedElsewhere(found, world))) return
  }
  yield update(untracked(pod))
}

function* podsOf(object: Job, world: World): Generator<Step, readonly Pod[], Answer> {
  const { selector } = object.spec
  const matching = world.selected('Pod', object.metadata.namespace ?? '', selector)
  const candidates = candidatesOf(world, 'Pod', object, matching)
  const claimed = yield* claim(object, candidates, pod => matchesSelector(selector, pod.metadata.labels))
  const pods: Pod[] = []
  for (const pod of claimed) {
    if (isTracked(pod) || controllerOf(candidates.find(each => keyOf(each).name === keyOf(pod).name) ?? pod))
      pods.push(pod)
    else {
      const finalizers = [...(pod.metadata.finalizers ?? []), TRACKING]
      const answer = yield update({ ...pod, metadata: { ...pod.metadata, finalizers } })
      pods.push((answer.object as Pod | undefined) ?? pod)
    }
  }
  return pods
}

/** Deletes what a Job that has to end leaves running, or manages the pods of one that goes on. */
function* move(
  attempt: Attempt,
  status: JobStatus,
): Generator<Step, { managed: Managed; ending: Ending | undefined }, Answer> {
  const { job: object, active, ready } = attempt
  const ending = endingOf(attempt)
  if (ending) {
    const managed = yield* deletePods(attempt, active, false)
    return { managed, ending: managed.refused ? undefined : ending }
  }
  const leaving = object.metadata.deletionTimestamp !== undefined
  const managed = leaving ? { active: active.length, ready, leaving: 0 } : yield* managePods(attempt)
  const complete = completed(attempt, managed.active)
  if (!complete && !leaving) yield* suspendOrResume(attempt, status)
  return { managed, ending: complete }
}

/** Since 1.36 a suspended Job has no start, so that it may be changed as before its first one. */
function* suspendOrResume({ job: object, now, minor }: Attempt, status: JobStatus): Generator<Step, void, Answer> {
  const suspend = object.spec.suspend ?? false
  const conditions = ensure(
    status.conditions ?? [],
    'Suspended',
    suspend ? ['True', 'JobSuspended', 'Job suspended'] : ['False', 'JobResumed', 'Job resumed'],
    now,
  )
  if (!conditions) return
  status.conditions = conditions
  if (suspend) {
    if (minor >= 36) delete status.startTime
    yield normal(object, 'Suspended', 'Job suspended')
  } else {
    status.startTime = timestamp(now)
    yield normal(object, 'Resumed', 'Job resumed')
  }
}
