import type { AdmissionPlugin } from './plugin.ts'
import { isPodRequest } from './pod-request.ts'

const LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

/** A pod that names its node from the start carries the node's zone and region. Truth: plugin/pkg/admission/podtopologylabels */
export const podTopologyLabels: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  admit(object, old, context) {
    if (old || !isPodRequest(object, context) || !context.gates.enabled('PodTopologyLabelsAdmission')) return undefined
    const { nodeName } = object.spec ?? {}
    const node = nodeName ? context.world.get('', 'Node', '', nodeName) : undefined
    for (const label of LABELS) {
      const value = node?.metadata.labels?.[label]
      if (value !== undefined) (object.metadata.labels ??= {})[label] = value
    }
    return undefined
  },
}
