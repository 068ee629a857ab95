import type { ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { semanticallyEqual } from '../../../semantic-equal.ts'
import { isExternallyAccessible, needsClusterIp, needsHealthCheck } from './spec.ts'

/**
 * A Service of another type loses what the old type alone needed, unless it was changed along.
 * Truth: pkg/registry/core/service/strategy.go dropTypeDependentFields
 */
export function dropDependentFields(spec: ServiceSpec, old: ServiceSpec): void {
  if (ceases(needsClusterIp)) {
    if (semanticallyEqual(spec.clusterIPs, old.clusterIPs) && spec.clusterIP === old.clusterIP)
      drop('clusterIP', 'clusterIPs')
    if (semanticallyEqual(spec.ipFamilies, old.ipFamilies)) drop('ipFamilies')
    if (spec.ipFamilyPolicy === old.ipFamilyPolicy) drop('ipFamilyPolicy')
  }
  if (ceases(mayHaveNodePorts) && noNewPort(spec, old)) for (const port of spec.ports ?? []) delete port.nodePort
  if (ceases(needsHealthCheck)) dropSame('healthCheckNodePort')
  if (ceases(isBalanced)) dropSame('allocateLoadBalancerNodePorts', 'loadBalancerClass')
  if (ceases(isExternallyAccessible)) dropSame('externalTrafficPolicy')
  if (ceases(needsClusterIp)) dropSame('internalTrafficPolicy')

  function ceases(needs: (spec: ServiceSpec) => boolean): boolean {
    return needs(old) && !needs(spec)
  }
  function drop(...fields: (keyof ServiceSpec)[]): void {
    for (const field of fields) delete spec[field]
  }
  function dropSame(...fields: (keyof ServiceSpec)[]): void {
    for (const field of fields) if (spec[field] === old[field]) delete spec[field]
  }
}

/** A load balancer keeps its ports when it no longer asks for any. */
const mayHaveNodePorts = ({ type }: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer'

const isBalanced = ({ type }: ServiceSpec): boolean => type === 'LoadBalancer'

/** Ports may come and go, as long as none asks for a node port that was not there. */
const noNewPort = ({ ports = [] }: ServiceSpec, old: ServiceSpec): boolean => {
  const before = new Set(old.ports?.map(({ nodePort }) => nodePort))
  return ports.every(({ nodePort }) => !nodePort || before.has(nodePort))
}
