import type { ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { containsIp, parseCidr } from '../../../../resource/cidr.ts'
import { parseIp } from '../../../../resource/ip.ts'
import type { KubeObject } from '../../../../resource/object.ts'
import type { Context } from '../../../context.ts'
import { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { invalid, type Status } from '../../../status.ts'
import { familyOf, HAS_LIST, validateClusterIps } from './cluster-ips.ts'
import { chooseFamilies } from './families.ts'
import { allocateNodePorts } from './node-ports.ts'
import { ALLOCATED, isHeadless, needsClusterIp, needsHealthCheck, needsNodePorts, type ServiceObject } from './spec.ts'

const SERVICE = { group: '', name: 'Service' }
const CLUSTER_IPS = FieldPath.of('spec', 'clusterIPs')

/**
 * What a server does before it validates: settles families, gives out addresses and ports.
 * Truth: pkg/registry/core/service/storage beginCreate, beginUpdate, alloc.go
 */
export function allocate(service: ServiceObject, context: Context, old?: ServiceObject): Status | undefined {
  const spec = (service.spec ??= {})
  if (old?.spec) keepAllocated(spec, old.spec)
  alignClusterIps(spec, old?.spec)
  const errors = new FieldErrors(context.minor)
  const ranges = serviceRanges(context)
  if (spec.type !== 'ExternalName') {
    chooseFamilies(spec, old?.spec, ranges.length > 0 ? ranges.map(familyOfRange) : ['IPv4'], errors, () =>
      validateClusterIps(spec, errors, context.minor, old?.spec),
    )
  }
  if (errors.isEmpty) allocateIps(service, old?.spec, ranges, errors, context)
  if (errors.isEmpty && spec.healthCheckNodePort !== old?.spec?.healthCheckNodePort && old?.spec) {
    if (needsHealthCheck(spec) && needsHealthCheck(old.spec)) {
      errors.forbidden(FieldPath.of('spec', 'healthCheckNodePort'), 'field is immutable')
    }
  }
  if (!errors.isEmpty) return invalid(SERVICE, service.metadata.name ?? '', errors.list)
  return allocateNodePorts(service, context, old)
}

/** A client need not repeat what the server chose. Truth: patchAllocatedValues */
function keepAllocated(spec: ServiceSpec, old: ServiceSpec): void {
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP
    if (!spec.clusterIPs?.length && old.clusterIPs && spec.clusterIP === old.clusterIP)
      spec.clusterIPs = [...old.clusterIPs]
  }
  if (needsNodePorts(old) && needsNodePorts(spec)) {
    const byName = new Map(old.ports?.map(({ name = '', nodePort }) => [name, nodePort]))
    const used = new Set(spec.ports?.map(({ nodePort }) => nodePort))
    for (const port of spec.ports ?? []) {
      const before = byName.get(port.name ?? '')
      if (!port.nodePort && before && (!used.has(before) || String(before) === ALLOCATED)) port.nodePort = before
    }
  }
  if (needsHealthCheck(old) && needsHealthCheck(spec) && !spec.healthCheckNodePort && old.healthCheckNodePort) {
    spec.healthCheckNodePort = old.healthCheckNodePort
  }
}

/** The field that came first and the list say the same: what changed wins. Truth: normalizeClusterIPs */
export function alignClusterIps(spec: ServiceSpec, old?: ServiceSpec): void {
  if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP]
  if (!old) return
  const same = sameList(spec.clusterIPs, old.clusterIPs)
  if (!spec.clusterIP && old.clusterIP) {
    if (same) delete spec.clusterIPs
  } else if (spec.clusterIP && spec.clusterIP !== old.clusterIP && same) spec.clusterIPs = [spec.clusterIP]
}

const sameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index])

