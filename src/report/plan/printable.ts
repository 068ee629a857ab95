import type { Plan } from '../../plan/plan.ts'

/** Nothing from a manifest may move the cursor, change colours or turn the direction of the text; our own colours may. */
export const printable = (text: string): string =>
  text.replaceAll(/[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[0-9]{1,2}m)/g, '�')

/** A plan without the beginnings of colours that manifests brought in: then all that are in its text are ours. */
export function withoutColours(plan: Plan): Plan {
  const text = JSON.stringify(plan)
  if (!text.includes('\\u001b')) return plan
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\x1b', '�') : value,
  ) as Plan
}
