import type { Pod } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { isReady, isTerminating } from '../resource/pod-state.ts'
import { behaves } from '../schema/gates.ts'
import { type Controller, keyOf, type World } from './controller.ts'
import {
  type Endpoint,
  type EndpointSlice,
  type PortGroup,
  SLICES_SINCE,
  settleSlices,
  sliceVersion,
} from './endpoints/slices.ts'
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
    if (world.minor < SLICES_SINCE || !selectsPods(service) || service.metadata.deletionTimestamp !== undefined) return
    const existing = world
      .ownedBy(service.metadata.uid ?? '', 'discovery.k8s.io/EndpointSlice')
      .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MANAGER) as EndpointSlice[]
    yield* settleSlices(existing, groupsOf(service, podsOf(service, world), world), blankFor(service, world))
  },
}

function blankFor(service: Service, { minor }: World): EndpointSlice {
  const { namespace = '', name = '', labels } = service.metadata
  return {
    apiVersion: sliceVersion(minor),
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

function groupsOf(service: Service, pods: readonly Pod[], world: World): PortGroup[] {
  const groups = new Map<string, PortGroup>()
  for (const pod of pods) {
    if (!isTarget(pod, true)) continue
    const ports = portsOn(pod, service)
    const text = portsText(ports)
    const group = groups.get(text)
    if (group) group.endpoints.push(endpointOf(pod, service, world))
    else groups.set(text, { ports, endpoints: [endpointOf(pod, service, world)] })
  }
  return [...groups.values()]
}

/** Ready is serving and not on the way out, unless the Service publishes everything. Truth: podToEndpoint */
function endpointOf(pod: Pod, service: Service, world: World): Endpoint {
  const serving = isReady(pod)
  const terminating = isTerminating(pod)
  const hostname = hostnameOn(pod, service)
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: {
      ready: (service.spec?.publishNotReadyAddresses ?? false) || (serving && !terminating),
      ...(behaves(world.minor, 'EndpointSliceTerminatingCondition') ? { serving, terminating } : {}),
    },
    ...(hostname === undefined ? {} : { hostname }),
    ...placeOf(pod, world),
    targetRef: targetRef(pod),
  }
}

const TOPOLOGY = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

function placeOf({ spec: { nodeName } }: Pod, world: World): Pick<Endpoint, 'nodeName' | 'topology'> {
  if (nodeName === undefined) return {}
  if (world.minor >= 21) return { nodeName }
  const labels = world.get('Node', '', nodeName)?.metadata.labels ?? {}
  const topology: Record<string, string> = { 'kubernetes.io/hostname': nodeName }
  for (const key of TOPOLOGY) if (labels[key] !== undefined) topology[key] = labels[key]
  return { topology }
}
