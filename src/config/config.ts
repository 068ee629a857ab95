import type { Severity } from '../diagnostic/diagnostic.ts'
import type { OwnRule } from '../lint/own/cel-rule.ts'
import type { Scope } from '../lint/scope.ts'
import type { JsonObject } from '../resource/json.ts'

/** `off` silences a rule. YAML 1.1 reads the bare word as `false`. */
export type RuleSeverity = Severity | 'off' | false

export type ProfileName = 'recommended' | 'strict' | 'security' | 'off'

export type RuleSetting = RuleSeverity | { readonly severity?: RuleSeverity; readonly options?: JsonObject }

export type RuleSettings = Readonly<Record<string, RuleSetting>>

export interface Override extends Scope {
  readonly rules: RuleSettings
}

export interface Suppression extends Scope {
  readonly code: string
  readonly reason: string
}

/** drydock.yaml as written. docs/schema/drydock.schema.json says what each key means; a test holds the two together. */
export interface Config {
  readonly kubernetesVersions?: readonly string[]
  readonly paths?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
  readonly limits?: { readonly fileSize?: number; readonly renderSeconds?: number }
  readonly unknownKinds?: Severity | 'ignore'
  readonly crds?: readonly string[]
  /** YAML 1.1 reads the bare word `off` as `false`. */
  readonly profile?: ProfileName | false
  readonly rules?: RuleSettings
  readonly ownRules?: readonly OwnRule[]
  readonly overrides?: readonly Override[]
  readonly suppressions?: readonly Suppression[]
  readonly output?: readonly string[]
  readonly failOn?: Severity | 'never'
  readonly baseline?: string
  readonly complete?: boolean
  readonly assumptions?: JsonObject
}

export const CONFIG_NAMES = ['drydock.yaml', 'drydock.yml'] as const
