import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type OwnRule, ownRule } from '../lint/own/cel-rule.ts'
import type { Document } from '../yaml/document.ts'
import { placeOf } from '../yaml/place.ts'

/** The expressions among `ownRules` that are no CEL, at their lines. */
export function checkOwnRules(document: Document, rules: readonly OwnRule[]): Diagnostic[] {
  return rules.flatMap((definition, index) => {
    const made = ownRule(definition)
    if ('run' in made) return []
    const path = ['ownRules', index, made.in]
    return [
      {
        code: 'config/invalid',
        severity: 'error' as const,
        message: `The rule ${definition.name} does not compile: ${made.text}`,
        at: placeOf(document, path),
        path: `ownRules[${index}].${made.in}`,
      },
    ]
  })
}
