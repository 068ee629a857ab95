import type { Change } from '../../plan/change.ts'
import type { Plan, Side } from '../../plan/plan.ts'
import { count } from '../text/words.ts'
import { duration } from './words.ts'

export const titleOf = ({ from, to, kubernetes }: Plan): string =>
  `drydock plan: ${sideText(from)} → ${sideText(to)}, Kubernetes ${kubernetes}`

const sideText = ({ kind, name }: Side): string => (kind === 'nothing' ? 'nothing' : name)

const DOES = {
  create: 'to create',
  update: 'to update',
  replace: 'to replace',
  delete: 'to delete',
  refused: 'refused',
  leave: 'left behind',
  keep: 'unchanged',
} as const satisfies Record<Change['action'], string>

/** `Plan: 1 to create, 2 to update, 21 unchanged. It settles after 34 s. 1 error, 2 warnings.` */
export function summarySentence(plan: Plan): string {
  const counts = new Map<Change['action'], number>()
  for (const { action } of plan.changes) counts.set(action, (counts.get(action) ?? 0) + 1)
  const actions = Object.keys(DOES) as Change['action'][]
  const changes = actions.flatMap(action => (counts.has(action) ? `${counts.get(action)} ${DOES[action]}` : []))
  return `Plan: ${changes.join(', ') || 'nothing to do'}. ${endSentence(plan)} ${weights(plan)}`
}

export function endSentence({ outcome, seconds, rollouts }: Plan): string {
  const stalls = rollouts.filter(({ stall }) => stall !== undefined).length
  if (stalls > 0)
    return `${count(stalls, 'workload')} never ${stalls === 1 ? 'gets' : 'get'} where ${stalls === 1 ? 'it' : 'they'} should.`
  const rest = outcome === 'rejected' ? 'The rest' : 'It'
  return seconds === 0 ? `${rest} settles at once.` : `${rest} settles after ${duration(seconds)}.`
}

export function weights({ consequences }: Plan): string {
  const number = (weight: string): number => consequences.filter(one => one.weight === weight).length
  const parts = [
    ...(number('error') > 0 ? [count(number('error'), 'error')] : []),
    ...(number('warning') > 0 ? [count(number('warning'), 'warning')] : []),
    ...(number('note') > 0 ? [count(number('note'), 'note')] : []),
  ]
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing to worry about.'
}

/** Whether anything would be different afterwards. */
export const changesSomething = ({ changes }: Plan): boolean =>
  changes.some(({ action }) => action !== 'keep' && action !== 'leave')
