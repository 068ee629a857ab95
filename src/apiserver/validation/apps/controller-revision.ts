import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateImmutable, validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type ControllerRevision = KubeObject & { data?: unknown; revision?: number }

function validateRevision(object: ControllerRevision, errors: FieldErrors): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  if (object.data === undefined || object.data === null) errors.required(FieldPath.of('data'), 'data is mandatory')
  validateNonNegative(object.revision, errors, FieldPath.of('revision'))
}

/** Truth: pkg/apis/apps/validation ValidateControllerRevision */
export const controllerRevision: KindRules<ControllerRevision> = {
  validate: validateRevision,
  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    validateRevision(object, errors)
    validateImmutable(object.data, old.data, errors, FieldPath.of('data'))
  },
}
