import type { ObjectMeta } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateAnnotations, validateLabels } from '../object-meta.ts'

/** Everything but labels and annotations, in the order of Go's struct. */
const NOT_IN_TEMPLATES = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
] as const
/** Go's names with the first letter made small. */
const SHOWN: Record<string, string> = { uid: 'uID' }

/** Truth: pkg/apis/core/validation ValidateTemplateObjectMeta */
export function validateTemplateMeta(meta: ObjectMeta, errors: FieldErrors, path: FieldPath): void {
  validateAnnotations(meta.annotations, errors, path.child('annotations'))
  validateLabels(meta.labels, errors, path.child('labels'))
  for (const field of NOT_IN_TEMPLATES) {
    const value = meta[field]
    if (value === undefined || value === null || value === '' || (field === 'generation' && value === 0)) continue
    errors.forbidden(path.child(SHOWN[field] ?? field), 'cannot be set')
  }
}
