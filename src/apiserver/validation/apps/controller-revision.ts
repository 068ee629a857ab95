import { isObject } from '../../../resource/json.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateImmutable, validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type ControllerRevision = KubeObject & { data?: unknown; revision?: number }

const DATA = FieldPath.of('data')

function validateRevision(object: ControllerRevision, errors: FieldErrors, { minor }: Context): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  if (object.data === undefined || object.data === null) errors.required(DATA, 'data is mandatory')
  else if (minor >= 34 && !isObject(object.data)) errors.required(DATA, 'data must be a valid JSON object')
  validateNonNegative(object.revision, errors, FieldPath.of('revision'))
}

/** Truth: pkg/apis/apps/validation ValidateControllerRevision */
export const controllerRevision: KindRules<ControllerRevision> = {
  validate: validateRevision,
  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    validateRevision(object, errors, context)
    validateImmutable(object.data, old.data, errors, DATA)
  },
}
