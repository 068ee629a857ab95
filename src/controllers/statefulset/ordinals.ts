import type { Pod, StatefulSet } from '../../resource/kinds.ts'
import { isTerminal, isTerminating } from '../../resource/pod-state.ts'
import type { Minor } from '../../resource/version.ts'
import { type Answer, OK, type Step, succeeded, type World } from '../controller.ts'
import { slowStart } from '../slow-start.ts'
import { update } from '../steps.ts'
import { createClaims, hasStaleClaim, settleClaimOwners } from './claims.ts'
import { firstOrdinal, freshPod, identityMatches, isInRange, ordinalOf, replicasOf, withIdentity } from './identity.ts'
import { createPod, deletePod, podEvent } from './pods.ts'
import type { Revisions } from './revisions.ts'
import { rollingUpdate } from './rolling-update.ts'
import { type Counts, countPods, isRunningAndAvailable, isRunningAndReady } from './status.ts'

/** One ordinal in range, and its pod if there is one. */
interface Replica {
  readonly ordinal: number
  readonly pod: Pod
  readonly exists: boolean
}

/** What a look ended with: go on, stop for now, or a refusal. */
type Verdict = 'go on' | 'wait' | Answer

type Moves<T> = Generator<Step, T, Answer>

/**
 * The StatefulSet controller: identities in order.
 *
 *   1. every ordinal from first to last: created, replaced when it is over, waited for
 *   2. ordinals out of range: deleted, highest first
 *   3. pods of an old revision: deleted, highest first, one at a time, down to the partition
 *
 * With OrderedReady each of these waits for the one before to be available; Parallel does 1 and 2 at
 * once. Scaling comes before updating.
 *
 * Truth: pkg/controller/statefulset/stateful_set_control.go updateStatefulSet
 */
export function* keepOrdinals(
  set: StatefulSet,
  pods: readonly Pod[],
  revisions: Revisions,
  world: World,
): Moves<{ counts: Counts; refused?: Answer }> {
  const { now } = world
  const replicas = replicasInOrder(set, pods, revisions, world.minor)
  const condemned = pods
    .filter(pod => ordinalOf(pod, set) >= 0 && !isInRange(ordinalOf(pod, set), set))
    .sort((a, b) => ordinalOf(b, set) - ordinalOf(a, set))
  const existing = [...replicas.filter(({ exists }) => exists).map(({ pod }) => pod), ...condemned]
  const counts = countPods(set, existing, revisions, now)
  if (set.metadata.deletionTimestamp !== undefined) return { counts }

  const isUnavailable = (pod: Pod) => isTerminating(pod) || !isRunningAndAvailable(pod, set, now)
  const firstUnavailable =
    replicas.find(({ pod }) => isUnavailable(pod))?.pod ?? [...condemned].reverse().find(isUnavailable)
  const ordered = set.spec.podManagementPolicy !== 'Parallel'
  const order = { set, world, ordered, firstUnavailable, revisions }

  const steps: [number, (index: number) => Moves<Verdict>][] = [
    [replicas.length, index => keepReplica(order, replicas[index]!)],
    [condemned.length, index => keepClaims(order, condemned[index]!)],
    [condemned.length, index => dismiss(order, condemned[index]!)],
  ]
  for (const [count, step] of steps) {
    const verdict = yield* forAll(count, step, ordered)
    if (verdict === 'wait') return { counts }
    if (verdict !== 'go on') return { counts, refused: verdict }
  }
  if (set.spec.updateStrategy?.type !== 'RollingUpdate') return { counts }
  return yield* rollingUpdate(
    set,
    replicas.map(({ pod }) => pod),
    revisions,
    counts,
    { isUnavailable, minor: world.minor },
  )
}

interface Order {
  readonly set: StatefulSet
  readonly world: World
  readonly ordered: boolean
  readonly firstUnavailable: Pod | undefined
  readonly revisions: Revisions
}

function replicasInOrder(set: StatefulSet, pods: readonly Pod[], revisions: Revisions, minor: Minor): Replica[] {
  const byOrdinal = new Map(pods.map(pod => [ordinalOf(pod, set), pod]))
  return Array.from({ length: replicasOf(set) }, (_, index) => {
    const ordinal = firstOrdinal(set) + index
    const pod = byOrdinal.get(ordinal)
    return { ordinal, pod: pod ?? freshPod(set, revisions, ordinal, minor), exists: pod !== undefined }
  })
}

/** In order until one says stop, or all of them with a slow start. */
function* forAll(count: number, step: (index: number) => Moves<Verdict>, ordered: boolean): Moves<Verdict> {
  if (ordered) {
    for (let index = 0; index < count; index += 1) {
      const verdict = yield* step(index)
      if (verdict !== 'go on') return verdict
    }
    return 'go on'
  }
  const { refused } = yield* slowStart(count, function* (index) {
    const verdict = yield* step(index)
    return typeof verdict === 'string' ? OK : verdict
  })
  return refused ?? 'go on'
}

/** Truth: processReplica */
function* keepReplica(order: Order, { ordinal, pod, exists }: Replica): Moves<Verdict> {
  const { set, world, ordered } = order
  if (exists && isTerminal(pod)) {
    const refused = isTerminating(pod) ? undefined : yield* deletePod(set, pod)
    return refused ?? 'wait'
  }
  if (!exists) {
    if (hasStaleClaim(set, pod, world)) return 'wait'
    const refused = yield* createPod(set, pod, world)
    if (refused) return refused
    return ordered ? 'wait' : 'go on'
  }
  if (pod.status?.phase === 'Pending') {
    const refused = yield* createClaims(set, pod, world)
    if (refused) return refused
  }
  if (ordered && (isTerminating(pod) || !isRunningAndAvailable(pod, set, world.now))) return 'wait'
  return (yield* settlePod(order, pod, ordinal)) ?? 'go on'
}

/** The labels of a pod and the owners of its claims as they should be. Truth: UpdateStatefulPod */
function* settlePod({ set, world: { minor }, world }: Order, pod: Pod, ordinal: number): Moves<Answer | undefined> {
  const renamed = !identityMatches(pod, ordinal, minor)
  const settled = yield* settleClaimOwners(set, pod, world)
  if (!renamed && !settled) return undefined
  const answer = renamed ? yield update(withIdentity(pod, ordinal, minor)) : OK
  yield podEvent(set, 'Update', pod, answer)
  return succeeded(answer) ? undefined : answer
}

function* keepClaims({ set, world }: Order, pod: Pod): Moves<Verdict> {
  yield* settleClaimOwners(set, pod, world)
  return 'go on'
}

/** Scaling down waits for every unhealthy pod but the very one that goes. Truth: processCondemned */
function* dismiss({ set, world, ordered, firstUnavailable }: Order, pod: Pod): Moves<Verdict> {
  if (isTerminating(pod)) return ordered ? 'wait' : 'go on'
  const healthy = isRunningAndReady(pod) && isRunningAndAvailable(pod, set, world.now)
  if (ordered && !healthy && pod !== firstUnavailable) return 'wait'
  return (yield* deletePod(set, pod)) ?? 'wait'
}
