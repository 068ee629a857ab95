import type { Json, JsonObject } from '../../resource/json.ts'
import { isObject } from '../../resource/json.ts'
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
  readonly #options = new Map<string, JsonObject>()
  readonly #suppressions: JsonObject[] = []
  readonly #exclude: string[] = []
  readonly #off = new Set<string>()
  readonly #more: JsonObject = {}

  constructor(rulesFor: RulesFor) {
    this.#rulesFor = rulesFor
  }

  profile(name: string): void {
    this.#more['profile'] = name
  }

  /** From what severity on a run fails. */
  failOn(severity: string): void {
    this.#more['failOn'] = severity
  }

  versions(versions: readonly string[]): void {
    this.#more['kubernetesVersions'] = [...versions]
  }

  exclude(pattern: string): void {
    this.#exclude.push(pattern)
  }

  /** A severity, or `off`, for a check. */
  set(check: string, severity: string): void {
    for (const rule of this.#known(check)) this.#rules.set(rule, severity)
    if (severity === 'off') this.#off.add(check.toLowerCase())
  }

  setRule(name: string, severity: string): void {
    this.#rules.set(name, severity)
  }

  /** Every rule that stands for a check of the tool, and that `strict` does not have. */
  setAll(severity: string): void {
    for (const { name, isStrict } of this.#rulesFor.all) if (!isStrict) this.#rules.set(name, severity)
  }

  /** Options of a rule, which they switch on. */
  configure(rule: string, options: JsonObject): void {
    this.#options.set(rule, { ...this.#options.get(rule), ...options })
    this.#rules.set(rule, 'error')
  }

  /** A check that some objects are excused from. */
  suppress(check: string, scope: JsonObject, reason: string): void {
    for (const code of this.#known(check)) this.#suppressions.push({ code, reason, ...scope })
  }

  note(text: string): void {
    this.notes.push(text)
  }

  /** Says of each key that was not looked at that it was not. */
  onlyKnows(value: Json | undefined, known: readonly string[], where = ''): void {
    if (!isObject(value)) return
    for (const key of Object.keys(value))
      if (!known.includes(key)) this.note(`${where}${key}: drydock has nothing like it`)
  }

  #known(check: string): readonly string[] {
    const rules = this.#rulesFor.of(check)
    if (rules.length === 0) this.note(`${check}: ${this.#rulesFor.elsewhere(check) ?? 'no rule stands for it'}`)
    return rules
  }

  done(): Migration {
    for (const { name, checks } of this.#rulesFor.all) {
      const others = checks.filter(check => !this.#off.has(check.toLowerCase()))
      if (this.#rules.get(name) === 'off' && others.length < checks.length && others.length > 0)
        this.note(`${name} is off, and stands for ${others.join(', ')} as well`)
    }
    const rules = [...this.#rules].sort().map(([name, severity]): [string, Json] => {
      const options = this.#options.get(name)
      return [name, options ? { severity, options } : severity]
    })
    return {
      config: {
        ...this.#more,
        ...(this.#exclude.length > 0 && { paths: { exclude: this.#exclude } }),
        ...(rules.length > 0 && { rules: Object.fromEntries(rules) }),
        ...(this.#suppressions.length > 0 && { suppressions: this.#suppressions }),
      },
      notes: [...new Set(this.notes)],
    }
  }
}
