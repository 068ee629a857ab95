import { byteLength } from '../../../resource/bytes.ts'
import { cIdentifier, dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import { validateFormat } from '../core/complaints.ts'
import { validateCsiDriver } from '../core/volume/cloud.ts'

const STABLE: Minor = 34
const MOST_POOL_BYTES = 253
const MOST_ID_BYTES = 32
/** A domain, a slash and an identifier. */
export const MOST_KEY_BYTES = 63 + 1 + MOST_ID_BYTES

/** Named like a driver of storage, as since the release in which the group became stable. */
export const validateDriverName = (name: string, errors: FieldErrors, path: FieldPath): void =>
  validateCsiDriver(name, STABLE, errors, path)

/** Subdomains with slashes between them. Truth: pkg/apis/resource/validation validatePoolName */
export function validatePoolName(name: string, errors: FieldErrors, path: FieldPath): void {
  if (name === '') {
    errors.required(path)
    return
  }
  if (byteLength(name) > MOST_POOL_BYTES) errors.tooLong(path, MOST_POOL_BYTES)
  for (const part of name.split('/')) validateFormat(dnsSubdomain, part, errors, path)
}

/** `memory` or `gpu.example.com/memory`: attributes and capacities. Truth: validateQualifiedName */
export function validateAttributeName(name: string, errors: FieldErrors, path: FieldPath): void {
  const [first = '', second, ...more] = name.split('/')
  // Names with more than one slash went unnoticed so far.
  if (more.length > 0) return
  if (second === undefined) {
    validateIdentifier(first, errors, path)
    return
  }
  if (first === '') errors.invalid(path, '', 'the domain must not be empty')
  else validateDriverName(first, errors, path)
  if (second === '') errors.invalid(path, '', 'the name must not be empty')
  else validateIdentifier(second, errors, path)
}

/** An attribute that says whose it is. Truth: validateFullyQualifiedName */
export function validateFullName(name: string, errors: FieldErrors, path: FieldPath): void {
  validateAttributeName(name, errors, path)
  if (!name.includes('/')) {
    errors.invalid(path, name, 'a fully qualified name must be a domain and a name separated by a slash')
  }
}

function validateIdentifier(id: string, errors: FieldErrors, path: FieldPath): void {
  if (byteLength(id) > MOST_ID_BYTES) errors.tooLong(path, MOST_ID_BYTES)
  validateFormat(cIdentifier, id, errors, path)
}

export function validateLabelName(name: string, errors: FieldErrors, path: FieldPath): void {
  validateFormat(qualifiedName, name, errors, path)
}

const HEX = '[0-9a-fA-F]'
const FORMS: readonly [length: number, prefix: string, suffix: string][] = [
  [36, '', ''],
  [45, 'urn:uuid:', ''],
  [38, '{', '}'],
]
const hyphenated = new RegExp(`^${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}$`)
const plain = new RegExp(`^${HEX}{32}$`)
const NORMALIZED =
  'uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal characters'

/** Truth: validateUID, google/uuid Validate */
export function validateUid(uid: string, errors: FieldErrors, path: FieldPath): void {
  const problem = uidProblem(uid)
  if (problem !== undefined) errors.invalid(path, uid, `error validating uid: ${problem}`)
  else if (uid.length !== 36 || uid !== uid.toLowerCase()) errors.invalid(path, uid, NORMALIZED)
}

function uidProblem(uid: string): string | undefined {
  const length = byteLength(uid)
  if (length === 32) return plain.test(uid) ? undefined : 'invalid UUID format'
  const form = FORMS.find(([size]) => size === length)
  if (!form) return `invalid UUID length: ${length}`
  const [, prefix, suffix] = form
  if (suffix !== '' && !(uid.startsWith(prefix) && uid.endsWith(suffix))) return 'invalid bracketed UUID format'
  if (!uid.toLowerCase().startsWith(prefix)) return `invalid urn prefix: ${goQuote(uid.slice(0, prefix.length))}`
  return hyphenated.test(uid.slice(prefix.length, uid.length - suffix.length)) ? undefined : 'invalid UUID format'
}
