import { listOf, textOf } from './objects.ts'
import type { ServiceView } from './service.ts'

/** A name under which something is found, and what it leads to. */
export interface DnsName {
  readonly name: string
  readonly type: 'A' | 'SRV' | 'CNAME'
  /** Of a CNAME: where it leads. Of an SRV record: the port it tells. */
  readonly target?: string
  readonly port?: number
}

/**
 * The names of a Service in the cluster's DNS.
 *
 *   Service db in shop     db.shop.svc.cluster.local, and db, db.shop, db.shop.svc where search lists apply
 *   a named port http      _http._tcp.db.shop.svc.cluster.local (SRV)
 *   headless               a name for each pod with a hostname whose subdomain is the Service
 *   ExternalName           a CNAME, nothing else
 *
 * Truth: kubernetes/dns docs/specification.md, endpointslice ShouldSetHostname
 */
export function dnsNames(service: ServiceView, zone = 'cluster.local'): DnsName[] {
  const own = `${service.name}.${service.namespace}.svc.${zone}`
  if (service.type === 'ExternalName') {
    return [{ name: own, type: 'CNAME', target: service.object.spec?.externalName ?? '' }]
  }
  const names: DnsName[] = [{ name: own, type: 'A' }]
  for (const { name, port = 0, protocol } of listOf(service.object.spec?.ports)) {
    if (name) names.push({ name: `_${name}._${textOf(protocol, 'TCP').toLowerCase()}.${own}`, type: 'SRV', port })
  }
  if (service.headless) for (const host of hostnames(service)) names.push({ name: `${host}.${own}`, type: 'A' })
  return names
}

/** A StatefulSet names its pods after themselves when the Service governs it; other pods say their hostname. */
function hostnames({ name, targets }: ServiceView): string[] {
  const hosts = new Set<string>()
  for (const { workload } of targets) {
    const { hostname, subdomain } = workload.pods[0]!
    if (hostname !== '' && subdomain === name) hosts.add(hostname)
    const spec = workload.object as { spec?: { serviceName?: unknown; replicas?: unknown } } | undefined
    if (workload.kind !== 'StatefulSet' || spec?.spec?.serviceName !== name) continue
    const replicas = typeof spec.spec.replicas === 'number' ? spec.spec.replicas : 1
    for (let ordinal = 0; ordinal < Math.min(replicas, MOST_HOSTS); ordinal++) hosts.add(`${workload.name}-${ordinal}`)
  }
  return [...hosts]
}

const MOST_HOSTS = 10_000

/**
 * The Service a host name means when a pod of `namespace` looks it up, by the search list of a pod:
 * `db` → its own namespace, `db.shop`, `db.shop.svc`, `db.shop.svc.cluster.local`. Case does not matter.
 */
export function serviceMeant(
  host: string,
  namespace: string,
  zone = 'cluster.local',
): { namespace: string; name: string } | undefined {
  let name = host.toLowerCase()
  if (name.endsWith('.')) name = name.slice(0, -1)
  if (name.endsWith(`.${zone}`)) name = name.slice(0, -zone.length - 1)
  const parts = name.split('.')
  if (parts.some(part => part === '')) return undefined
  if (parts.length === 1) return { namespace, name: parts[0]! }
  if (parts.length === 2) return { namespace: parts[1]!, name: parts[0]! }
  return parts.length === 3 && parts[2] === 'svc' ? { namespace: parts[1]!, name: parts[0]! } : undefined
}
