import type { Labels } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { gatewayRoutes } from './gateway.ts'
import { ingressRoutes } from './ingress.ts'
import { openshiftRoutes } from './openshift.ts'
import type { ServiceView } from './service.ts'
import type { Workload } from './workload.ts'

/** Why a route or one of its backends leads nowhere. */
export type Problem =
  | 'service-missing'
  | 'service-port-missing'
  | 'no-pods-selected'
  | 'no-pod-port'
  | 'no-pod-ready'
  | 'not-a-service'
  | 'not-granted'
  | 'gateway-missing'
  | 'listener-missing'
  | 'listener-refuses-kind'
  | 'listener-refuses-namespace'
  | 'hostname-not-served'
  | 'class-missing'

/** What asks for a request: `GET /cart` of `shop.example.com` on a gateway. Absent parts match everything. */
export interface RouteMatch {
  /** Empty for any host. */
  readonly host: string
  readonly path: string
  readonly pathType: string
  /** Methods, headers, parameters: what else must hold, in a fixed order, for comparing. */
  readonly more?: string
}

export interface RouteTarget {
  readonly workload: Workload
  readonly number: number
  readonly protocol: string
}

export interface RouteBackend {
  readonly namespace: string
  /** The Service's name, or what else is meant. */
  readonly name: string
  readonly port: number | string | undefined
  readonly weight?: number
  readonly service?: ServiceView
  readonly targets: readonly RouteTarget[]
  readonly problems: readonly Problem[]
}

/** One rule of an Ingress or a route, with all it matches. */
export interface Route {
  readonly object: KubeObject
  /** Path of the rule in the object: `spec.rules[0].http.paths[1]`. */
  readonly at: string
  readonly matches: readonly RouteMatch[]
  /** What carries it: an ingress class, `namespace/gateway/listener`s. Routes conflict only within one. */
  readonly entrances: readonly string[]
  readonly backends: readonly RouteBackend[]
  /** Problems of the rule itself, not of one backend. */
  readonly problems: readonly Problem[]
}

export const routesOf = (
  objects: readonly KubeObject[],
  services: readonly ServiceView[],
  labelsOf: (namespace: string) => Labels,
): Route[] => {
  const find = serviceFinder(services)
  return [...ingressRoutes(objects, find), ...gatewayRoutes(objects, find, labelsOf), ...openshiftRoutes(objects, find)]
}

export type FindService = (namespace: string, name: string) => ServiceView | undefined

function serviceFinder(services: readonly ServiceView[]): FindService {
  const byName = new Map(services.map(service => [`${service.namespace}/${service.name}`, service]))
  return (namespace, name) => byName.get(`${namespace}/${name}`)
}

/** Two or more rules that match the same requests at the same entrance. The first one is served. */
export interface RouteConflict {
  readonly entrance: string
  readonly match: RouteMatch
  readonly routes: readonly Route[]
}

/**
 * Rules that compete for the same requests, in the order in which they win: the older object first, then by
 * namespace and name, then the order of the rules in the object.
 *
 * Truth: Gateway API, HTTPRouteRule.matches; ingress-nginx holds to the same order.
 */
export function routeConflicts(routes: readonly Route[]): RouteConflict[] {
  const groups = new Map<string, { entrance: string; match: RouteMatch; routes: Route[] }>()
  for (const route of routes) {
    for (const entrance of route.entrances) {
      for (const match of route.matches) {
        const key = [entrance, match.host, match.pathType, match.path, match.more ?? ''].join('\n')
        const group = groups.get(key)
        if (!group) groups.set(key, { entrance, match, routes: [route] })
        else if (!group.routes.includes(route)) group.routes.push(route)
      }
    }
  }
  return [...groups.values()]
    .filter(group => group.routes.length > 1)
    .map(group => ({ ...group, routes: group.routes.sort(byPrecedence) }))
}

function byPrecedence(a: Route, b: Route): number {
  const [left, right] = [precedence(a), precedence(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** An object that is yet to be created is younger than all that exist. */
const precedence = ({ object: { metadata } }: Route): string =>
  `${metadata.creationTimestamp ?? '9999'} ${metadata.namespace ?? 'default'}/${metadata.name ?? ''}`
