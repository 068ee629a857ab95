import type { Pod, StatefulSet } from '../../resource/kinds.ts'
import { type Answer, type Step, succeeded, type World } from '../controller.ts'
import { create, normal, remove, warning } from '../steps.ts'
import { createClaims, settleClaimOwners } from './claims.ts'

type Moves<T> = Generator<Step, T, Answer>

/** What is told of the pods of a set. Truth: recordPodEvent */
export function podEvent(set: StatefulSet, verb: 'Create' | 'Update' | 'Delete', pod: Pod, answer: Answer): Step {
  const what = `${verb} Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`
  return succeeded(answer)
    ? normal(set, `Successful${verb}`, `${what} successful`)
    : warning(set, `Failed${verb}`, `${what} failed error: ${answer.status?.message ?? ''}`)
}

/** Claims first, then the pod. Truth: pkg/controller/statefulset/stateful_pod_control.go CreateStatefulPod */
export function* createPod(set: StatefulSet, pod: Pod, world: World): Moves<Answer | undefined> {
  const withoutClaims = yield* createClaims(set, pod, world)
  if (withoutClaims) {
    yield podEvent(set, 'Create', pod, withoutClaims)
    return withoutClaims
  }
  const answer = yield create(pod)
  if (answer.status?.reason === 'AlreadyExists') return answer
  if (succeeded(answer)) yield* settleClaimOwners(set, answer.object as Pod, world)
  yield podEvent(set, 'Create', pod, answer)
  return succeeded(answer) ? undefined : answer
}

export function* deletePod(set: StatefulSet, pod: Pod): Moves<Answer | undefined> {
  const answer = yield remove(pod)
  yield podEvent(set, 'Delete', pod, answer)
  return succeeded(answer) ? undefined : answer
}
