import type { LabelSelector, Labels } from '../resource/labels.ts'
import { matchesSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { listOf, namespaceOf, selectorOf, textOf } from './objects.ts'
import type { Problem } from './routes.ts'

export interface ParentReference {
  group?: string
  kind?: string
  namespace?: string
  name?: string
  sectionName?: string
  port?: number
}

interface Listener {
  name?: string
  port?: number
  protocol?: string
  hostname?: string
  allowedRoutes?: {
    namespaces?: { from?: string; selector?: LabelSelector | null } | null
    kinds?: readonly { group?: string; kind?: string }[] | null
  } | null
}

export interface Gateway extends KubeObject {
  spec?: { listeners?: readonly Listener[] | null }
}

export interface Attachment {
  /** The hosts that are really served; `''` is any. */
  readonly hosts: readonly string[]
  readonly entrances: readonly string[]
  readonly problems: readonly Problem[]
}

/** Which routes a listener takes when it does not say. */
const KINDS_OF: Record<string, readonly string[]> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
}

/** Finds the listeners that carry a route, and the hosts that both sides mean. A mesh's route has a Service as parent. */
export function attach(
  route: KubeObject,
  parents: readonly ParentReference[],
  hostnames: readonly string[],
  gateways: ReadonlyMap<string, Gateway>,
  labelsOf: (namespace: string) => Labels,
): Attachment {
  const hosts = new Set<string>()
  const entrances: string[] = []
  const problems = new Set<Problem>()
  for (const parent of parents) {
    const key = `${parent.namespace ?? namespaceOf(route)}/${parent.name ?? ''}`
    if (parent.kind !== undefined && parent.kind !== 'Gateway') {
      entrances.push(`${parent.kind}/${key}`)
      for (const host of hostnames.length > 0 ? hostnames : ['']) hosts.add(textOf(host).toLowerCase())
      continue
    }
    const gateway = gateways.get(key)
    if (!gateway) {
      problems.add('gateway-missing')
      continue
    }
    const refused = new Set<Problem>()
    let attached = false
    for (const listener of listOf(gateway.spec?.listeners)) {
      if (parent.sectionName !== undefined && parent.sectionName !== listener.name) continue
      if (parent.port !== undefined && parent.port !== listener.port) continue
      const shared = sharedHosts(listener.hostname, hostnames)
      const refusal = refusalOf(route, listener, namespaceOf(gateway), labelsOf, shared)
      if (refusal) {
        refused.add(refusal)
        continue
      }
      attached = true
      entrances.push(`${key}/${listener.name ?? ''}`)
      for (const host of shared) hosts.add(host)
    }
    if (attached) continue
    if (refused.size === 0) problems.add('listener-missing')
    for (const refusal of refused) problems.add(refusal)
  }
  return { hosts: [...hosts], entrances, problems: [...problems] }
}

function refusalOf(
  route: KubeObject,
  { protocol = '', allowedRoutes }: Listener,
  home: string,
  labelsOf: (namespace: string) => Labels,
  shared: readonly string[],
): Problem | undefined {
  const kinds = listOf(allowedRoutes?.kinds).map(({ kind = '' }) => kind)
  const taken = kinds.length > 0 ? kinds : KINDS_OF[protocol]
  if (taken && !taken.includes(route.kind)) return 'listener-refuses-kind'
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {}
  const namespace = namespaceOf(route)
  const isWelcome =
    from === 'All' ||
    (from === 'Selector' ? matchesSelector(selectorOf(selector), labelsOf(namespace)) : namespace === home)
  if (!isWelcome) return 'listener-refuses-namespace'
  return shared.length === 0 ? 'hostname-not-served' : undefined
}

/**
 * The hosts that listener and route share:
 *
 *   *.example.com and shop.example.com → shop.example.com
 *   shop.example.com and nothing       → shop.example.com
 *   *.example.com and example.com      → none: the star stands for at least one label
 */
export function sharedHosts(listener: string | undefined, hostnames: readonly string[]): string[] {
  const own = textOf(listener).toLowerCase()
  if (hostnames.length === 0) return [own]
  const shared: string[] = []
  for (const hostname of hostnames) {
    const host = textOf(hostname).toLowerCase()
    if (own === '' || covers(own, host)) shared.push(host)
    else if (covers(host, own)) shared.push(own)
  }
  return shared
}

const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length >= pattern.length)
