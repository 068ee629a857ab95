import type { JsonObject } from '../../resource/json.ts'
import type { RulesFor } from './names.ts'

/** What becomes of the settings of another tool: those of drydock.yaml, and what could not be carried over. */
export interface Migration {
  readonly config: JsonObject
  readonly notes: readonly string[]
}

/** Collects what one setting after the other comes to. */
export class Settings {
  readonly notes: string[] = []
  readonly #rulesFor: RulesFor
  readonly #rules = new Map<string, string>()
  readonly #suppressions: JsonObject[] = []
  readonly #exclude: string[] = []
  #profile: string | undefined

  constructor(rulesFor: RulesFor) {
    this.#rulesFor = rulesFor
  }

  profile(name: string): void {
    this.#profile = name
  }

  exclude(pattern: string): void {
    this.#exclude.push(pattern)
  }

  /** A severity, or `off`, for a check. */
  set(check: string, severity: string): void {
    for (const rule of this.#known(check)) this.#rules.set(rule, severity)
  }

  /** A check that some objects are excused from. */
  suppress(check: string, scope: JsonObject, reason: string): void {
    for (const code of this.#known(check)) this.#suppressions.push({ code, reason, ...scope })
  }

  note(text: string): void {
    this.notes.push(text)
  }

  #known(check: string): readonly string[] {
    const rules = this.#rulesFor(check)
    if (rules.length === 0) this.notes.push(`${check}: no rule stands for it`)
    return rules
  }

  done(): Migration {
    return {
      config: {
        ...(this.#profile !== undefined && { profile: this.#profile }),
        ...(this.#exclude.length > 0 && { paths: { exclude: this.#exclude } }),
        ...(this.#rules.size > 0 && { rules: Object.fromEntries([...this.#rules].sort()) }),
        ...(this.#suppressions.length > 0 && { suppressions: this.#suppressions }),
      },
      notes: this.notes,
    }
  }
}
