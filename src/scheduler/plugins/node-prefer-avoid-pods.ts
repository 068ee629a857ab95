import { MAX_SCORE, type ScorePlugin } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'

const ANNOTATION = 'scheduler.alpha.kubernetes.io/preferAvoidPods'

/** A node may ask not to get the pods of certain controllers. Until 1.21. Truth: plugins/nodepreferavoidpods/node_prefer_avoid_pods.go */
export const nodePreferAvoidPods: ScorePlugin = {
  name: 'NodePreferAvoidPods',
  scope: 'node',
  preScore({ shape: { controller } }) {
    const listens = controller?.kind === 'ReplicationController' || controller?.kind === 'ReplicaSet'
    return {
      score: node =>
        listens && avoidedBy(node).some(({ kind, uid }) => kind === controller.kind && uid === controller.uid)
          ? 0
          : MAX_SCORE,
    }
  },
}

interface Avoidance {
  preferAvoidPods?: { podSignature?: { podController?: { kind?: string; uid?: string } } }[]
}

/** An annotation that cannot be read asks for nothing. */
function avoidedBy({ node }: NodeInfo): { kind?: string; uid?: string }[] {
  const annotation = node.metadata.annotations?.[ANNOTATION]
  if (!annotation) return []
  try {
    const { preferAvoidPods = [] } = JSON.parse(annotation) as Avoidance
    return preferAvoidPods.map(({ podSignature }) => podSignature?.podController ?? {})
  } catch {
    return []
  }
}
