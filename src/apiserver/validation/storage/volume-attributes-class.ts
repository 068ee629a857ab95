import type { VolumeAttributesClass } from '../../../../schemas/types/storage.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateParameters, validateProvisioner } from './storage-class.ts'

type Class = VolumeAttributesClass & KubeObject

const DRIVER = FieldPath.of('driverName')
const PARAMETERS = FieldPath.of('parameters')

/** Truth: pkg/apis/storage/validation ValidateVolumeAttributesClass */
export const volumeAttributesClass: KindRules<Class> = {
  validate: validateClass,
  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    if (object.driverName !== old.driverName) errors.forbidden(DRIVER, 'updates to driverName are forbidden.')
    if (!semanticallyEqual(object.parameters, old.parameters))
      errors.forbidden(PARAMETERS, 'updates to parameters are forbidden.')
    validateClass(object, errors)
  },
}

function validateClass(object: Class, errors: FieldErrors): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  validateProvisioner(object.driverName ?? '', errors, DRIVER)
  validateParameters(object.parameters, errors, PARAMETERS, true)
}
