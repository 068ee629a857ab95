import type { KubeObject } from '../resource/object.ts'
import { type Answer, OK, type Step, succeeded } from './controller.ts'
import { create, normal, warning } from './steps.ts'

/** Nothing new comes into a namespace that is going away, and whoever tries need not try again. */
export const isInLeavingNamespace = ({ status }: Answer): boolean =>
  status?.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false

/**
 * Creates a pod of an owner and says so. In a namespace that is going away it is as good as created.
 *
 * Truth: pkg/controller/controller_utils.go RealPodControl.createPods
 */
export function* createPodOf(owner: KubeObject, pod: KubeObject): Generator<Step, Answer, Answer> {
  const answer = yield create(pod)
  if (succeeded(answer)) yield normal(owner, 'SuccessfulCreate', `Created pod: ${answer.object?.metadata.name ?? ''}`)
  else if (isInLeavingNamespace(answer)) return OK
  else yield warning(owner, 'FailedCreate', `Error creating: ${answer.status?.message ?? ''}`)
  return answer
}
