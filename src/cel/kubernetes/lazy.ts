import { Failure, Mapping, type Value } from '../run/value.ts'

/** A value that may turn out to be an error. */
export type Made = { readonly value: Value } | { readonly error: string }

/**
 * An object whose fields are worked out when first asked for, and once: the `variables` of a policy. A field that
 * fails makes the expression that asked for it fail with the same text.
 */
export class LazyObject extends Mapping {
  override readonly typeName: string
  readonly #makers: ReadonlyMap<string, () => Made>
  readonly #made = new Map<string, Made>()

  constructor(typeName: string, makers: ReadonlyMap<string, () => Made>) {
    super()
    this.typeName = typeName
    this.#makers = makers
  }

  get size(): number {
    return this.#makers.size
  }

  find(key: Value): Value | undefined {
    const maker = typeof key === 'string' ? this.#makers.get(key) : undefined
    if (!maker) return undefined
    let made = this.#made.get(key as string)
    if (!made) {
      made = maker()
      this.#made.set(key as string, made)
    }
    if ('error' in made) throw new Failure(made.error)
    return made.value
  }

  override has(name: string): boolean {
    return this.#makers.has(name)
  }

  keys(): Value[] {
    return [...this.#makers.keys()]
  }
}
