import type { Pod } from '../../resource/kinds.ts'
import { matchesLabels } from '../../resource/labels.ts'
import type { KubeObject } from '../../resource/object.ts'
import { isTerminal, isTerminating } from '../../resource/pod-state.ts'
import { type Change, keyOf, type ObjectKey, type World } from '../controller.ts'

export interface ServicePort {
  name?: string
  protocol?: string
  port: number
  targetPort?: number | string
  appProtocol?: string
}

export interface Service extends KubeObject {
  spec?: {
    type?: string
    selector?: Record<string, string>
    ports?: ServicePort[]
    clusterIP?: string
    publishNotReadyAddresses?: boolean
    ipFamilies?: string[]
    trafficDistribution?: string
  }
}

export interface EndpointPort {
  name?: string
  port?: number
  protocol?: string
  appProtocol?: string
}

export const HEADLESS_LABEL = 'service.kubernetes.io/headless'

export const isHeadless = ({ spec }: Service): boolean => spec?.clusterIP === 'None'

/** A Service that says itself where it goes has nothing to be computed. */
export const selectsPods = ({ spec }: Service): boolean =>
  spec?.type !== 'ExternalName' && Object.keys(spec?.selector ?? {}).length > 0

/** Pods that are over or have no address are nobody's endpoint. Truth: endpointslice/util ShouldPodBeInEndpoints */
export const isTarget = (pod: Pod, includesTerminating: boolean): boolean =>
  !isTerminal(pod) && pod.status?.podIP !== undefined && (includesTerminating || !isTerminating(pod))

/**
 * The number behind a Service's port on this pod. A named port must match by name and protocol and is
 * looked for in every pod anew, so the same Service may mean 8080 here and 9090 there.
 *
 * Truth: k8s.io/kubernetes/pkg/api/v1/pod FindPort
 */
function portOn(pod: Pod, { targetPort, port, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port
  const sidecars = (pod.spec.initContainers ?? []).filter(container => container['restartPolicy'] === 'Always')
  for (const { ports = [] } of [...pod.spec.containers, ...sidecars]) {
    const found = ports.find(candidate => candidate.name === targetPort && (candidate.protocol ?? 'TCP') === protocol)
    if (found) return found.containerPort
  }
  return undefined
}

/** The ports of a Service as they are on this pod; those it does not have are left out. */
export const portsOn = (pod: Pod, service: Service): EndpointPort[] =>
  (service.spec?.ports ?? []).flatMap(port => {
    const number = portOn(pod, port)
    if (number === undefined) return []
    return [
      {
        name: port.name ?? '',
        port: number,
        protocol: port.protocol ?? 'TCP',
        ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
      },
    ]
  })

export const portsText = (ports: readonly EndpointPort[]): string =>
  ports
    .map(({ name = '', port, protocol = 'TCP', appProtocol = '' }) => `${name}:${port}/${protocol} ${appProtocol}`)
    .sort()
    .join(',')

/** A pod's own host name counts only under the Service that its subdomain names. Truth: ShouldSetHostname */
export const hostnameOn = (pod: Pod, service: Service): string | undefined =>
  pod.spec.hostname && pod.spec.subdomain === service.metadata.name ? pod.spec.hostname : undefined

export const targetRef = ({ metadata: { name = '', namespace = '', uid = '' } }: Pod) => ({
  kind: 'Pod',
  namespace,
  name,
  uid,
})

/** The Services that selected the pod before the change or do now. */
export function servicesOf({ object, before }: Change, world: World): ObjectKey[] {
  const services: readonly Service[] = world.list('Service', object.metadata.namespace ?? '')
  return services
    .filter(service => {
      const selector = service.spec?.selector
      const selects = (pod: KubeObject | undefined) => pod !== undefined && matchesLabels(selector, pod.metadata.labels)
      return selectsPods(service) && (selects(object) || selects(before))
    })
    .map(keyOf)
}

export const podsOf = (service: Service, world: World): readonly Pod[] =>
  world.selected('Pod', service.metadata.namespace ?? '', { matchLabels: service.spec?.selector ?? {} })
