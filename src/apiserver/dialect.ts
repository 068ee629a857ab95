import type { Minor } from '../resource/version.ts'

/** How a release words what all releases mean. The one place for differences of wording between releases. */
export interface Dialect {
  tooLong(most: number): string
  /** A bad value that is not there. */
  readonly nothing: string
  /** The detail of a complaint, given as the newest release words it. */
  detail(text: string): string
}

const OWNER_FIELD = /^(?:kind|name|uid) must not be empty$/

const NEWEST: Dialect = {
  nothing: 'null',
  tooLong: most => `may not be more than ${most} bytes`,
  // Since 1.34 what must not be empty in an owner reference is told by the path alone.
  detail: text => (OWNER_FIELD.test(text) ? 'must not be empty' : text),
}

/** Up to 1.33 keys and values of labels were judged by the same words as other names. */
const BEFORE_34: Dialect = {
  ...NEWEST,
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

export const dialectOf = (minor: Minor): Dialect => (minor >= 34 ? NEWEST : minor >= 32 ? BEFORE_34 : BEFORE_32)
