import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { isReady, isTerminating } from '../resource/pod-state.ts'
import { type Controller, keyOf } from './controller.ts'
import { type Endpoint, type EndpointSlice, type PortGroup, settleSlices } from './endpoints/slices.ts'
import {
  HEADLESS_LABEL,
  hostnameOn,
  isHeadless,
  isTarget,
  podsOf,
  portsOn,
  portsText,
  type Service,
  selectsPods,
  servicesOf,
  targetRef,
} from './endpoints/targets.ts'
import { controllerOf, controllerReference } from './ownership.ts'

const MANAGER = 'endpointslice-controller.k8s.io'
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'

/**
 * The endpointslice controller. Pods in which a port resolves to different numbers are in different
 * slices; a Service without any pod has one empty slice.
 *
 * Truth: pkg/controller/endpointslice/endpointslice_controller.go syncService
 */
export const endpointSlice: Controller<'Service'> = {
  name: 'endpoint-slice-controller',
  kind: 'Service',
  watches: {
    Pod: servicesOf,
    'discovery.k8s.io/EndpointSlice': ({ object }) => {
      const owner = controllerOf(object)
      return owner?.kind === 'Service' ? [{ namespace: object.metadata.namespace ?? '', name: owner.name }] : []
    },
    Service: ({ object }) => [keyOf(object)],
  },
  *reconcile(object: KubeObject, world) {
    const service = object as Service
    if (!selectsPods(service) || service.metadata.deletionTimestamp !== undefined) return
    const existing = world
      .ownedBy(service.metadata.uid ?? '', 'discovery.k8s.io/EndpointSlice')
      .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MANAGER) as EndpointSlice[]
    yield* settleSlices(existing, groupsOf(service, podsOf(service, world)), blankFor(service))
  },
}

function blankFor(service: Service): EndpointSlice {
  const { namespace = '', name = '', labels } = service.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: {
        ...labels,
        [MANAGED_BY]: MANAGER,
        'kubernetes.io/service-name': name,
        ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
      },
      ownerReferences: [controllerReference({ ...service, apiVersion: 'v1', kind: 'Service' })],
    },
    addressType: service.spec?.ipFamilies?.[0] ?? 'IPv4',
    endpoints: [],
  }
}

function groupsOf(service: Service, pods: readonly Pod[]): PortGroup[] {
  const groups = new Map<string, PortGroup>()
  for (const pod of pods) {
    if (!isTarget(pod, true)) continue
    const ports = portsOn(pod, service)
    const text = portsText(ports)
    const group = groups.get(text)
    if (group) group.endpoints.push(endpointOf(pod, service))
    else groups.set(text, { ports, endpoints: [endpointOf(pod, service)] })
  }
  return [...groups.values()]
}

/** Ready is serving and not on the way out, unless the Service publishes everything. Truth: podToEndpoint */
function endpointOf(pod: Pod, service: Service): Endpoint {
  const serving = isReady(pod)
  const terminating = isTerminating(pod)
  const hostname = hostnameOn(pod, service)
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: {
      ready: (service.spec?.publishNotReadyAddresses ?? false) || (serving && !terminating),
      serving,
      terminating,
    },
    ...(hostname === undefined ? {} : { hostname }),
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: targetRef(pod),
  }
}
