import type { Toleration } from '../../../schemas/types/core/v1.generated.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { isPodRequest } from './pod-request.ts'

/** How long a pod stays on a node that is not ready or cannot be reached, unless it says so itself. */
const SECONDS = 300
const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']

/** Truth: plugin/pkg/admission/defaulttolerationseconds */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(object, _old, context) {
    if (!isPodRequest(object, context)) return undefined
    const spec = (object.spec ??= {})
    for (const key of TAINTS) {
      if (spec.tolerations?.some(toleration => tolerates(toleration, key))) continue
      spec.tolerations = [
        ...(spec.tolerations ?? []),
        { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS },
      ]
    }
    return undefined
  },
}

const tolerates = ({ key, effect }: Toleration, taint: string): boolean =>
  (key === taint || !key) && (effect === 'NoExecute' || !effect)
