import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { isObject } from '../resource/json.ts'
import { suggest } from '../resource/suggest.ts'
import type { Document } from '../yaml/document.ts'
import { keyPlaceOf, placeOf } from '../yaml/place.ts'
import type { Config, ProfileName } from './config.ts'
import { wantedRules } from './settings.ts'

/** What there is to know of a rule to understand settings about it. */
export interface RuleFacts {
  readonly name: string
  readonly profiles: readonly string[]
  readonly options?: Readonly<Record<string, unknown>>
}

/** The rules that nothing switches on: neither the profile, nor any setting, wherever it may hold. */
export function inactiveRules(rules: readonly RuleFacts[], profile: ProfileName, config: Config): ReadonlySet<string> {
  const wanted = new Set(wantedRules(config))
  return new Set(rules.filter(rule => !inProfile(rule, profile) && !wanted.has(rule.name)).map(({ name }) => name))
}

/** The rules that only overrides switch on: elsewhere they have nothing to say. */
export function scopedRules(rules: readonly RuleFacts[], profile: ProfileName, config: Config): ReadonlySet<string> {
  const everywhere = new Set(wantedRules({ rules: config.rules ?? {} }))
  const somewhere = new Set(wantedRules(config))
  return new Set(
    rules
      .filter(rule => !inProfile(rule, profile) && somewhere.has(rule.name) && !everywhere.has(rule.name))
      .map(({ name }) => name),
  )
}

/** `strict` has the recommended ones as well. */
const inProfile = ({ profiles }: RuleFacts, profile: ProfileName): boolean =>
  profiles.includes(profile) || (profile === 'strict' && profiles.includes('recommended'))

/**
 * Settings that mean nothing: of rules that nobody knows, and of options that a rule does not have. They are warned of and otherwise left out: a newer drydock may know them.
 *
 * @param codes what else settings can be about, besides the reasons of the API server; without any, only what looks
 * like the name of a rule is judged
 */
export function ruleSettingProblems(
  document: Document,
  rules: readonly RuleFacts[],
  codes: readonly string[] = [],
): Diagnostic[] {
  const { value } = document
  if (!isObject(value)) return []
  const known = new Map(rules.map(rule => [rule.name, rule]))
  const own = listIn(value['ownRules']).flatMap(rule => (isObject(rule) ? String(rule['name']) : []))
  const names = [...known.keys(), ...own, ...codes]
  const problems: Diagnostic[] = []
  const isUnknown = (name: string) => (codes.length > 0 ? LIKE_A_CODE : LIKE_A_RULE).test(name) && !names.includes(name)
  const unknown = (name: string): Pick<Diagnostic, 'code' | 'severity' | 'message' | 'advice'> => {
    const meant = suggest(name, names)
    return {
      code: 'config/unknown-rule',
      severity: 'warning',
      message: `Nothing is called ${name}: this setting does nothing`,
      advice: meant ? `Did you mean \`${meant}\`?` : 'See the list of rules, or run drydock explain.',
    }
  }
  const layers: { readonly path: (string | number)[]; readonly rules: unknown }[] = [
    { path: ['rules'], rules: value['rules'] },
    ...listIn(value['overrides']).map((override, index) => ({
      path: ['overrides', index, 'rules'],
      rules: isObject(override) ? override['rules'] : undefined,
    })),
  ]
  for (const { path, rules: settings } of layers) {
    if (!isObject(settings)) continue
    for (const [name, setting] of Object.entries(settings)) {
      if (isUnknown(name)) problems.push({ ...unknown(name), at: keyPlaceOf(document, [...path, name]) })
      const options = isObject(setting) && isObject(setting['options']) ? setting['options'] : {}
      const rule = known.get(name)
      for (const option of Object.keys(options)) {
        const at = keyPlaceOf(document, [...path, name, 'options', option])
        if (rule && !Object.hasOwn(rule.options ?? {}, option)) {
          const all = Object.keys(rule.options ?? {})
          const meant = suggest(option, all)
          const advice = meant
            ? `Did you mean \`${meant}\`?`
            : all.length > 0
              ? `Its options: ${all.join(', ')}.`
              : 'It has no options.'
          const message = `${name} has no option ${option}: this setting does nothing`
          problems.push({ code: 'config/unknown-rule', severity: 'warning', message, at, advice })
        }
      }
    }
  }
  for (const [index, suppression] of listIn(value['suppressions']).entries()) {
    const code = isObject(suppression) ? suppression['code'] : undefined
    if (typeof code === 'string' && isUnknown(code))
      problems.push({ ...unknown(code), at: placeOf(document, ['suppressions', index, 'code']) })
  }
  return problems
}

/** `image-has-tag`, `yaml/tab`. What the API server says, `FieldValueInvalid`, is its own to name. */
const LIKE_A_RULE = /^[a-z][a-z0-9-]*$/
const LIKE_A_CODE = /^[a-z][a-z0-9-]*(?:\/[a-z-]+)?$/

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
