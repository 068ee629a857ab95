import type { Json } from '../../resource/json.ts'
import { type Migration, Settings } from './migration.ts'
import type { RulesFor } from './names.ts'
import { mapAt, objectsAt, textsAt } from './read.ts'

/** `.kube-linter.yaml`: which checks are on, paths to leave alone, checks of one's own. */
export function fromKubeLinter(config: Json, rulesFor: RulesFor): Migration {
  const settings = new Settings(rulesFor)
  const checks = mapAt(config, 'checks')
  if (checks['addAllBuiltIn'] === true) settings.profile('strict')
  if (checks['doNotAutoAddDefaults'] === true) settings.profile('off')
  for (const path of textsAt(checks, 'ignorePaths')) settings.exclude(path)
  for (const check of textsAt(checks, 'include')) settings.set(check, 'error')
  for (const check of textsAt(checks, 'exclude')) settings.set(check, 'off')
  for (const custom of objectsAt(config, 'customChecks')) {
    const { name, template } = custom
    settings.note(
      `customChecks ${typeof name === 'string' ? name : '?'} (template ${typeof template === 'string' ? template : '?'}): write it under ownRules, or set the options of the rule that stands for the template`,
    )
  }
  return settings.done()
}
