import type { ConfigMap } from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { configKey, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateFormat } from './complaints.ts'

type Config = ConfigMap & KubeObject

export const MOST_DATA_BYTES = 1024 * 1024
const LOCKED = 'field is immutable when `immutable` is set'

/** Truth: pkg/apis/core/validation ValidateConfigMap */
export const configMap: KindRules<Config> = {
  validate: validateConfigMap,

  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    validateLock(object, old, ['data', 'binaryData'], errors)
    validateConfigMap(object, errors)
  },
}

function validateConfigMap(object: Config, errors: FieldErrors): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  const { data, binaryData } = object
  let bytes = 0
  for (const key in data) {
    const path = FieldPath.of('data').key(key)
    validateFormat(configKey, key, errors, path)
    if (binaryData && Object.hasOwn(binaryData, key)) {
      errors.invalid(path, key, 'duplicate of key present in binaryData')
    }
    bytes += byteLength(data[key]!)
  }
  for (const key in binaryData) {
    validateFormat(configKey, key, errors, FieldPath.of('binaryData').key(key))
    bytes += decodedLength(binaryData[key]!)
  }
  if (bytes > MOST_DATA_BYTES) errors.tooLong(FieldPath.of(''), MOST_DATA_BYTES)
}

/** How many bytes standard base64 stands for. */
export function decodedLength(base64: string): number {
  let digits = 0
  for (let index = 0; index < base64.length; index++) {
    const character = base64[index]
    if (character !== '=' && character !== '\n' && character !== '\r') digits++
  }
  return Math.floor((digits * 3) / 4)
}

interface Lockable {
  immutable?: boolean
  data?: unknown
  binaryData?: unknown
}

/** What has declared itself immutable stays so, and as it is. */
export function validateLock(
  object: Lockable,
  old: Lockable,
  fields: readonly ('data' | 'binaryData')[],
  errors: FieldErrors,
): void {
  if (!old.immutable) return
  if (!object.immutable) errors.forbidden(FieldPath.of('immutable'), LOCKED)
  for (const field of fields) {
    if (!semanticallyEqual(object[field] ?? {}, old[field] ?? {})) errors.forbidden(FieldPath.of(field), LOCKED)
  }
}
