import type { Deployment } from '../resource/kinds.ts'
import { matchesSelector } from '../resource/labels.ts'
import { type Change, type Controller, groupKindOf, type ObjectKey, type Steps, type World } from './controller.ts'
import { hasDeadline, progressing, setCondition } from './deployment/conditions.ts'
import { forgetHistory } from './deployment/history.ts'
import { recreate } from './deployment/recreate.ts'
import { sortOut, syncRevision } from './deployment/replica-sets.ts'
import { rollingUpdate } from './deployment/rolling-update.ts'
import { type Moves, Refused, type Rollout, writeStatus } from './deployment/rollout.ts'
import { isScaling, scale } from './deployment/scaling.ts'
import { isComplete, reportNumbers, reportRollout } from './deployment/status.ts'
import { candidatesOf, claim, controllerOf, ownersOf } from './ownership.ts'
import { retry } from './steps.ts'

const ownersOfReplicaSet = ownersOf('apps/Deployment', (owner, set) =>
  matchesSelector(owner.spec.selector, set.metadata.labels),
)

/**
 * The Deployment controller: one ReplicaSet for each template, the current one full, the others
 * empty, and the way from here to there.
 *
 * Truth: pkg/controller/deployment/deployment_controller.go syncDeployment
 */
export const deployment: Controller<'apps/Deployment'> = {
  name: 'deployment-controller',
  kind: 'apps/Deployment',
  watches: { 'apps/ReplicaSet': ownersOfReplicaSet, Pod: waitingForPods },
  *reconcile(object: Deployment, world: World): Steps {
    const refused = yield* sync(object, world)
    if (refused) yield retry
  },
}

/** Recreate waits for pods to be gone, and no ReplicaSet changes when the last of them goes. */
function waitingForPods({ type, object }: Change, world: World): ObjectKey[] {
  const owner = controllerOf(object)
  if (type !== 'deleted' || !owner || groupKindOf(owner) !== 'apps/ReplicaSet') return []
  const set = world.get('apps/ReplicaSet', object.metadata.namespace ?? '', owner.name)
  return set ? ownersOfReplicaSet({ type: 'modified', object: set }, world) : []
}

function* sync(object: Deployment, world: World): Moves<Refused | undefined> {
  const namespace = object.metadata.namespace ?? ''
  const { selector } = object.spec
  const candidates = candidatesOf(
    world,
    'apps/ReplicaSet',
    object,
    world.selected('apps/ReplicaSet', namespace, selector),
  )
  const sets = yield* claim(object, candidates, set => matchesSelector(selector, set.metadata.labels))
  const rollout: Rollout = { world, deployment: object, current: undefined, old: [] }
  sortOut(rollout, sets)

  if (object.metadata.deletionTimestamp !== undefined) {
    return (yield* syncRevision(rollout, false)) ?? (yield* reportNumbers(rollout))
  }
  const notedPause = yield* notePause(rollout)
  if (notedPause) return notedPause
  const refused = yield* syncRevision(rollout, false)
  if (refused) return refused
  if (object.spec.paused || isScaling(rollout)) return yield* scaleOnly(rollout)
  if (object.spec.strategy?.type === 'Recreate') return yield* rollOut(rollout, recreate)
  return (yield* syncRevision(rollout, true)) ?? (yield* rollOut(rollout, rollingUpdate))
}

function* rollOut(rollout: Rollout, strategy: typeof rollingUpdate): Moves<Refused | undefined> {
  const moved = yield* strategy(rollout)
  if (moved instanceof Refused) return moved
  if (!moved && isComplete(rollout.deployment, rollout.deployment.status ?? {})) {
    const refused = yield* forgetHistory(rollout)
    if (refused) return refused
  }
  return yield* reportRollout(rollout)
}

/** Paused or scaled: sizes and numbers, but no new ReplicaSet. Truth: sync.go sync */
function* scaleOnly(rollout: Rollout): Moves<Refused | undefined> {
  const refused = yield* scale(rollout)
  if (refused) return refused
  if (rollout.deployment.spec.paused) {
    const kept = yield* forgetHistory(rollout)
    if (kept) return kept
  }
  return yield* reportNumbers(rollout)
}

/** Pausing stops the clock of the deadline, unless it has already run out. Truth: sync.go checkPausedConditions */
function* notePause(rollout: Rollout): Moves<Refused | undefined> {
  const { deployment: paused, world } = rollout
  const condition = progressing(paused)
  if (!hasDeadline(paused) || condition?.reason === 'ProgressDeadlineExceeded') return undefined
  const noted = condition?.reason === 'DeploymentPaused'
  if (noted === (paused.spec.paused ?? false)) return undefined
  const [reason, message] = noted
    ? ['DeploymentResumed', 'Deployment is resumed']
    : ['DeploymentPaused', 'Deployment is paused']
  const conditions = setCondition(paused.status?.conditions ?? [], 'Progressing', 'Unknown', reason, message, world.now)
  return yield* writeStatus(rollout, { ...paused, status: { ...paused.status, conditions } })
}
