import type {
  ConfigMapVolumeSource,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  SecretVolumeSource,
} from '../../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validateFieldRef, validateResourceFieldRef } from '../downward-api.ts'
import { validateFileMode, validateLocalPath } from '../paths.ts'
import type { PodOptions } from '../pod-options.ts'

export function validateSecret(
  { secretName, defaultMode, items }: SecretVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!secretName) errors.required(path.child('secretName'))
  validateFileMode(defaultMode, errors, path.child('defaultMode'))
  validateItems(items, errors, path)
}

export function validateConfigMap(
  { name, defaultMode, items }: ConfigMapVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!name) errors.required(path.child('name'))
  validateFileMode(defaultMode, errors, path.child('defaultMode'))
  validateItems(items, errors, path)
}

function validateItems(items: KeyToPath[] | undefined, errors: FieldErrors, path: FieldPath): void {
  items?.forEach((item, index) => {
    validateKeyToPath(item, errors, path.child('items').index(index))
  })
}

export function validateKeyToPath(
  { key, path: file = '', mode }: KeyToPath,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!key) errors.required(path.child('key'))
  if (!file) errors.required(path.child('path'))
  validateLocalPath(file, errors, path.child('path'))
  validateFileMode(mode, errors, path.child('mode'))
}

/** Errors of the files stand at the volume: the server does not say which file. */
export function validateDownwardApi(
  { defaultMode, items }: DownwardAPIVolumeSource,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  validateFileMode(defaultMode, errors, path.child('defaultMode'))
  for (const file of items ?? []) validateDownwardFile(file, errors, path, options)
}

const VOLUME_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid']

/** Truth: pkg/apis/core/validation validateDownwardAPIVolumeFile */
export function validateDownwardFile(
  { path: file = '', fieldRef, resourceFieldRef, mode }: DownwardAPIVolumeFile,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!file) errors.required(path.child('path'))
  validateLocalPath(file, errors, path.child('path'))
  if (fieldRef) {
    validateFieldRef(fieldRef, VOLUME_FIELDS, errors, path.child('fieldRef'), options)
    if (resourceFieldRef) {
      errors.invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously')
    }
  } else if (resourceFieldRef) {
    validateResourceFieldRef(resourceFieldRef, true, errors, path.child('resourceFieldRef'), options)
  } else errors.required(path, 'one of fieldRef and resourceFieldRef is required')
  validateFileMode(mode, errors, path.child('mode'))
}
