import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type OwnRule, ownRule } from '../lint/own/cel-rule.ts'
import type { Document } from '../yaml/document.ts'
import { placeOf } from '../yaml/place.ts'

/** The expressions among `ownRules` that are no CEL, at their lines. */
export function checkOwnRules(document: Document, rules: readonly OwnRule[]): Diagnostic[] {
  return rules.flatMap((definition, index) => {
    const before = rules.findIndex(({ name }) => name === definition.name)
    if (before < index) {
      const message = `ownRules[${before}] is called ${definition.name} as well: their findings could not be told apart`
      return [
        {
          code: 'config/invalid',
          severity: 'error' as const,
          message,
          at: placeOf(document, ['ownRules', index, 'name']),
          path: `ownRules[${index}].name`,
          advice: 'Give it another name.',
        },
      ]
    }
    const made = ownRule(definition)
    if ('run' in made) return []
    const path = ['ownRules', index, made.in]
    return [
      {
        code: 'config/invalid',
        severity: 'error' as const,
        message: `The rule ${definition.name} does not compile: ${inOneLine(made.text)}`,
        at: placeOf(document, path),
        path: `ownRules[${index}].${made.in}`,
      },
    ]
  })
}

/** CEL shows the expression again below its words; where it stands is shown by the finding. */
const inOneLine = (text: string): string =>
  (text.split('\n')[0] ?? '').replace(/^ERROR: <input>:(\d+):(\d+): (.*)$/, '$3 (at $1:$2 of the expression)')
