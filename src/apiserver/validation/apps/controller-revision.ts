import { isObject } from '../../../resource/json.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goSyntax } from '../../go-syntax.ts'
import { GoText } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { rawJson } from '../../raw-json.ts'
import { validateImmutable, validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type ControllerRevision = KubeObject & { data?: unknown; revision?: number }

const DATA = FieldPath.of('data')
const REVISION = FieldPath.of('revision')

function validateRevision(object: ControllerRevision, errors: FieldErrors, context: Context): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  validateData(object, errors, context)
  validateNonNegative(object.revision, errors, REVISION)
}

function validateData(object: ControllerRevision, errors: FieldErrors, { minor }: Context): void {
  if (object.data === undefined || object.data === null) errors.required(DATA, 'data is mandatory')
  else if (minor >= 34 && !isObject(object.data)) errors.required(DATA, 'data must be a valid JSON object')
}

/** Truth: pkg/apis/apps/validation ValidateControllerRevision */
export const controllerRevision: KindRules<ControllerRevision> = {
  validate: validateRevision,
  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    validateObjectMeta(object, true, dnsSubdomain, errors)
    // Since 1.34 what cannot change is not looked at again.
    if (context.minor < 34) validateData(object, errors, context)
    validateNonNegative(object.revision, errors, REVISION)
    // The bytes are compared, as they were sent.
    const text = rawJson(object.data)
    validateImmutable(text, rawJson(old.data), errors, DATA, unknownText(text))
  },
}

/** The bytes as they are, in the wrapping in which early releases show them. */
const unknownText = (text: string): GoText =>
  new GoText(text, () => {
    const raw = btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    return goSyntax('runtime.Unknown', { Raw: raw, ContentType: 'application/json' })
  })
