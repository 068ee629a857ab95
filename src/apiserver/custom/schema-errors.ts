import type { Json } from '../../resource/json.ts'
import { DEFAULT_MINOR, type Minor } from '../../resource/version.ts'
import { FieldErrors } from '../field-errors.ts'
import { FieldPath } from '../field-path.ts'
import { type BadValue, typed } from '../go-text.ts'

/**
 * Complaints about values of a custom resource. They name places as texts; `base` is where the whole value
 * stands, and nowhere for the root of an object, which messages show as `<nil>`.
 */
export class SchemaErrors {
  readonly found: FieldErrors
  readonly minor: Minor
  readonly #base: FieldPath | undefined
  #unknown = 0

  constructor(minor: Minor = DEFAULT_MINOR, base?: FieldPath) {
    this.minor = minor
    this.found = new FieldErrors(minor)
    this.#base = base
  }

  /** Defaults are looked at without what only objects are held to. */
  get ofDefault(): boolean {
    return this.#base !== undefined
  }

  /** Whether nothing was found but fields that the schema does not know. */
  get onlyUnknown(): boolean {
    return this.found.length === this.#unknown
  }

  /** For complaints of which it is not known yet whether they count. */
  apart(): SchemaErrors {
    return new SchemaErrors(this.minor, this.#base)
  }

  /** Makes complaints that were kept apart count. */
  take(apart: SchemaErrors | undefined): void {
    for (const cause of apart?.found.list ?? []) this.found.add(cause)
  }

  at(path: string): FieldPath {
    if (path === '') return this.#base ?? FieldPath.of('<nil>')
    return this.#base ? this.#base.child(path) : FieldPath.of(path)
  }

  type(path: string, wanted: string, shown: string): void {
    this.found.typeInvalid(this.at(path), shown, `${path} in body must be of type ${wanted}: "${shown}"`)
  }

  body(path: string, value: Json, complaint: string): void {
    this.invalid(path, value, `${path} in body ${complaint}`)
  }

  invalid(path: string, value: Json, complaint: string): void {
    this.found.invalid(this.at(path), untyped(value), complaint)
  }

  unknown(path: string, value: Json): void {
    this.invalid(path, value, 'must not have unknown fields')
    this.#unknown++
  }

  notSupported(path: string, value: Json, supported: readonly string[]): void {
    this.found.notSupported(this.at(path), untyped(value), supported)
  }

  /** A complaint that the server ties to no field. */
  loose(complaint: string): void {
    this.found.invalid(this.at(''), '', complaint)
  }
}

/** A value of which Go knows no type: lists and maps of anything. */
const untyped = (value: Json): BadValue =>
  typeof value !== 'object' || value === null ? value : typed('interface {}', value)
