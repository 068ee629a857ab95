import type { Service, ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../../../resource/object.ts'

export type ServiceObject = Service & KubeObject

export { ALLOCATED } from '../../../allocated.ts'

/** Truth: pkg/api/service/util.go and pkg/registry/core/service/storage */
export const isHeadless = ({ clusterIP, clusterIPs }: ServiceSpec): boolean =>
  clusterIPs ? clusterIPs.length === 1 && clusterIPs[0] === 'None' : clusterIP === 'None'

export const needsClusterIp = ({ type }: ServiceSpec): boolean =>
  type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer'

export const needsNodePorts = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false)

export const needsHealthCheck = ({ type, externalTrafficPolicy }: ServiceSpec): boolean =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local'

export const isExternallyAccessible = ({ type, externalIPs }: ServiceSpec): boolean =>
  type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && !!externalIPs?.length)
