import type { Json, JsonObject } from '../resource/json.ts'
import { isObject, Numeral } from '../resource/json.ts'
import type { Path } from '../yaml/path.ts'
import type { LintObject } from './lint-object.ts'

/** Where a finding points: a value of an object, or the key that holds it. What is absent points at what is nearest. */
export interface Spot {
  readonly object: LintObject
  readonly path: Path
  readonly atKey?: boolean
}

/**
 * A place in an object, and the value there if there is one. Whatever a manifest holds, asking never throws: a step
 * that leads nowhere gives an absent field, and a list where a map is expected has no entries.
 */
export class Field implements Spot {
  readonly object: LintObject
  readonly value: Json | undefined
  readonly #from: Path | Field
  readonly #steps: Path

  /** `from`: where the steps to the value begin. */
  constructor(object: LintObject, from: Path | Field, value: Json | undefined, steps: Path = []) {
    this.object = object
    this.#from = from
    this.#steps = steps
    this.value = value
  }

  /** Put together when it is asked for: of most fields nobody ever wants to know. */
  get path(): Path {
    const from = this.#from instanceof Field ? this.#from.path : this.#from
    return this.#steps.length === 0 ? from : [...from, ...this.#steps]
  }

  get(...steps: readonly (string | number)[]): Field {
    let value: Json | undefined = this.value
    for (const step of steps) value = stepInto(value, step)
    return new Field(this.object, this, value, steps)
  }

  /** Null counts as absent, as it does to the API server. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null
  }

  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined
  }

  get number(): number | undefined {
    const { value } = this
    return typeof value === 'number' ? value : value instanceof Numeral ? Number(value) : undefined
  }

  /** `80` or `"80%"` or `"http"`: what an int-or-string holds. */
  get scalar(): string | number | undefined {
    return this.text ?? this.number
  }

  get isTrue(): boolean {
    return this.value === true
  }

  get isFalse(): boolean {
    return this.value === false
  }

  get map(): JsonObject | undefined {
    return isObject(this.value) ? this.value : undefined
  }

  /** The items of a list; of anything else none. */
  get items(): Field[] {
    const { value } = this
    if (!Array.isArray(value)) return NONE
    return value.map((item, index) => new Field(this.object, this, item, [index]))
  }

  /** The strings among the items of a list. */
  get texts(): string[] {
    const { value } = this
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
  }

  /** The entries of a map; of anything else none. */
  get entries(): [string, Field][] {
    const { value } = this
    if (!isObject(value)) return []
    return Object.keys(value).map(key => [key, new Field(this.object, this, value[key], [key])])
  }

  /** The name of the field rather than its value. */
  get key(): Spot {
    return { object: this.object, path: this.path, atKey: true }
  }
}

const NONE: Field[] = []

function stepInto(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined
  if (!isObject(value)) return undefined
  const found = value[step]
  return found !== undefined && Object.hasOwn(value, step) ? found : undefined
}
