import { CHECK_CODES } from '../check/codes.ts'
import { CONFIG_CODES } from '../config/codes.ts'
import { INPUT_CODES } from '../input/listing.ts'
import type { CodeInfo } from '../report/report.ts'
import { YAML_CODES } from '../yaml/codes.ts'

/** Every code that a finding can have, with what is known of it. */
export function allCodes(): Map<string, CodeInfo> {
  const codes = new Map<string, CodeInfo>()
  for (const list of [YAML_CODES, CHECK_CODES, INPUT_CODES, CONFIG_CODES]) {
    for (const [code, summary] of Object.entries(list)) codes.set(code, { summary })
  }
  return codes
}
