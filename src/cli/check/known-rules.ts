import type { RuleFacts } from '../../config/rule-settings.ts'
import type { OwnRule } from '../../lint/own/cel-rule.ts'
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

const EVERYWHERE = ['recommended', 'strict', 'security', 'off']
