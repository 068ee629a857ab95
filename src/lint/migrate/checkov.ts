import type { Json } from '../../resource/json.ts'
import { type Migration, Settings } from './migration.ts'
import type { RulesFor } from './names.ts'
import { textsAt } from './read.ts'

/** `.checkov.yaml`: checks to skip, or the only ones to run, and paths to leave alone. Only those about Kubernetes. */
export function fromCheckov(config: Json, rulesFor: RulesFor): Migration {
  const settings = new Settings(rulesFor)
  const ours = (check: string) => check.startsWith('CKV_K8S') || check.startsWith('CKV2_K8S')
  const chosen = textsAt(config, 'check').filter(ours)
  if (chosen.length > 0) settings.profile('off')
  for (const check of chosen) settings.set(check, 'error')
  for (const check of textsAt(config, 'skip-check').filter(ours)) settings.set(check, 'off')
  for (const path of textsAt(config, 'skip-path')) settings.exclude(path)
  return settings.done()
}
