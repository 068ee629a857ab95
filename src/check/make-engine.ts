import { RULES } from '../../rules/rules.generated.ts'
import type { Rule } from '../lint/rule.ts'
import type { CheckOptions, Engine } from './engine.ts'
import { ManifestEngine } from './manifest-engine.ts'

/** The engine that `drydock check` uses. `more`: rules that came as modules. */
export async function makeEngine(options: CheckOptions, more: readonly Rule[] = []): Promise<Engine> {
  return new ManifestEngine(options, [...RULES, ...(await ownRules(options)), ...more])
}

/** CEL is large, and few have rules of their own. */
async function ownRules({ ownRules }: CheckOptions): Promise<Rule[]> {
  if (ownRules.length === 0) return []
  const { ownRule } = await import('../lint/own/cel-rule.ts')
  return ownRules.map(ownRule).filter(rule => 'run' in rule)
}
