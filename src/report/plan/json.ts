import type { Plan } from '../../plan/plan.ts'
import { consequenceSentence } from './consequence-sentences.ts'
import { unknownSentence } from './unknown-sentences.ts'
import { jsonText } from './words.ts'

export const PLAN_FORMAT = 1

/**
 * The plan as it is, with the sentences for those who only want to show them. Its schema is
 * docs/schema/plan.schema.json; a change that breaks a reader raises `format`.
 */
export function json(plan: Plan): string {
  const { consequences, unknown, timeline, ...rest } = plan
  const told = {
    format: PLAN_FORMAT,
    ...rest,
    consequences: consequences.map(one => ({ ...one, sentence: consequenceSentence(one) })),
    unknown: unknown.map(one => ({ ...one, sentence: unknownSentence(one) })),
  }
  const head = jsonText(told, 2).slice(0, -2)
  // One line for each happening: there are many.
  const lines = timeline.map(happening => `    ${jsonText(happening)}`)
  return `${head},\n  "timeline": ${lines.length > 0 ? `[\n${lines.join(',\n')}\n  ]` : '[]'}\n}\n`
}
