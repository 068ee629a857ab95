import type { Json } from '../../resource/json.ts'
import { FieldErrors } from '../field-errors.ts'
import { FieldPath } from '../field-path.ts'

/**
 * Complaints about values of a custom resource. They name places as texts; `base` is where the whole value
 * stands, and nowhere for the root of an object, which messages show as `<nil>`.
 */
export class SchemaErrors {
  readonly found = new FieldErrors()
  readonly #base: FieldPath | undefined

  constructor(base?: FieldPath) {
    this.#base = base
  }

  /** Defaults are looked at without what only objects are held to. */
  get ofDefault(): boolean {
    return this.#base !== undefined
  }

  at(path: string): FieldPath {
    if (path === '') return this.#base ?? FieldPath.of('<nil>')
    return this.#base ? this.#base.child(path) : FieldPath.of(path)
  }

  type(path: string, wanted: string, shown: string): void {
    this.found.typeInvalid(this.at(path), shown, `${path} in body must be of type ${wanted}: "${shown}"`)
  }

  body(path: string, value: Json, complaint: string): void {
    this.found.invalid(this.at(path), value, `${path} in body ${complaint}`)
  }

  /** A complaint that the server ties to no field. */
  loose(complaint: string): void {
    this.found.invalid(this.at(''), '', complaint)
  }
}
