import { MAX_SCORE, type ScorePlugin } from '../framework.ts'

const MIB = 1024 * 1024
const LEAST = 23 * MIB
const MOST_PER_CONTAINER = 1000 * MIB

/**
 * Nodes that have the images already, big ones first; an image counts less the fewer nodes have it.
 *
 *   one container, 500 MiB on 2 of 4 nodes: 250 MiB, so 100 × (250 - 23) / (1000 - 23) = 23
 *
 * Truth: plugins/imagelocality/image_locality.go
 */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  scope: 'node',
  preScore({ shape }, cluster) {
    const most = MOST_PER_CONTAINER * shape.images.length
    return {
      score(node) {
        let sum = 0
        for (const name of shape.images) {
          const image = cluster.images.on(name, node.name)
          if (image) sum += Math.trunc(image.size * (image.nodes / cluster.nodes.length))
        }
        const bounded = Math.min(Math.max(sum, LEAST), most)
        return Math.trunc((MAX_SCORE * (bounded - LEAST)) / (most - LEAST))
      },
    }
  },
}
