import type { Node } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { AdmissionPlugin } from './plugin.ts'

const NOT_READY = 'node.kubernetes.io/not-ready'

/** A new node is not ready until something says so. Truth: plugin/pkg/admission/nodetaint */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit(object, old, { resource, subresource }) {
    if (old || subresource || resource.group !== '' || resource.kind !== 'Node') return undefined
    const spec = ((object as Node & KubeObject).spec ??= {})
    if (spec.taints?.some(({ key, effect }) => key === NOT_READY && effect === 'NoSchedule')) return undefined
    spec.taints = [...(spec.taints ?? []), { key: NOT_READY, effect: 'NoSchedule' }]
    return undefined
  },
}
