import type { Service } from '../../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Evaluator } from './evaluator.ts'
import { count } from './usage.ts'

const NAMES = new Set(['count/services', 'services', 'services.nodeports', 'services.loadbalancers'])

/** Services, and the node ports and load balancers that they will have. Truth: pkg/quota/v1/evaluator/core/services.go */
export const services: Evaluator = {
  handles: ({ operation, subresource }) => operation !== 'delete' && !subresource,
  counts: name => NAMES.has(name),
  inScope: () => false,

  usage(object, { gates }) {
    const { type, ports = [], allocateLoadBalancerNodePorts } = (object as Service & KubeObject).spec ?? {}
    const onlyNamed = allocateLoadBalancerNodePorts === false && gates.enabled('ServiceLBNodePortControl')
    const named = ports.filter(({ nodePort }) => nodePort).length
    const nodePorts =
      type === 'NodePort' ? ports.length : type === 'LoadBalancer' ? (onlyNamed ? named : ports.length) : 0
    return new Map([
      ['count/services', count(1)],
      ['services', count(1)],
      ['services.loadbalancers', count(type === 'LoadBalancer' ? 1 : 0)],
      ['services.nodeports', count(nodePorts)],
    ])
  },
}
