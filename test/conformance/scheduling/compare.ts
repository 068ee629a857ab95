import { equal } from '../../../src/resource/json.ts'
import type { Decision } from '../../../src/scheduler/decision.ts'
import type { Verdicts, Want } from './replay.ts'

/** What agreed for one pod; undefined where there is nothing to compare. */
export interface Agreement {
  node: boolean
  /** The tie set is the same. */
  best: boolean | undefined
  filters: boolean | undefined
  scores: boolean | undefined
  messages: boolean | undefined
  victims: boolean | undefined
  rejectedBy: boolean | undefined
}

export function compare(want: Want, decision: Decision, hasFilters: boolean): Agreement {
  const unnarrated = want.outcome === 'gated'
  return {
    node: sameNode(want, decision),
    best: want.best && equal([...want.best].sort(), [...decision.best].sort()),
    filters: hasFilters && !unnarrated ? sameFilters(want, decision) : undefined,
    scores: want.scores && sameScores(want, decision),
    messages: want.message === undefined ? undefined : want.message === decision.message,
    rejectedBy: want.rejectedBy && equal(want.rejectedBy, decision.rejectedBy),
    victims: want.preemption?.candidates && sameVictims(want, decision),
  }
}

function sameNode(want: Want, decision: Decision): boolean {
  if (want.outcome !== decision.outcome) return false
  if (want.outcome === 'bound') return decision.best.includes(want.node ?? '')
  if (want.outcome === 'preempting') return decision.best.includes(want.nominatedNodeName ?? '')
  return true
}

const describe = (plugin: string, code: string, reasons: readonly string[]): string =>
  `${plugin} ${code} ${[...reasons].sort().join('; ')}`

function sameFilters(want: Want, { explanation, rejected }: Decision): boolean {
  if ((want.prefilter ?? '') !== (rejected?.reasons.join(', ') ?? '')) return false
  if (rejected) return true
  const ours = new Map<string, string>()
  for (const [node, { plugin, code, reasons }] of explanation?.filters ?? [])
    ours.set(node, describe(plugin, code, reasons))
  const theirs = new Map<string, string>()
  for (const { plugin, code, reasons, nodes } of want.filters ?? ([] as Verdicts[]))
    for (const node of nodes) theirs.set(node, describe(plugin, code, reasons))
  if (ours.size !== theirs.size) return false
  for (const [node, text] of theirs) if (ours.get(node) !== text) return false
  return equal([...(want.excluded ?? [])].sort(), [...(explanation?.excluded ?? [])].sort())
}

function sameScores(want: Want, { explanation }: Decision): boolean {
  const scores = want.scores ?? {}
  const ours = explanation?.scores ?? new Map()
  if (Object.keys(scores).length !== ours.size) return false
  for (const [node, plugins] of Object.entries(scores)) {
    const own = ours.get(node)
    if (!own || own.total !== plugins['total']) return false
    const names = new Set([...Object.keys(plugins), ...Object.keys(own.plugins)])
    names.delete('total')
    for (const name of names) if (own.plugins[name]?.weighted !== plugins[name]) return false
    for (const [name, raw] of Object.entries(want.raw?.[node] ?? {})) if (own.plugins[name]?.raw !== raw) return false
  }
  return true
}

function sameVictims({ preemption }: Want, decision: Decision): boolean {
  const describeAll = (list: readonly { node: string; victims: readonly string[] }[], violations: number[]): string[] =>
    list.map(({ node, victims }, at) => `${node} ${violations[at]} ${[...victims].sort().join(' ')}`).sort()
  const theirs = preemption?.candidates ?? []
  const ours = decision.preemption?.candidates ?? []
  return equal(
    describeAll(
      theirs,
      theirs.map(({ pdbViolations }) => pdbViolations),
    ),
    describeAll(
      ours,
      ours.map(({ budgetViolations }) => budgetViolations),
    ),
  )
}
