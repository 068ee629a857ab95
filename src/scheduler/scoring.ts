import type { Cluster } from './cluster.ts'
import type { NodeScores, PluginScore } from './decision.ts'
import type { Scorer } from './framework.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { Profile } from './profile.ts'
import type { ShapeView } from './shape-view.ts'

/** The scores of the feasible nodes: totals, and by plugin those that had something to say. */
export interface Scoring {
  readonly totals: Float64Array
  readonly plugins: readonly { readonly name: string; readonly raw: Float64Array; readonly weighted: Float64Array }[]
}

interface Scene {
  readonly cluster: Cluster
  readonly profile: Profile
  readonly view: ShapeView
}

/**
 * Each plugin scores, brings its scores to 0..100, and counts with its weight.
 *
 * Truth: pkg/scheduler/framework/runtime/framework.go RunScorePlugins
 */
export function scoreNodes(pod: PodInfo, feasible: Int32Array, scene: Scene): Scoring {
  const totals = new Float64Array(feasible.length)
  const plugins: { name: string; raw: Float64Array; weighted: Float64Array }[] = []
  for (const [at, { plugin, weight }] of scene.profile.scores.entries()) {
    const scores = scoresOf(pod, feasible, at, scene)
    if (!scores) continue
    const { raw, normalized } = scores
    const weighted = normalized.map(score => score * weight)
    add(totals, weighted, 1)
    plugins.push({ name: plugin.name, raw, weighted })
  }
  return { totals, plugins }
}

/**
 * The same totals up to a constant, when only their order matters: what needs no comparison was added up before, and
 * a plugin that gives every node the same is left out.
 */
export function rankNodes(pod: PodInfo, feasible: Int32Array, scene: Scene): Float64Array {
  const { view, cluster, profile } = scene
  const everywhere = feasible.length === cluster.nodes.length
  const totals = everywhere ? view.flat.slice() : new Float64Array(feasible.length)
  if (!everywhere) for (let place = 0; place < feasible.length; place++) totals[place] = view.flat[feasible[place]!]!
  for (const [at, { weight }] of profile.scores.entries()) {
    const kept = view.scorers[at]
    if (kept && (!kept.scorer.normalize || kept.nonZero === 0)) continue
    const scores = scoresOf(pod, feasible, at, scene)
    if (scores) add(totals, scores.normalized, weight)
  }
  return totals
}

function scoresOf(
  pod: PodInfo,
  feasible: Int32Array,
  at: number,
  { cluster, profile, view }: Scene,
): { raw: Float64Array; normalized: Float64Array } | undefined {
  const { plugin } = profile.scores[at]!
  const kept = view.scorers[at]
  const scorer = kept?.scorer ?? (plugin.scope === 'cluster' ? plugin.preScore(pod, cluster, feasible) : undefined)
  if (!scorer) return undefined
  const raw = new Float64Array(feasible.length)
  if (kept) for (let place = 0; place < raw.length; place++) raw[place] = kept.raw[feasible[place]!]!
  else scoreAll(scorer, cluster.nodes, feasible, raw)
  if (!scorer.normalize) return { raw, normalized: raw }
  const normalized = raw.slice()
  scorer.normalize(normalized, normalized.length)
  return { raw, normalized }
}

function scoreAll(scorer: Scorer, nodes: readonly NodeInfo[], feasible: Int32Array, raw: Float64Array): void {
  for (let place = 0; place < raw.length; place++) raw[place] = scorer.score(nodes[feasible[place]!]!)
}

function add(totals: Float64Array, scores: Float64Array, weight: number): void {
  for (let place = 0; place < totals.length; place++) totals[place]! += scores[place]! * weight
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
