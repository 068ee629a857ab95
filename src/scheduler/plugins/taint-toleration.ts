import { REPELLING, type Taint, tolerates, untoleratedTaint } from '../../resource/taints.ts'
import type { Minor } from '../../resource/version.ts'
import { perNode, type ScorePlugin, scaleToHighest } from '../framework.ts'
import { type Status, unresolvable } from '../status.ts'

const NAME = 'TaintToleration'
const NAMELESS = unresolvable(NAME, 'node(s) had untolerated taint(s)')

/** Taints with NoSchedule or NoExecute keep a pod off. Truth: plugins/tainttoleration/taint_toleration.go Filter */
export const taintToleration = perNode(NAME, ({ shape }, node, { release }) => {
  if (node.taints.length === 0) return undefined
  const taint = untoleratedTaint(node.taints, shape.tolerations, REPELLING)
  return taint && rejected(taint, release.minor)
})

/** The taint was named until 1.33, and in the first patches of 1.34. */
function rejected({ key, value = '' }: Taint, minor: Minor): Status {
  if (minor >= 34) return NAMELESS
  if (minor >= 24) return unresolvable(NAME, `node(s) had untolerated taint {${key}: ${value}}`)
  return unresolvable(NAME, `node(s) had taint {${key}: ${value}}, that the pod didn't tolerate`)
}

/** The fewer PreferNoSchedule taints are not tolerated, the better. Truth: plugins/tainttoleration/taint_toleration.go Score */
export const taintTolerationScore: ScorePlugin = {
  name: NAME,
  scope: 'node',
  preScore({ shape }) {
    const relevant = shape.tolerations.filter(({ effect }) => !effect || effect === 'PreferNoSchedule')
    return {
      score(node) {
        let untolerated = 0
        for (const taint of node.taints) {
          if (taint.effect !== 'PreferNoSchedule') continue
          if (!relevant.some(toleration => tolerates(toleration, taint))) untolerated++
        }
        return untolerated
      },
      normalize: (scores, count) => scaleToHighest(scores, count, true),
    }
  },
}
