import type { StorageClass } from '../../../../schemas/types/storage.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { deprecated, ELSEWHERE_SINCE } from '../core/scheduling-warnings.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateSupported } from '../supported.ts'
import { validateTopologyTerms } from './topology-terms.ts'

type Class = StorageClass & KubeObject

const TOPOLOGIES = FieldPath.of('allowedTopologies')
const MOST_PARAMETERS = 512
const MOST_PARAMETER_BYTES = 256 * 1024

/** Truth: pkg/apis/storage/validation ValidateStorageClass */
export const storageClass: KindRules<Class> = {
  validate: validateClass,

  validateUpdate(object, old, errors, { minor }) {
    validateClass(object, errors)
    validateObjectMetaUpdate(object, old, errors)
    if (!semanticallyEqual(object.parameters ?? {}, old.parameters ?? {})) {
      const path = FieldPath.of('parameters')
      if (minor >= 34) errors.invalid(path, object.parameters ?? null, IMMUTABLE)
      else errors.forbidden(path, 'updates to parameters are forbidden.')
    }
    for (const field of ['provisioner', 'reclaimPolicy', 'volumeBindingMode'] as const) {
      if (object[field] === old[field]) continue
      if (minor >= 34 || field === 'volumeBindingMode')
        errors.invalid(FieldPath.of(field), object[field] ?? '', IMMUTABLE)
      else errors.forbidden(FieldPath.of(field), `updates to ${field} are forbidden.`)
    }
  },

  /** Truth: pkg/api/storage/util.go GetWarningsForStorageClass */
  warnings: ({ allowedTopologies = [] }, { minor }) =>
    minor < ELSEWHERE_SINCE
      ? []
      : allowedTopologies.flatMap(({ matchLabelExpressions = [] }, index) =>
          matchLabelExpressions.flatMap(({ key = '' }, position) => {
            const why = deprecated(key)
            const path = TOPOLOGIES.index(index).child('matchLabelExpressions').index(position)
            return why ? [`${path.child('key')}: ${why}`] : []
          }),
        ),
}

function validateClass(object: Class, errors: FieldErrors): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  validateProvisioner(object.provisioner ?? '', errors, FieldPath.of('provisioner'))
  validateParameters(object.parameters, errors, FieldPath.of('parameters'), false)
  if (object.reclaimPolicy) {
    validateSupported(object.reclaimPolicy, ['Delete', 'Retain'], errors, FieldPath.of('reclaimPolicy'))
  }
  const mode = FieldPath.of('volumeBindingMode')
  if (object.volumeBindingMode === undefined) errors.required(mode)
  else validateSupported(object.volumeBindingMode, ['Immediate', 'WaitForFirstConsumer'], errors, mode)
  validateTopologyTerms(object.allowedTopologies, errors, TOPOLOGIES)
}

/** A qualified name whose case does not matter. */
export function validateProvisioner(provisioner: string, errors: FieldErrors, path: FieldPath): void {
  if (provisioner === '') errors.required(path)
  else for (const complaint of qualifiedName(provisioner.toLowerCase())) errors.invalid(path, provisioner, complaint)
}

/** What a driver is told. A VolumeAttributesClass must tell it something. Truth: validateParameters, validateVolumeAttributesClass */
export function validateParameters(
  parameters: Record<string, string> | undefined,
  errors: FieldErrors,
  path: FieldPath,
  demanded: boolean,
): void {
  const entries = Object.entries(parameters ?? {})
  if (demanded && entries.length === 0) errors.required(path, 'must contain at least one key/value pair')
  if (entries.length > MOST_PARAMETERS) {
    errors.tooLong(path, MOST_PARAMETERS)
    return
  }
  let bytes = 0
  for (const [key, value] of entries) {
    if (key === '') errors.invalid(path, key, 'field can not be empty.')
    bytes += byteLength(key) + byteLength(value)
  }
  if (bytes > MOST_PARAMETER_BYTES) errors.tooLong(path, MOST_PARAMETER_BYTES)
}
