import type { Severity } from '../diagnostic/diagnostic.ts'
import { scopeTest, type Target } from '../lint/scope.ts'
import type { RuleOptions, ScopedOptions } from '../lint/scoped-options.ts'
import type { JsonObject } from '../resource/json.ts'
import type { Config, ProfileName, RuleSetting, RuleSettings, RuleSeverity } from './config.ts'

/** What becomes of a finding. */
export type Verdict =
  | { readonly kind: 'report'; readonly severity: Severity }
  /** `off`: nobody wants to hear of it. */
  | { readonly kind: 'off' }
  /** Known and accepted. */
  | {
      readonly kind: 'suppressed'
      readonly reason: string
      /** Which of the suppressions it is. */
      readonly by: number
    }

export type Judge = (code: string, severity: Severity, target: Target) => Verdict

/**
 * The settings of a configuration, compiled once: overrides from the last to the first, then `rules`, then what the
 * finding says itself.
 *
 * @param scoped rules that only overrides switch on
 */
export function judge(config: Config, scoped: ReadonlySet<string> = new Set()): Judge {
  const layers = [
    ...(config.overrides ?? []).map(override => ({ applies: scopeTest(override), rules: override.rules })).reverse(),
    { applies: () => true, rules: config.rules ?? {} },
  ]
  const suppressions = (config.suppressions ?? []).map(suppression => ({
    meansCode: codeTest(suppression.code),
    applies: scopeTest(suppression),
    reason: suppression.reason,
  }))
  return (code, severity, target) => {
    const by = suppressions.findIndex(({ meansCode, applies }) => meansCode(code) && applies(target))
    const accepted = suppressions[by]
    if (accepted) return { kind: 'suppressed', reason: accepted.reason, by }
    for (const { applies, rules } of layers) {
      const set = severityIn(rules, code)
      if (set === undefined || !applies(target)) continue
      return set === 'off' || set === false ? { kind: 'off' } : { kind: 'report', severity: set }
    }
    return scoped.has(code) ? { kind: 'off' } : { kind: 'report', severity }
  }
}

/** Options of every rule that has some. */
export function ruleOptions({ rules = {} }: Pick<Config, 'rules'>): RuleOptions {
  const options: Record<string, JsonObject> = {}
  for (const [name, setting] of Object.entries(rules)) {
    if (typeof setting === 'object' && setting.options) options[name] = setting.options
  }
  return options
}

/**
 * Options that overrides give rules.
 *
 * @param namedFrom the folder that names of files are relative to
 * @param settings the folder of the configuration; both are absolute, with `/`
 */
export function scopedOptions(
  { overrides = [] }: Config,
  namedFrom: string,
  settings: string,
): { readonly scopedOptions?: ScopedOptions } {
  const layers = overrides
    .map(({ rules, ...scope }) => ({ scope, options: ruleOptions({ rules }) }))
    .filter(({ options }) => Object.keys(options).length > 0)
  return layers.length > 0 ? { scopedOptions: { namedFrom, settings, layers } } : {}
}

export const PROFILES: readonly ProfileName[] = ['recommended', 'strict', 'security', 'off']

export const profileOf = ({ profile = 'recommended' }: Config): ProfileName => (profile === false ? 'off' : profile)

/** The rules that any setting switches on by name. */
export function wantedRules({ rules = {}, overrides = [] }: Config): string[] {
  const layers = [rules, ...overrides.map(override => override.rules)]
  const wanted = layers.flatMap(layer =>
    Object.keys(layer).filter(name => {
      const severity = severityIn(layer, name)
      return severity !== undefined && severity !== 'off' && severity !== false
    }),
  )
  return [...new Set(wanted)].sort()
}

/** Whether anything goes by labels: only then are they worth carrying along. */
export const asksForLabels = ({ overrides = [], suppressions = [] }: Config): boolean =>
  [...overrides, ...suppressions].some(scope => scope.labels !== undefined)

const severityIn = (rules: RuleSettings, code: string): RuleSeverity | undefined => {
  const setting: RuleSetting | undefined = Object.hasOwn(rules, code) ? rules[code] : undefined
  return typeof setting === 'object' ? setting.severity : setting
}

const codeTest = (code: string): ((code: string) => boolean) =>
  code.endsWith('*') ? other => other.startsWith(code.slice(0, -1)) : other => other === code
