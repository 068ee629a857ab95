import type { Cluster } from './cluster.ts'
import type { NodeScores, PluginScore } from './decision.ts'
import type { PodInfo } from './pod-info.ts'
import type { Profile } from './profile.ts'
import type { ShapeView } from './shape-view.ts'

/** The scores of the feasible nodes: totals, and by plugin those that had something to say. */
export interface Scoring {
  readonly totals: Float64Array
  readonly plugins: readonly { readonly name: string; readonly raw: Float64Array; readonly weighted: Float64Array }[]
}

/**
 * Each plugin scores, brings its scores to 0..100, and counts with its weight.
 *
 * Truth: pkg/scheduler/framework/runtime/framework.go RunScorePlugins
 */
export function scoreNodes(
  pod: PodInfo,
  feasible: Int32Array,
  { cluster, profile, view, keep }: { cluster: Cluster; profile: Profile; view: ShapeView; keep: boolean },
): Scoring {
  const { nodes } = cluster
  const count = feasible.length
  const totals = new Float64Array(count)
  const plugins: { name: string; raw: Float64Array; weighted: Float64Array }[] = []
  const feasibleNodes = Array.from(feasible, index => nodes[index]!)
  let scores = new Float64Array(count)
  for (const [at, { plugin, weight }] of profile.scores.entries()) {
    const kept = view.scorers[at]
    const scorer =
      kept?.scorer ?? (plugin.scope === 'cluster' ? plugin.preScore(pod, cluster, feasibleNodes) : undefined)
    if (!scorer) continue
    if (kept) for (let place = 0; place < count; place++) scores[place] = kept.raw[feasible[place]!]!
    else for (let place = 0; place < count; place++) scores[place] = scorer.score(feasibleNodes[place]!)
    const raw = keep ? scores.slice() : scores
    scorer.normalize?.(scores, count)
    for (let place = 0; place < count; place++) totals[place]! += scores[place]! * weight
    if (!keep) continue
    plugins.push({ name: plugin.name, raw, weighted: scores.map(score => score * weight) })
    scores = new Float64Array(count)
  }
  return { totals, plugins }
}

/** Indexes of the nodes with the highest total, in the order of names. */
export function bestOf(feasible: Int32Array, totals: Float64Array): number[] {
  let highest = -Infinity
  for (let place = 0; place < totals.length; place++) if (totals[place]! > highest) highest = totals[place]!
  const best: number[] = []
  for (let place = 0; place < totals.length; place++) if (totals[place] === highest) best.push(feasible[place]!)
  return best
}

export function explainScores(cluster: Cluster, feasible: Int32Array, scoring: Scoring): Map<string, NodeScores> {
  const byNode = new Map<string, NodeScores>()
  for (let place = 0; place < feasible.length; place++) {
    const plugins: Record<string, PluginScore> = {}
    for (const { name, raw, weighted } of scoring.plugins)
      plugins[name] = { raw: raw[place]!, weighted: weighted[place]! }
    byNode.set(cluster.nodes[feasible[place]!]!.name, { total: scoring.totals[place]!, plugins })
  }
  return byNode
}
