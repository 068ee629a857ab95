import { matchesLabels, matchesSelector } from '../../resource/labels.ts'
import type { Selection } from '../census.ts'
import { MAX_SCORE, type ScorePlugin } from '../framework.ts'

const ZONE = 'topology.kubernetes.io/zone'

/**
 * Before the default topology spread (1.20): pods of one Service or controller keep away from each other, by node and,
 * weighing two thirds, by zone.
 *
 * Truth: plugins/selectorspread/selector_spread.go
 */
export const selectorSpread: ScorePlugin = {
  name: 'SelectorSpread',
  scope: 'cluster',
  preScore(pod, { workloads, census }, feasible) {
    const joint = pod.relations.spread.length > 0 ? undefined : workloads.selectorFor(pod)
    if (!joint) return { score: () => 0, normalize: (scores, count) => void scores.fill(MAX_SCORE, 0, count) }
    const { namespace } = pod
    const selection: Selection = {
      key: `default ${namespace} ${JSON.stringify(joint)}`,
      namespace,
      onlyStaying: true,
      matches: set =>
        set.namespace === namespace &&
        matchesLabels(joint.labels, set.labels) &&
        joint.selectors.every(selector => matchesSelector(selector, set.labels)),
    }
    const { perNode } = census.tally(selection)
    const { of: zoneOf, size } = census.topology.domains(ZONE)
    return {
      score: ({ index }) => perNode[index]!,
      normalize(scores, count) {
        const zones = new Float64Array(size)
        let zoned = false
        let most = 0
        for (let at = 0; at < count; at++) {
          most = Math.max(most, scores[at]!)
          const zone = zoneOf[feasible[at]!]!
          if (zone < 0) continue
          zoned = true
          zones[zone]! += scores[at]!
        }
        const mostInZone = zones.reduce((a, b) => Math.max(a, b), 0)
        for (let at = 0; at < count; at++) {
          const byNode = most > 0 ? (MAX_SCORE * (most - scores[at]!)) / most : MAX_SCORE
          const zone = zoneOf[feasible[at]!]!
          const byZone =
            zone >= 0 && mostInZone > 0 ? (MAX_SCORE * (mostInZone - zones[zone]!)) / mostInZone : MAX_SCORE
          scores[at] = Math.trunc(zoned && zone >= 0 ? byNode / 3 + (byZone * 2) / 3 : byNode)
        }
      },
    }
  },
}
