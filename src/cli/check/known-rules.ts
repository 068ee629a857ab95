import type { RuleFacts } from '../../config/rule-settings.ts'
import type { OwnRule } from '../../lint/own/cel-rule.ts'
import type { Rule } from '../../lint/rule.ts'
import { loadRules, type RuleModule } from './rule-modules.ts'

/** Every rule that there is in a run: those of drydock, of the configuration and of modules. Loaded when asked for. */
export async function knownRules(own: readonly OwnRule[], modules: readonly RuleModule[]): Promise<RuleFacts[]> {
  const { RULES } = await import('../../../rules/rules.generated.ts')
  const loaded = modules.length > 0 ? await loadRules(modules) : []
  return [
    ...RULES,
    // These apply under every profile.
    ...own.map(({ name }) => ({ name, profiles: EVERYWHERE })),
    ...(typeof loaded === 'string' ? [] : loaded),
  ]
}

/** Whether a rule of the user's own goes by the name of another, so that settings and findings would mean both. */
export async function nameTaken(own: readonly OwnRule[], loaded: readonly Rule[]): Promise<string | undefined> {
  const { RULES } = await import('../../../rules/rules.generated.ts')
  const names = new Set(RULES.map(({ name }) => name))
  for (const { name } of [...own, ...loaded]) {
    if (names.has(name)) return `there is another rule called ${name}; give yours a name of its own`
    names.add(name)
  }
  return undefined
}

const EVERYWHERE = ['recommended', 'strict', 'security', 'off']
