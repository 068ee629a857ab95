import type { KubeObject } from '../resource/object.ts'
import { type Controller, keyOf } from './controller.ts'
import {
  type Endpoint,
  type EndpointSlice,
  MIRRORS_SINCE,
  type PortGroup,
  settleSlices,
  sliceVersion,
} from './endpoints/slices.ts'
import type { Service } from './endpoints/targets.ts'
import type { EndpointAddress, Endpoints } from './endpoints.ts'
import { controllerReference } from './ownership.ts'
import { remove } from './steps.ts'

const MANAGER = 'endpointslicemirroring-controller.k8s.io'
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'

/**
 * The endpointslice mirroring controller: Endpoints that somebody wrote for a Service without a
 * selector, once more as slices.
 *
 * Truth: pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go syncEndpoints
 */
export const endpointSliceMirroring: Controller<'Endpoints'> = {
  name: 'endpoint-slice-mirroring-controller',
  kind: 'Endpoints',
  watches: { Service: ({ object }) => [keyOf(object)], Endpoints: ({ object }) => [keyOf(object)] },
  *reconcile(object: KubeObject, world) {
    if (world.minor < MIRRORS_SINCE) return
    const source = object as Endpoints
    const { namespace = '', name = '', labels, uid = '' } = source.metadata
    const mirrors = world
      .ownedBy(uid, 'discovery.k8s.io/EndpointSlice')
      .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MANAGER) as EndpointSlice[]
    const service = world.get('Service', namespace, name) as Service | undefined
    const skipped = labels?.['endpointslice.kubernetes.io/skip-mirror'] === 'true'
    const leads = source.metadata.annotations?.['control-plane.alpha.kubernetes.io/leader'] !== undefined
    if (!service || service.spec?.selector || skipped || leads) {
      for (const slice of mirrors) yield remove(slice)
      return
    }
    const groups = groupsOf(source)
    for (const family of ['IPv4', 'IPv6']) {
      const same = mirrors.filter(({ addressType }) => addressType === family)
      const inside = ofFamily(groups, family)
      if (inside.length === 0) for (const slice of same) yield remove(slice)
      else
        yield* settleSlices(same, inside, {
          apiVersion: sliceVersion(world.minor),
          kind: 'EndpointSlice',
          metadata: {
            generateName: `${name}-`,
            namespace,
            labels: { ...labels, [MANAGED_BY]: MANAGER, 'kubernetes.io/service-name': name },
            ownerReferences: [controllerReference(source)],
          },
          addressType: family,
          endpoints: [],
        })
    }
  },
}

function groupsOf({ subsets = [] }: Endpoints): PortGroup[] {
  return subsets
    .map(({ ports = [], addresses = [], notReadyAddresses = [] }) => ({
      ports: ports.map(({ name = '', protocol = 'TCP', ...port }) => ({ name, protocol, ...port })),
      endpoints: [
        ...addresses.map(address => endpointOf(address, true)),
        ...notReadyAddresses.map(address => endpointOf(address, false)),
      ],
    }))
    .filter(({ endpoints }) => endpoints.length > 0)
}

const ofFamily = (groups: readonly PortGroup[], family: string): PortGroup[] =>
  groups.flatMap(({ ports, endpoints }) => {
    const inside = endpoints.filter(({ addresses: [ip = ''] }) => ip.includes(':') === (family === 'IPv6'))
    return inside.length > 0 ? [{ ports, endpoints: inside }] : []
  })

const endpointOf = ({ ip, ...rest }: EndpointAddress, ready: boolean): Endpoint => ({
  addresses: [ip],
  conditions: { ready },
  ...rest,
})
