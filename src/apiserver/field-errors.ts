import { DEFAULT_MINOR, type Minor } from '../resource/version.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import type { FieldPath } from './field-path.ts'
import { type BadValue, GoText, goJson, goQuote, goValue } from './go-text.ts'
import type { StatusCause } from './status.ts'

type Reason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueNotFound'
  | 'FieldValueTypeInvalid'
  | 'InternalError'

const NAMES: Record<Reason, string> = {
  FieldValueInvalid: 'Invalid value',
  FieldValueRequired: 'Required value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueNotFound: 'Not found',
  FieldValueTypeInvalid: 'Invalid value',
  InternalError: 'Internal error',
}

/**
 * The errors that validation collects, in the order in which they are found. The server reports all of
 * them, duplicates included, so the order of the calls is part of the answer.
 *
 * Truth: apimachinery/pkg/util/validation/field/errors.go
 */
export class FieldErrors {
  readonly list: StatusCause[] = []
  readonly #dialect: Dialect
  /** The release that judges. */
  readonly minor: Minor

  /** Releases word some complaints differently; the rules speak as the newest does. */
  constructor(minor: Minor = DEFAULT_MINOR) {
    this.minor = minor
    this.#dialect = dialectOf(minor)
  }

  get isEmpty(): boolean {
    return this.list.length === 0
  }

  get length(): number {
    return this.list.length
  }

  invalid(path: FieldPath, value: BadValue, detail: string): void {
    this.#add('FieldValueInvalid', path, this.shown(value), detail)
  }

  typeInvalid(path: FieldPath, value: BadValue, detail: string): void {
    this.#add(this.#dialect.typeInvalid, path, this.shown(value), detail)
  }

  required(path: FieldPath, detail = ''): void {
    this.#add('FieldValueRequired', path, '', detail)
  }

  forbidden(path: FieldPath, detail: string): void {
    this.#add('FieldValueForbidden', path, '', detail)
  }

  duplicate(path: FieldPath, value: BadValue): void {
    this.#add('FieldValueDuplicate', path, this.shown(value), '')
  }

  notFound(path: FieldPath, value: BadValue): void {
    this.#add('FieldValueNotFound', path, this.shown(value), '')
  }

  internal(path: FieldPath, detail: string): void {
    this.#add('InternalError', path, '', detail)
  }

  /** `supported` in the order in which the server lists it. */
  notSupported(path: FieldPath, value: BadValue, supported: readonly string[]): void {
    const detail = supported.length > 0 ? `supported values: ${supported.map(goQuote).join(', ')}` : ''
    this.#add('FieldValueNotSupported', path, this.shown(value), detail)
  }

  /** `most` in bytes; since 1.32 the message says so and no longer shows the value. */
  tooLong(path: FieldPath, most: number): void {
    this.#add('FieldValueTooLong', path, '', this.#dialect.tooLong(most))
  }

  tooMany(path: FieldPath, actual: number, most: number): void {
    const items = most === 1 ? 'item' : 'items'
    this.#add('FieldValueTooMany', path, `: ${actual}`, `must have at most ${most} ${items}`)
  }

  /** An error whose message is not of the usual form. */
  add(cause: StatusCause): void {
    const { reason } = cause
    this.list.push(reason === 'FieldValueTypeInvalid' ? { ...cause, reason: this.#dialect.typeInvalid } : cause)
  }

  /** A bad value as it stands in a message, the colon before it included. */
  shown(value: BadValue): string {
    return `: ${value === null || value === undefined ? this.#dialect.nothing : formatBadValue(value, this.#dialect.goSyntax)}`
  }

  #add(reason: Reason, path: FieldPath, value: string, detail: string): void {
    const told = detail === '' ? '' : this.#dialect.detail(detail)
    this.list.push({
      reason,
      message: `${NAMES[reason]}${value}${told === '' ? '' : `: ${told}`}`,
      field: path.toString(),
    })
  }
}

/** How the server prints a bad value: strings quoted, numbers and booleans plain, everything else as JSON. */
export function formatBadValue(value: BadValue, goSyntax = false): string {
  if (typeof value === 'string') return goQuote(value)
  if (value instanceof GoText) return goSyntax && value.syntax ? value.syntax() : value.text
  return goSyntax ? goValue(value) : goJson(value)
}
