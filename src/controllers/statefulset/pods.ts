import type { Pod, StatefulSet } from '../../resource/kinds.ts'
import { type Answer, type Step, succeeded, type World } from '../controller.ts'
import { create, normal, remove, warning } from '../steps.ts'
import { createClaims, settleClaimOwners } from './claims.ts'

type Moves<T> = Generator<Step, T, Answer>

/** Claims first, then the pod. Truth: pkg/controller/statefulset/stateful_pod_control.go CreateStatefulPod */
export function* createPod(set: StatefulSet, pod: Pod, world: World): Moves<Answer | undefined> {
  const what = `Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`
  const fails = (answer: Answer) =>
    warning(set, 'FailedCreate', `Create ${what} failed error: ${answer.status?.message ?? ''}`)
  const withoutClaims = yield* createClaims(set, pod, world)
  if (withoutClaims) {
    yield fails(withoutClaims)
    return withoutClaims
  }
  const answer = yield create(pod)
  if (answer.status?.reason === 'AlreadyExists') return answer
  if (succeeded(answer)) yield* settleClaimOwners(set, answer.object as Pod, world)
  yield succeeded(answer) ? normal(set, 'SuccessfulCreate', `Create ${what} successful`) : fails(answer)
  return succeeded(answer) ? undefined : answer
}

export function* deletePod(set: StatefulSet, pod: Pod): Moves<Answer | undefined> {
  const what = `Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`
  const answer = yield remove(pod)
  yield succeeded(answer)
    ? normal(set, 'SuccessfulDelete', `Delete ${what} successful`)
    : warning(set, 'FailedDelete', `Delete ${what} failed error: ${answer.status?.message ?? ''}`)
  return succeeded(answer) ? undefined : answer
}
