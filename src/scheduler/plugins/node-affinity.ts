import { matchesLabels } from '../../resource/labels.ts'
import { matchesNodeSelector, matchesNodeTerm, type NodeSelector } from '../../resource/node-selector.ts'
import type { FilterPlugin, ScorePlugin } from '../framework.ts'
import { scaleToHighest } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodShape } from '../pod-info.ts'
import { unresolvable } from '../status.ts'

const NAME = 'NodeAffinity'
const NO_MATCH = unresolvable(NAME, "node(s) didn't match Pod's node affinity/selector")
const NO_MATCH_BEFORE_1_21 = unresolvable(NAME, "node(s) didn't match Pod's node affinity")
const CONFLICT = unresolvable(NAME, 'pod affinity terms conflict')

/** Both the nodeSelector and the required affinity have to match. Truth: nodeaffinity RequiredNodeAffinity.Match */
export function wantsNode({ nodeSelector, requiredNodes }: PodShape, node: NodeInfo): boolean {
  if (!matchesLabels(nodeSelector, node.labels)) return false
  return !requiredNodes || matchesNodeSelector(requiredNodes, node.labels, node.name)
}

export const isChoosy = ({ nodeSelector, requiredNodes }: PodShape): boolean =>
  requiredNodes !== undefined || Object.keys(nodeSelector).length > 0

/** Truth: plugins/nodeaffinity/node_affinity.go PreFilter, Filter */
export const nodeAffinity: FilterPlugin = {
  name: NAME,
  scope: 'node',
  preFilter({ shape }, { release }) {
    if (!isChoosy(shape)) return undefined
    const rejected = release.minor <= 20 ? NO_MATCH_BEFORE_1_21 : NO_MATCH
    const state = { verdict: (node: NodeInfo) => (wantsNode(shape, node) ? undefined : rejected) }
    const names = release.narrowsByName && shape.requiredNodes ? namedNodes(shape.requiredNodes) : undefined
    if (!names) return { kind: 'check', state }
    if (names.size === 0) return { kind: 'rejected', status: CONFLICT }
    return { kind: 'check', state, only: names }
  },
}

/**
 * The nodes that a selector names, when every one of its terms names some.
 *
 *   metadata.name In [a], or metadata.name In [b] and disk In [ssd]: a, b
 */
function namedNodes({ nodeSelectorTerms = [] }: NodeSelector): Set<string> | undefined {
  if (nodeSelectorTerms.length === 0) return undefined
  const all = new Set<string>()
  for (const { matchFields = [] } of nodeSelectorTerms) {
    const named = matchFields.filter(({ key, operator }) => key === 'metadata.name' && operator === 'In')
    const [first, ...others] = named.map(({ values = [] }) => values)
    if (!first) return undefined
    for (const name of first) if (others.every(values => values.includes(name))) all.add(name)
  }
  return all
}

/** Adds up the weights of the preferred terms that match. Truth: plugins/nodeaffinity/node_affinity.go Score */
export const nodeAffinityScore: ScorePlugin = {
  name: NAME,
  scope: 'node',
  preScore({ shape }, { release }) {
    if (shape.preferredNodes.length === 0 && release.skipsScores) return undefined
    return {
      score(node) {
        let sum = 0
        for (const { weight = 0, preference } of shape.preferredNodes)
          if (weight !== 0 && matchesNodeTerm(preference, node.labels, node.name)) sum += weight
        return sum
      },
      normalize: (scores, count) => scaleToHighest(scores, count, false),
    }
  },
}
