/** The path of a field as the API server writes it: `spec.containers[0].env[name]`. */
export class FieldPath {
  readonly #parent: FieldPath | undefined
  readonly #segment: string

  private constructor(parent: FieldPath | undefined, segment: string) {
    this.#parent = parent
    this.#segment = segment
  }

  /** The path of a top-level field; further names go deeper. The server writes that of the object itself as `[]`. */
  static of(name: string, ...more: string[]): FieldPath {
    return new FieldPath(undefined, name || '[]').child(...more)
  }

  child(...names: string[]): FieldPath {
    let path: FieldPath = this
    for (const name of names) path = new FieldPath(path, `.${name}`)
    return path
  }

  index(index: number): FieldPath {
    return new FieldPath(this, `[${index}]`)
  }

  /** A key of a map or of a list by key. */
  key(key: string): FieldPath {
    return new FieldPath(this, `[${key}]`)
  }

  toString(): string {
    let text = ''
    for (let path: FieldPath | undefined = this; path; path = path.#parent) text = path.#segment + text
    return text
  }
}
