import { RULES } from '../../rules/rules.generated.ts'
import { CHECK_CODES } from '../check/codes.ts'
import { CONFIG_CODES } from '../config/codes.ts'
import { INPUT_CODES } from '../input/listing.ts'
import { LINT_CODES } from '../lint/codes.ts'
import type { CodeInfo } from '../report/report.ts'
import { YAML_CODES } from '../yaml/codes.ts'

/** Every code that a finding can have, with what is known of it. */
export function allCodes(): Map<string, CodeInfo> {
  const codes = fixedCodes()
  for (const { name, summary, why, instead } of RULES) codes.set(name, { summary, why, instead })
  return codes
}

/** The codes of findings that are not a rule's. */
export function fixedCodes(): Map<string, CodeInfo> {
  const codes = new Map<string, CodeInfo>()
  for (const list of [YAML_CODES, CHECK_CODES, LINT_CODES, INPUT_CODES, CONFIG_CODES]) {
    for (const [code, summary] of Object.entries(list)) codes.set(code, { summary })
  }
  return codes
}
