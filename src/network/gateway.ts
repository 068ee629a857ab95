import type { Labels } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { backendOf } from './backend.ts'
import { attach, type Gateway, type ParentReference } from './listener.ts'
import { groupOf, listOf, nameOf, namespaceOf, ofKind } from './objects.ts'
import type { FindService, Problem, Route, RouteBackend, RouteMatch } from './routes.ts'

const GROUP = 'gateway.networking.k8s.io'
const KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']

interface BackendReference {
  group?: string
  kind?: string
  namespace?: string
  name?: string
  port?: number
  weight?: number
}

interface NameMatch {
  type?: string
  name?: string
  value?: string
}

interface GatewayMatch {
  path?: { type?: string; value?: string } | null
  /** Of an HTTPRoute a word, of a GRPCRoute a service and a method. */
  method?: string | { type?: string; service?: string; method?: string } | null
  headers?: readonly NameMatch[] | null
  queryParams?: readonly NameMatch[] | null
}

interface GatewayRouteObject extends KubeObject {
  spec?: {
    parentRefs?: readonly ParentReference[] | null
    hostnames?: readonly string[] | null
    rules?:
      | readonly { matches?: readonly GatewayMatch[] | null; backendRefs?: readonly BackendReference[] | null }[]
      | null
  }
}

interface ReferenceGrant extends KubeObject {
  spec?: {
    from?: readonly { group?: string; kind?: string; namespace?: string }[] | null
    to?: readonly { group?: string; kind?: string; name?: string }[] | null
  }
}

/**
 * Every rule of every route of the Gateway API: the listeners that carry it, the hosts that route and listener
 * share, and the Services behind it.
 *
 * Truth: gateway-api, apis/v1 ParentReference, AllowedRoutes, HTTPRouteSpec.hostnames; ReferenceGrant
 */
export function gatewayRoutes(
  objects: readonly KubeObject[],
  find: FindService,
  labelsOf: (namespace: string) => Labels,
): Route[] {
  const gateways = new Map(
    ofKind<Gateway>(objects, GROUP, 'Gateway').map(gateway => [`${namespaceOf(gateway)}/${nameOf(gateway)}`, gateway]),
  )
  const grants = ofKind<ReferenceGrant>(objects, GROUP, 'ReferenceGrant')
  const routes: Route[] = []
  for (const object of objects) {
    if (!isGatewayRoute(object)) continue
    const { parentRefs, hostnames, rules } = object.spec ?? {}
    const { hosts, entrances, problems } = attach(object, listOf(parentRefs), listOf(hostnames), gateways, labelsOf)
    listOf(rules).forEach(({ matches, backendRefs }, index) => {
      routes.push({
        object,
        at: `spec.rules[${index}]`,
        matches: hosts.flatMap(host => matchesOf(object.kind, listOf(matches), host)),
        entrances,
        backends: listOf(backendRefs).map(reference => gatewayBackend(reference, object, grants, find)),
        problems,
      })
    })
  }
  return routes
}

const isGatewayRoute = (object: KubeObject): object is GatewayRouteObject =>
  KINDS.includes(object.kind) && groupOf(object) === GROUP

function matchesOf(kind: string, matches: readonly GatewayMatch[], host: string): RouteMatch[] {
  const any: GatewayMatch = {}
  return (matches.length > 0 ? matches : [any]).map(({ path, method, headers, queryParams }) => {
    const call = method !== null && typeof method === 'object' ? method : undefined
    const more = [
      typeof method === 'string' ? method : '',
      ...[...listOf(headers), ...listOf(queryParams)]
        .map(({ type = 'Exact', name = '', value = '' }) => `${type} ${name.toLowerCase()}=${value}`)
        .sort(),
    ]
    const plain = more.filter(part => part !== '').join('; ')
    const found =
      kind === 'GRPCRoute'
        ? { path: `/${call?.service ?? '*'}/${call?.method ?? '*'}`, pathType: call?.type ?? 'Exact' }
        : { path: path?.value ?? '/', pathType: path?.type ?? 'PathPrefix' }
    return { host, ...found, ...(plain === '' ? {} : { more: plain }) }
  })
}

function gatewayBackend(
  { group = '', kind = 'Service', namespace, name = '', port, weight }: BackendReference,
  route: KubeObject,
  grants: readonly ReferenceGrant[],
  find: FindService,
): RouteBackend {
  const home = namespaceOf(route)
  const target = namespace ?? home
  if (group !== '' || kind !== 'Service') {
    return { namespace: target, name: `${kind}/${name}`, port, targets: [], problems: ['not-a-service'] }
  }
  const problems: Problem[] = target === home || isGranted(grants, route, target, name) ? [] : ['not-granted']
  return backendOf(find, target, name, port, { ...(weight === undefined ? {} : { weight }), problems })
}

/** Another namespace's Service must be lent by a ReferenceGrant of that namespace. */
function isGranted(grants: readonly ReferenceGrant[], route: KubeObject, namespace: string, service: string): boolean {
  return grants.some(
    grant =>
      namespaceOf(grant) === namespace &&
      listOf(grant.spec?.from).some(
        from => from.group === GROUP && from.kind === route.kind && from.namespace === namespaceOf(route),
      ) &&
      listOf(grant.spec?.to).some(
        to => (to.group ?? '') === '' && to.kind === 'Service' && (to.name === undefined || to.name === service),
      ),
  )
}
