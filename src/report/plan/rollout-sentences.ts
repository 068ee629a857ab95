import type { Because, Rollout, RolloutStep } from '../../plan/rollout.ts'
import { clock, duration, nameOf, pods } from './words.ts'

/** `Deployment shop/web: 4 pods are replaced, 4 to 5 at a time and never fewer than 4 available, in 1 min 4 s` */
export function rolloutSentence(rollout: Rollout): string {
  const { workload, wanted, doneAt, lowest, peak } = rollout
  const end = doneAt === undefined ? 'and it never gets there' : doneAt === 0 ? 'at once' : `in ${duration(doneAt)}`
  return `${nameOf(workload)}: ${whatHappens(rollout)}${
    wanted.before > 0 && wanted.after > 0
      ? `, at least ${lowest.available} available and at most ${peak.pods} at a time`
      : ''
  }, ${end}`
}

function whatHappens({ workload, wanted, replaced, points }: Rollout): string {
  const last = points.at(-1)
  if (workload.kind === 'Job') return wanted.before === 0 ? 'runs' : 'goes on'
  if (wanted.after === 0) return wanted.before === 1 ? 'its pod goes' : `${all(wanted.before)} go`
  if (wanted.before === 0) return `${pods(wanted.after)} ${wanted.after === 1 ? 'starts' : 'start'}`
  const number = wanted.before === wanted.after ? '' : ` ${wanted.before} → ${wanted.after}`
  if (!replaced) return number ? `scales${number}` : 'pods come and go'
  const replacing =
    last?.old === 0
      ? wanted.after === 1
        ? 'its pod is replaced'
        : `${all(wanted.after)} are replaced`
      : `pods are replaced, ${last?.old ?? 0} ${last?.old === 1 ? 'stays' : 'stay'}`
  return number ? `${replacing}, scaling${number}` : replacing
}

const all = (count: number): string => (count === 2 ? 'both pods' : `all ${count} pods`)

const REASONS: Readonly<Record<Because, string>> = {
  'the change': 'because of the change',
  'pods ready': 'because others are ready',
  'pods available': 'because others are available',
  'pods gone': 'because others are gone',
  'pods placed': 'because others have a place',
  others: 'to make room for others',
  time: 'because enough time has passed',
}

/** What happens in one step: `1 ready, so 1 starts and 1 terminates`, `2 start because others are gone`. */
export function stepSentence({ made, ready, terminating, gone, ended, because }: RolloutStep): string {
  const does: string[] = []
  if (ready > 0) does.push(`${ready} ready`)
  if (gone > 0) does.push(`${gone} gone`)
  if (ended > 0) does.push(`${ended} ${ended === 1 ? 'has' : 'have'} ended`)
  const acts: string[] = []
  if (made > 0) acts.push(`${made} ${made === 1 ? 'starts' : 'start'}`)
  if (terminating > 0) acts.push(`${terminating} ${terminating === 1 ? 'terminates' : 'terminate'}`)
  if (acts.length === 0) return does.join(', ')
  const isSaid = (because === 'pods ready' && ready > 0) || (because === 'pods gone' && gone > 0)
  if (isSaid) return `${does.join(', ')}, so ${acts.join(' and ')}`
  return [...does, `${acts.join(' and ')} ${REASONS[because]}`].join(', ')
}

export const timeOf = ({ at }: RolloutStep): string => clock(at)
