import type { Minor } from '../resource/version.ts'

/** How a release words what all releases mean. The one place for differences of wording between releases. */
export interface Dialect {
  tooLong(most: number): string
  /** A bad value that is not there. */
  readonly nothing: string
  /** Since 1.23 a value of the wrong type has a reason of its own. */
  readonly typeInvalid: 'FieldValueTypeInvalid' | 'FieldValueInvalid'
  /** Lists and maps of strings are shown in Go's syntax instead of as JSON. */
  readonly goSyntax: boolean
  /** The detail of a complaint, given as the newest release words it. */
  detail(text: string): string
}

const TOLD_BY_PATH = new Set([
  'usages must be provided',
  'signerName must be provided',
  'service name is required',
  'service namespace is required',
  'must be set',
])
const OWNER_FIELD = /^(?:kind|name|uid) must not be empty$/

const NEWEST: Dialect = {
  goSyntax: false,
  typeInvalid: 'FieldValueTypeInvalid',
  nothing: 'null',
  tooLong: most => `may not be more than ${most} bytes`,
  // Since 1.34 what must not be empty in an owner reference is told by the path alone, as is what must be there.
  detail: text => (OWNER_FIELD.test(text) ? 'must not be empty' : TOLD_BY_PATH.has(text) ? '' : text),
}

/** Up to 1.33 keys and values of labels were judged by the same words as other names. */
const BEFORE_34: Dialect = {
  ...NEWEST,
  goSyntax: true,
  nothing: '"null"',
  detail: text =>
    text
      .replace(/must be no more than (\d+) bytes/, 'must be no more than $1 characters')
      .replace('a valid label key must consist', 'a qualified name must consist'),
}

const BEFORE_32: Dialect = {
  ...BEFORE_34,
  tooLong: most => `must have at most ${most} bytes`,
}

const NO_DOTS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

/** Dots in a label were nothing special, and the name of a port was said to do with a digit, which it did not. */
const BEFORE_24: Dialect = {
  ...BEFORE_32,
  detail: text => {
    if (text === 'must not contain dots') return NO_DOTS
    return text === 'must contain at least one letter (a-z)'
      ? 'must contain at least one letter or number (a-z, 0-9)'
      : BEFORE_32.detail(text)
  },
}

const BEFORE_23: Dialect = {
  ...BEFORE_24,
  typeInvalid: 'FieldValueInvalid',
  // Owners were told by name alone.
  detail: text =>
    text.startsWith('Only one reference can have Controller')
      ? text.replace(/for [^/]*\/(.*) and [^/]*\/(.*)$/, 'for $1 and $2')
      : BEFORE_24.detail(text),
}

export function dialectOf(minor: Minor): Dialect {
  if (minor >= 34) return NEWEST
  if (minor >= 32) return BEFORE_34
  if (minor >= 24) return BEFORE_32
  return minor >= 23 ? BEFORE_24 : BEFORE_23
}
