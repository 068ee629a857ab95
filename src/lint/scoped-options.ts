import type { JsonObject } from '../resource/json.ts'
import { wayFrom } from '../text/paths.ts'
import type { LintObject } from './lint-object.ts'
import { type Scope, type ScopeTest, scopeTest } from './scope.ts'

/** Options of rules by name. */
export type RuleOptions = Readonly<Record<string, JsonObject>>

/** Options that hold for some objects only; of several, the last ones win. Plain data: it goes to workers. */
export interface ScopedOptions {
  /** The folder that names of files are relative to. Absolute, with `/`. */
  readonly namedFrom: string
  /** The folder that paths of scopes are relative to. Absolute, with `/`. */
  readonly settings: string
  readonly layers: readonly { readonly scope: Scope; readonly options: RuleOptions }[]
}

/** The scoped options of one rule. */
export class OptionLayers {
  readonly #layers: readonly { readonly applies: ScopeTest; readonly options: JsonObject }[]
  readonly #placeOf: (name: string) => string
  readonly #merged = new Map<string, JsonObject>()

  constructor({ namedFrom, settings, layers }: ScopedOptions, rule: string) {
    this.#placeOf = name => wayFrom(settings, namedFrom, name)
    this.#layers = layers.flatMap(({ scope, options }) =>
      Object.hasOwn(options, rule) ? [{ applies: scopeTest(scope), options: options[rule]! }] : [],
    )
  }

  get isEmpty(): boolean {
    return this.#layers.length === 0
  }

  /** What holds for an object besides what holds everywhere. It is the same value for objects with the same layers. */
  of({ manifest: { file, subject }, labels }: LintObject): JsonObject | undefined {
    const target = { file: this.#placeOf(file), subject, labels }
    const layers = this.#layers.filter(({ applies }) => applies(target))
    if (layers.length === 0) return undefined
    const key = layers.map(layer => this.#layers.indexOf(layer)).join()
    const known = this.#merged.get(key)
    if (known) return known
    const merged: JsonObject = Object.assign({}, ...layers.map(({ options }) => options))
    this.#merged.set(key, merged)
    return merged
  }
}
