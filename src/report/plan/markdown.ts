import type { Change } from '../../plan/change.ts'
import type { Plan } from '../../plan/plan.ts'
import { escaped } from '../markdown.ts'
import { changeLines, SIGNS } from './change-lines.ts'
import { consequenceSentence } from './consequence-sentences.ts'
import { rolloutSentence, stepSentence, timeOf } from './rollout-sentences.ts'
import { endSentence, summarySentence, weights } from './summary.ts'
import { unknownSentence } from './unknown-sentences.ts'
import { claimSentence, nodeSentence, runSentence } from './view-sentences.ts'

const SIGN = { error: '🔴', warning: '🟡', note: '🔵' } as const
/** GitHub cuts comments at 65,536 characters; what follows comes first, and details stop before that. */
const LONGEST = 60_000

/** For a comment in a pull request: what follows on top, changes and steps behind folds. */
export function markdown(plan: Plan): string {
  const parts = [
    `### drydock plan: ${weights(plan).replace(/\.$/, '')}`,
    `${escaped(summarySentence(plan))}`,
    plan.consequences
      .map(one => `- ${SIGN[one.weight]} ${escaped(consequenceSentence(one))} \`${one.kind}\``)
      .join('\n'),
    changesOf(plan.changes),
    fold(
      `What happens: ${endSentence(plan)}`,
      [
        ...plan.rollouts.map(rollout => {
          const steps = rollout.steps.map(
            step => `| ${timeOf(step)} | ${escaped(stepSentence(step))} | ${step.available} |`,
          )
          return `**${escaped(rolloutSentence(rollout))}**\n\n| time | what | available |\n|---|---|---|\n${steps.slice(0, 40).join('\n')}`
        }),
        [...plan.claims.map(claimSentence), ...plan.runs.map(runSentence), ...plan.nodes.slice(0, 20).map(nodeSentence)]
          .map(sentence => `- ${escaped(sentence)}`)
          .join('\n'),
      ].filter(part => part !== ''),
    ),
    fold(
      'What cannot be known',
      plan.unknown.length > 0 ? [plan.unknown.map(one => `- ${escaped(unknownSentence(one))}`).join('\n')] : [],
    ),
  ]
  const told: string[] = []
  let length = 0
  for (const part of parts.filter(part => part !== '')) {
    if (length + part.length > LONGEST) {
      told.push('…and more than a comment can hold; `--output html=FILE` has all of it.')
      break
    }
    told.push(part)
    length += part.length
  }
  return `${told.join('\n\n')}\n`
}

function changesOf(changes: readonly Change[]): string {
  const lines = changes.flatMap(change => {
    const [head, ...fields] = changeLines(change, 20)
    if (head === undefined) return []
    return [`${SIGNS[change.action]} ${head}`, ...fields.map(field => `    ${field}`)]
  })
  if (lines.length === 0) return ''
  // A fence longer than any in the text cannot be closed by it.
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return fold('Changes', [`${fence}diff\n${lines.join('\n')}\n${fence}`])
}

const fold = (summary: string, parts: readonly string[]): string =>
  parts.length === 0 ? '' : `<details><summary>${escaped(summary)}</summary>\n\n${parts.join('\n\n')}\n\n</details>`
