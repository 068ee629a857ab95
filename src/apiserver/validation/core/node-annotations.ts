import type { Taint } from '../../../../schemas/types/core/v1.generated.ts'
import { isObject, type Json, type JsonObject } from '../../../resource/json.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { jsonProblem } from './json-problem.ts'

const ANNOTATIONS = FieldPath.of('metadata', 'annotations')
const TAINTS = 'scheduler.alpha.kubernetes.io/taints'
const AVOID_PODS = 'scheduler.alpha.kubernetes.io/preferAvoidPods'

/** Annotations that were once part of what a node is. Truth: pkg/apis/core/validation ValidateNodeSpecificAnnotations */
export function validateNodeAnnotations(
  annotations: Record<string, string> | undefined,
  errors: FieldErrors,
  validateTaints: (taints: Taint[], errors: FieldErrors, path: FieldPath) => void,
): void {
  const taints = annotations?.[TAINTS]
  if (taints) {
    const problem = jsonProblem(taints, 'array', '[]core.Taint')
    if (problem !== undefined) errors.invalid(ANNOTATIONS, TAINTS, problem)
    else validateTaints(objectsIn(JSON.parse(taints)), errors, ANNOTATIONS.child(TAINTS))
  }
  if (annotations?.[AVOID_PODS]) validateAvoidance(annotations[AVOID_PODS], errors)
}

/** Pods of a controller that had better run elsewhere: the controller must be named, and be one. */
function validateAvoidance(text: string, errors: FieldErrors): void {
  const problem = jsonProblem(text, 'object', 'v1.AvoidPods')
  if (problem !== undefined) {
    errors.invalid(ANNOTATIONS.child('AvoidPods'), AVOID_PODS, problem)
    return
  }
  const read: Json = JSON.parse(text)
  objectsIn(isObject(read) ? read['preferAvoidPods'] : undefined).forEach(({ podSignature }, index) => {
    const path = ANNOTATIONS.child(AVOID_PODS).index(index).child('PodSignature')
    const owner = isObject(podSignature) ? podSignature['podController'] : undefined
    if (!isObject(owner)) errors.required(path)
    else if (owner['controller'] === false) {
      errors.invalid(path.child('PodController').child('Controller'), false, 'must point to a controller')
    }
  })
}

const objectsIn = (list: Json | undefined): JsonObject[] =>
  Array.isArray(list) ? list.map(item => (isObject(item) ? item : {})) : []
