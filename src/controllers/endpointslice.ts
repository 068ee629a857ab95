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
import { remove } from './steps.ts'

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
    const pods = podsOf(service, world).filter(pod => isTarget(pod, true) && !isLost(pod, service, world))
    const families = service.spec?.ipFamilies?.length && world.minor >= DUAL_SINCE ? service.spec.ipFamilies : undefined
    const [first = 'IPv4', ...others] = families ?? [service.spec?.ipFamilies?.[0] ?? 'IPv4']
    for (const family of [first, ...others]) {
      // The one address of a pod is taken to be of the cluster's own family.
      const fallback = (pod: Pod): string | undefined => (family === first ? pod.status?.podIP : undefined)
      const addressed = pods.flatMap(pod => {
        const address = addressOf(pod, family) ?? fallback(pod)
        return address === undefined ? [] : [{ pod, address }]
      })
      const mine = existing.filter(({ addressType }) => addressType === family)
      yield* settleSlices(mine, groupsOf(service, addressed, world), blankFor(service, family, world))
    }
    for (const slice of existing) if (![first, ...others].includes(slice.addressType)) yield remove(slice)
  },
}

/** Since 1.25 a pod whose node is gone is nobody's endpoint, unless everything is published. Not every world tells of its nodes. */
function isLost({ spec: { nodeName } }: Pod, { spec }: Service, world: World): boolean {
  if (world.minor < 25 || spec?.publishNotReadyAddresses || nodeName === undefined) return false
  return world.get('Node', '', nodeName) === undefined && world.list('Node').length > 0
}

/** Services of two families have slices of both; before, of the first one alone. */
const DUAL_SINCE = 20

const addressOf = ({ status }: Pod, family: string): string | undefined =>
  status?.podIPs?.find(({ ip }) => ip.includes(':') === (family === 'IPv6'))?.ip

function blankFor(service: Service, family: string, { minor }: World): EndpointSlice {
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
    addressType: family,
    endpoints: [],
  }
}

interface Addressed {
  readonly pod: Pod
  readonly address: string
}

function groupsOf(service: Service, addressed: readonly Addressed[], world: World): PortGroup[] {
  const groups = new Map<string, PortGroup>()
  for (const { pod, address } of addressed) {
    const ports = portsOn(pod, service)
    const text = portsText(ports)
    const group = groups.get(text)
    const endpoint = endpointOf(pod, address, service, world)
    if (group) group.endpoints.push(endpoint)
    else groups.set(text, { ports, endpoints: [endpoint] })
  }
  return [...groups.values()]
}

/** Ready is serving and not on the way out, unless the Service publishes everything. Truth: podToEndpoint */
function endpointOf(pod: Pod, address: string, service: Service, world: World): Endpoint {
  const serving = isReady(pod)
  const terminating = isTerminating(pod)
  const hostname = hostnameOn(pod, service)
  const ready = (service.spec?.publishNotReadyAddresses ?? false) || (serving && !terminating)
  const place = placeOf(pod, world)
  return {
    addresses: [address],
    conditions: {
      ready,
      ...(behaves(world.minor, 'EndpointSliceTerminatingCondition') ? { serving, terminating } : {}),
    },
    ...(hostname === undefined ? {} : { hostname }),
    ...place,
    targetRef: targetRef(pod),
    ...(ready ? hintsFor(service, place, world) : {}),
  }
}

/**
 * Who is to prefer this endpoint, by `spec.trafficDistribution`: whoever is in its zone, or first of all on its node.
 *
 * Truth: staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go
 */
function hintsFor({ spec }: Service, { zone, nodeName }: Place, { minor }: World): Pick<Endpoint, 'hints'> {
  const { trafficDistribution: wish } = spec ?? {}
  if (wish === undefined || !behaves(minor, 'ServiceTrafficDistribution')) return {}
  const sameNode = wish === 'PreferSameNode' && nodeName !== undefined
  if (zone === undefined && !sameNode) return {}
  return {
    hints: {
      ...(zone === undefined ? {} : { forZones: [{ name: zone }] }),
      ...(sameNode ? { forNodes: [{ name: nodeName }] } : {}),
    },
  }
}

type Place = Pick<Endpoint, 'nodeName' | 'zone' | 'topology'>

const ZONE = 'topology.kubernetes.io/zone'
const TOPOLOGY = [ZONE, 'topology.kubernetes.io/region']

function placeOf({ spec: { nodeName } }: Pod, world: World): Place {
  if (nodeName === undefined) return {}
  const labels = world.get('Node', '', nodeName)?.metadata.labels ?? {}
  if (world.minor >= 21) return { nodeName, ...(labels[ZONE] ? { zone: labels[ZONE] } : {}) }
  const topology: Record<string, string> = { 'kubernetes.io/hostname': nodeName }
  for (const key of TOPOLOGY) if (labels[key] !== undefined) topology[key] = labels[key]
  return { topology }
}
