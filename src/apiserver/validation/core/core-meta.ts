import type { NameFormat } from '../../../resource/names.ts'
import type { KubeObject, ObjectMeta } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

const FINALIZERS = FieldPath.of('metadata', 'finalizers')
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion']

/** The core group knows its finalizers by name; others must be qualified. Truth: pkg/apis/core/validation validateKubeFinalizerName */
export function validateCoreFinalizers({ finalizers }: ObjectMeta, errors: FieldErrors): void {
  finalizers?.forEach((name, index) => {
    if (name.includes('/') || STANDARD.includes(name)) return
    const why = 'name is neither a standard finalizer name nor is it fully qualified'
    errors.invalid(FINALIZERS.index(index), name, why)
  })
}

/** Metadata of the kinds that pkg/apis/core/validation judges. */
export function validateCoreMeta(
  object: KubeObject,
  namespaced: boolean,
  nameFormat: NameFormat,
  errors: FieldErrors,
): void {
  validateObjectMeta(object, namespaced, nameFormat, errors)
  validateCoreFinalizers(object.metadata, errors)
}

export function validateCoreMetaUpdate(object: KubeObject, old: KubeObject, errors: FieldErrors): void {
  validateObjectMetaUpdate(object, old, errors)
  validateCoreFinalizers(object.metadata, errors)
}
