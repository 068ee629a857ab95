import type { Change } from '../../plan/change.ts'
import type { Consequence } from '../../plan/consequence.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Rollout } from '../../plan/rollout.ts'
import { COLOUR, PLAIN, type Style } from '../text/style.ts'
import { changeLines, SIGNS } from './change-lines.ts'
import { consequenceSentence } from './consequence-sentences.ts'
import type { PlanContext } from './formats.ts'
import { printable, withoutColours } from './printable.ts'
import { rolloutSentence, stepSentence, timeOf } from './rollout-sentences.ts'
import { summarySentence, titleOf } from './summary.ts'
import { unknownSentence } from './unknown-sentences.ts'
import { claimSentence, nodeSentence, runSentence } from './view-sentences.ts'
import { wrap } from './wrap.ts'

/** For the terminal: what changes, what happens then, what follows, and what is not known. */
export function text(given: Plan, { colour = false, all = false }: PlanContext): string {
  const plan = withoutColours(given)
  const style = colour ? COLOUR : PLAIN
  const views = [
    ...plan.claims.map(claimSentence),
    ...plan.runs.map(runSentence),
    ...(plan.nodes.length <= 12 || all ? plan.nodes.map(nodeSentence) : []),
  ]
  const parts = [
    style.bold(titleOf(plan)),
    section(
      'Changes',
      plan.changes.flatMap(change => changed(change, style, all)),
      style,
    ),
    section(
      'What happens',
      [...plan.rollouts.flatMap(rollout => happens(rollout, style, all)), ...views.map(view => `  ${view}`)],
      style,
    ),
    section(
      'What follows',
      plan.consequences.map(consequence => follows(consequence, style)),
      style,
    ),
    section(
      'What cannot be known',
      plan.unknown.map(unknown => `  ? ${wrap(unknownSentence(unknown), '    ')}`),
      style,
    ),
    style.bold(summarySentence(plan)),
  ]
  return `${printable(parts.filter(part => part !== '').join('\n\n'))}\n`
}

const section = (title: string, lines: readonly string[], { bold }: Style): string =>
  lines.length === 0 ? '' : `${bold(title)}\n\n${lines.join('\n')}`

function changed(change: Change, style: Style, all: boolean): string[] {
  const [head, ...fields] = changeLines(change, all ? Number.POSITIVE_INFINITY : 12)
  if (head === undefined) return []
  const { good, severity } = style
  const paint = {
    create: good,
    delete: severity.error,
    refused: severity.error,
    update: severity.warning,
    replace: severity.warning,
    keep: style.dim,
    leave: style.dim,
  }[change.action]
  return [
    `  ${paint(SIGNS[change.action])} ${head}`,
    ...fields.map(field => `      ${change.action === 'refused' ? wrap(field, '      ') : field}`),
  ]
}

/** Steps that make a long rollout are shown at its beginning and its end. */
const SHOWN_STEPS = 8

function happens(rollout: Rollout, style: Style, all: boolean): string[] {
  const steps = rollout.steps.filter(
    ({ made, ready, terminating, gone, ended }) => made + ready + terminating + gone + ended > 0,
  )
  const most = all ? steps.length : SHOWN_STEPS
  const line = (step: (typeof steps)[number]): string =>
    `      ${timeOf(step).padStart(5)}  ${stepSentence(step)} ${style.dim(`(${step.available} available)`)}`
  const shown =
    steps.length <= most + 1
      ? steps.map(line)
      : [
          ...steps.slice(0, most - 2).map(line),
          style.dim(`             … ${steps.length - most} more steps`),
          ...steps.slice(-2).map(line),
        ]
  return [`  ${rolloutSentence(rollout)}`, ...shown]
}

const MARKS = { error: '✗', warning: '!', note: '·' } as const

function follows(consequence: Consequence, { severity }: Style): string {
  const { weight, kind } = consequence
  return `  ${severity[weight](MARKS[weight])} ${wrap(`${consequenceSentence(consequence)} [${kind}]`, '    ')}`
}
