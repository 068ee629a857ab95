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
  readonly path: Path
  readonly value: Json | undefined

  constructor(object: LintObject, path: Path, value: Json | undefined) {
    this.object = object
    this.path = path
    this.value = value
  }

  get(...steps: readonly (string | number)[]): Field {
    let value: Json | undefined = this.value
    for (const step of steps) value = stepInto(value, step)
    return new Field(this.object, [...this.path, ...steps], value)
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
    return value.map((item, index) => new Field(this.object, [...this.path, index], item))
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
    return Object.keys(value).map(key => [key, new Field(this.object, [...this.path, key], value[key])])
  }

  /** The name of the field rather than its value. */
  get key(): Spot {
    return { object: this.object, path: this.path, atKey: true }
  }
}

const NONE: Field[] = []

function stepInto(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
}
