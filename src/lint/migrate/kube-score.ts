import { type Migration, Settings } from './migration.ts'
import type { RulesFor } from './names.ts'

/** kube-score has no file for its settings: they are options in scripts and pipelines. */
export function fromKubeScore(text: string, rulesFor: RulesFor): Migration {
  const settings = new Settings(rulesFor)
  const given = (option: string) =>
    [...text.matchAll(new RegExp(`--${option}[= ]+["']?([\\w,-]+)`, 'g'))].flatMap(([, names]) => names!.split(','))
  for (const check of given('ignore-test')) settings.set(check, 'off')
  for (const check of given('enable-optional-test')) settings.set(check, 'warning')
  if (/--ignore-container-cpu-limit\b/.test(text))
    settings.note('--ignore-container-cpu-limit: limits of CPU are not asked for anyway')
  return settings.done()
}
