import { RULES } from '../../rules/rules.generated.ts'
import { checkConfig } from '../../src/config/check-config.ts'
import { ruleSettingProblems } from '../../src/config/rule-settings.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import type { ManifestFile } from '../workspace/file.ts'

export const isConfiguration = (name: string): boolean => /(?:^|\/)drydock\.ya?ml$/.test(name)

/** What is wrong with drydock.yaml as it is being written. */
export function configurationProblems(file: ManifestFile): readonly Diagnostic[] {
  const [document] = file.chunks.flatMap(({ documents }) => documents)
  if (!document) return []
  const unread = document.diagnostics.filter(({ severity }) => severity === 'error')
  if (unread.length > 0) return unread
  const wrong = checkConfig(document)
  return wrong.length > 0 ? wrong : ruleSettingProblems(document, RULES)
}
