import type { Secret } from '../../../../schemas/types/core/v1.generated.ts'
import { configKey, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateFormat } from './complaints.ts'
import { decodedLength, MOST_DATA_BYTES, validateLock } from './config-map.ts'
import { jsonMapProblem } from './json-problem.ts'

type SecretObject = Secret & KubeObject

const DATA = FieldPath.of('data')
const ACCOUNT = 'kubernetes.io/service-account.name'

/** Truth: pkg/registry/core/secret, pkg/apis/core/validation ValidateSecret */
export const secret: KindRules<SecretObject> = {
  validate: (object, errors, { minor }) => validateSecret(object, errors, minor),

  prepareUpdate(object, old) {
    // An update that does not speak of the type leaves it as it is.
    object.type ||= old.type ?? ''
  },

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    if (object.type !== old.type) errors.invalid(FieldPath.of('type'), object.type ?? '', IMMUTABLE)
    validateLock(object, old, ['data'], errors)
    validateSecret(object, errors, minor)
  },

  warnings: (object, { minor }) => certificateWarnings(object, minor),
}

function validateSecret(object: SecretObject, errors: FieldErrors, minor: Minor): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  const { data = {}, type } = object
  let bytes = 0
  for (const key in data) {
    validateFormat(configKey, key, errors, DATA.key(key))
    bytes += decodedLength(data[key]!)
  }
  if (bytes > MOST_DATA_BYTES) errors.tooLong(DATA, MOST_DATA_BYTES)

  const has = (key: string): boolean => Object.hasOwn(data, key)
  // For long the path of these was a format without its value.
  const credentials = minor >= 27 ? DATA : FieldPath.of('data[%s]')
  const demand = (...keys: string[]): void => {
    for (const key of keys) if (!has(key)) errors.required(DATA.key(key))
  }
  switch (type) {
    case 'kubernetes.io/service-account-token':
      if (!object.metadata.annotations?.[ACCOUNT]) {
        errors.required(FieldPath.of('metadata', 'annotations').key(ACCOUNT))
      }
      break
    case 'kubernetes.io/dockercfg':
      validateJson('.dockercfg')
      break
    case 'kubernetes.io/dockerconfigjson':
      validateJson('.dockerconfigjson')
      break
    case 'kubernetes.io/basic-auth':
      if (has('username') || has('password')) break
      for (const key of ['username', 'password']) errors.required(credentials.key(key))
      break
    case 'kubernetes.io/ssh-auth':
      if (!data['ssh-privatekey']) errors.required(credentials.key('ssh-privatekey'))
      break
    case 'kubernetes.io/tls':
      demand('tls.crt', 'tls.key')
      break
  }

  function validateJson(key: string): void {
    if (!has(key)) {
      errors.required(DATA.key(key))
      return
    }
    const problem = jsonMapProblem(decodeUtf8(data[key]!))
    if (problem) errors.invalid(DATA.key(key), '<secret contents redacted>', problem)
  }
}

/** Decoding has made sure that it is base64. */
function decodeUtf8(base64: string): string {
  const binary = atob(base64.replaceAll('\n', '').replaceAll('\r', ''))
  return new TextDecoder().decode(Uint8Array.from(binary, character => character.charCodeAt(0)))
}

/** Truth: pkg/api/secret/warnings.go GetWarningsForSecret */
function certificateWarnings({ type, data }: SecretObject, minor: Minor): string[] {
  if (type !== 'kubernetes.io/tls' || minor < 26) return []
  const certificate = decodeUtf8(data?.['tls.crt'] ?? '')
  const begins = certificate.includes('-----BEGIN ') && certificate.includes('-----END ')
  return begins ? [] : ['tls: failed to find any PEM data in certificate input']
}