/** What a PUT did before 1.23: an address that is left out stays, one without its list is not made a list. */
export function keepClusterIps(spec: ServiceSpec, old: ServiceSpec): void {
  const isSame = (spec.clusterIP ?? '') === (old.clusterIP ?? '')
  if (isSame) {
    if (!spec.clusterIPs?.length && old.clusterIPs?.length) spec.clusterIPs = [...old.clusterIPs]
    return
  }
  if (!sameList(spec.clusterIPs, old.clusterIPs)) return
  if (spec.clusterIP) spec.clusterIPs = [spec.clusterIP]
  else delete spec.clusterIPs
}

type Ranges = readonly string[]
const familyOfRange = (range: string): string => familyOf(range.split('/')[0] ?? '')

/** The ranges that the world tells of; before there were ServiceCIDRs they were known to the server alone. */
function serviceRanges({ world }: Context): Ranges {
  const own = world.get('networking.k8s.io', 'ServiceCIDR', '', 'kubernetes') as
    | (KubeObject & { spec?: { cidrs?: string[] } })
    | undefined
  return own?.spec?.cidrs ?? []
}

function allocateIps(
  service: ServiceObject,
  old: ServiceSpec | undefined,
  ranges: Ranges,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = service.spec ?? {}
  if (!needsClusterIp(spec) || isHeadless(spec)) return
  const ips = (spec.clusterIPs ??= [])
  spec.ipFamilies?.forEach((family, index) => {
    const ip = ips[index]
    if (ip) {
      // What was given before is not asked for again: that it may not change is said later.
      if (index < (old?.clusterIPs?.length ?? 0) || ip === ALLOCATED) return
      const range = ranges.find(candidate => familyOfRange(candidate) === family)
      const why = outOfRange(ip, range) ?? taken(ip, service, context)
      if (why) errors.invalid(CLUSTER_IPS, ips, `failed to allocate IP ${ip}: ${why}`)
      return
    }
    ips[index] = ALLOCATED
    context.unknown.push(`spec.clusterIPs[${index}]`)
    if (index > 0) return
    spec.clusterIP = ALLOCATED
    context.unknown.push('spec.clusterIP')
  })
}

function outOfRange(ip: string, range: string | undefined): string | undefined {
  const cidr = range === undefined ? undefined : parseCidr(range)
  const parsed = parseIp(ip)
  if (!cidr || !parsed || containsIp(cidr, parsed)) return undefined
  return `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${range}`
}

/** A dry run does not look who has an address. Truth: pkg/registry/core/service/ipallocator */
function taken(ip: string, { metadata }: ServiceObject, { world, namespace, dryRun }: Context): string | undefined {
  if (dryRun) return undefined
  const others = world.list('', 'Service') as readonly ServiceObject[]
  const owner = others.find(
    other =>
      other.spec?.clusterIPs?.includes(ip) &&
      (other.metadata.name !== metadata.name || other.metadata.namespace !== (metadata.namespace ?? namespace)),
  )
  return owner && 'provided IP is already allocated'
}

/** Before 1.23 addresses and ports were given out after validation, and without families. */
export function allocateAtLast(service: ServiceObject, context: Context, old?: ServiceObject): Status | undefined {
  const spec = (service.spec ??= {})
  const ip = context.minor < HAS_LIST ? spec.clusterIP : spec.clusterIPs?.[0]
  const had = context.minor < HAS_LIST ? old?.spec?.clusterIP : old?.spec?.clusterIPs?.length
  if (ip && ip !== ALLOCATED && needsClusterIp(spec) && !isHeadless(spec) && !had) {
    const why = taken(ip, service, context)
    if (why) {
      const errors = new FieldErrors(context.minor)
      errors.invalid(CLUSTER_IPS, [ip], `failed to allocated ip:${ip} with error:${why}`)
      return invalid(SERVICE, service.metadata.name ?? '', errors.list)
    }
  }
  if (!context.dryRun && needsClusterIp(spec) && !isHeadless(spec) && !ip) {
    spec.clusterIP = ALLOCATED
    context.unknown.push('spec.clusterIP')
    if (context.minor >= HAS_LIST) {
      spec.clusterIPs = [ALLOCATED]
      context.unknown.push('spec.clusterIPs[0]')
    }
  }
  return allocateNodePorts(service, context, old)
}
