import { placementOf } from '../../plan/placement.ts'
import type { Scene } from '../../plan/scene.ts'
import { placementText } from '../../report/plan/placement.ts'

/** The table of nodes by which a pod was placed, or why there is none. */
export function explainPlacement(
  scene: Scene,
  wanted: string,
): { readonly text: string } | { readonly reason: string } {
  if (!scene.question.nodes) return { reason: '--explain-placement needs nodes: --nodes 3x4cpu,16Gi' }
  const placement = placementOf(scene, wanted)
  if (!placement)
    return {
      reason: `--explain-placement: the change places no pod that is called \`${wanted}\`, or whose name begins so`,
    }
  return { text: placementText(placement) }
}
