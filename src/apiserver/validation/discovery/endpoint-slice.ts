import type { Endpoint, EndpointPort, EndpointSlice } from '../../../../schemas/types/discovery.k8s.io/v1.generated.ts'
import { parseIp } from '../../../resource/ip.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateFormat } from '../core/complaints.ts'
import { PROTOCOLS } from '../core/service/ports.ts'
import { ipWarnings, validateIp, validateNonSpecialIp } from '../ip.ts'
import { IMMUTABLE, validateLabels, validateObjectMeta } from '../object-meta.ts'

/** The beta version told the place of an endpoint by labels. */
type Slice = EndpointSlice & KubeObject & { endpoints?: (Endpoint & { topology?: Record<string, string> })[] }

const ENDPOINTS = FieldPath.of('endpoints')
const PORTS = FieldPath.of('ports')
const TYPES = ['FQDN', 'IPv4', 'IPv6']
const MOST_ENDPOINTS = 1000
const MOST_ADDRESSES = 100
const MOST_PORTS = 20_000
const MOST_PORTS_BEFORE_25 = 100
const MOST_LABELS = 16
const MOST_HINTS = 8
/** Since this release addresses are read as everywhere else, but for those that are stored. */
const STRICT_SINCE: Minor = 34

/** Truth: pkg/registry/discovery/endpointslice, pkg/apis/discovery/validation */
export const endpointSlice: KindRules<Slice> = {
  prepareCreate(object, { minor, resource }) {
    object.metadata.generation = 1
    dropClosed(object, minor)
    if (resource.version === 'v1') for (const endpoint of object.endpoints ?? []) delete endpoint.deprecatedTopology
  },

  validate: (object, errors, { minor }) => validateSlice(object, errors, minor),

  prepareUpdate(object, old, { minor, resource }) {
    const same =
      semanticallyEqual(object.endpoints, old.endpoints) &&
      semanticallyEqual(object.ports, old.ports) &&
      object.addressType === old.addressType &&
      (minor < 21 || semanticallyEqual(object.metadata.labels ?? {}, old.metadata.labels ?? {}))
    object.metadata.generation = (old.metadata.generation ?? 0) + (same ? 0 : 1)
    // Only now, so that a change which is not kept counts as one.
    if (resource.version === 'v1' && !old.endpoints?.some(({ deprecatedTopology }) => deprecatedTopology)) {
      for (const endpoint of object.endpoints ?? []) delete endpoint.deprecatedTopology
    }
    dropClosed(object, minor, old)
  },

  validateUpdate(object, old, errors, { minor }) {
    validateSlice(object, errors, minor, old)
    if (object.addressType !== old.addressType) {
      errors.invalid(FieldPath.of('addressType'), object.addressType ?? '', IMMUTABLE)
    }
  },

  /** An empty list is stored as none. */
  canonicalize(object) {
    if (object.ports?.length === 0) Object.assign(object, { ports: null })
  },

  warnings(object, { minor }, old) {
    if (minor < 33) return []
    if (object.addressType === 'FQDN') return old ? [] : ['spec.addressType: FQDN endpoints are deprecated']
    return (object.endpoints ?? []).flatMap(({ addresses = [] }, index) =>
      addresses.flatMap((address, position) =>
        ipWarnings(ENDPOINTS.index(index).child('addresses').index(position), address),
      ),
    )
  },
}

/** Conditions of terminating endpoints, names of nodes and hints came later than the kind; what a slice has of them it keeps. */
function dropClosed({ endpoints }: Slice, minor: Minor, old?: Slice): void {
  const before = old?.endpoints ?? []
  if (minor < 34 && !before.some(({ hints }) => hints?.forNodes)) {
    for (const { hints } of endpoints ?? []) delete hints?.forNodes
  }
  if (minor >= 23) return
  const keepsHints = before.some(({ hints }) => hints)
  const keepsNodes = minor >= 21 || before.some(({ nodeName }) => nodeName !== undefined)
  const keepsConditions =
    minor >= 22 ||
    before.some(({ conditions }) => conditions?.serving !== undefined || conditions?.terminating !== undefined)
  for (const endpoint of endpoints ?? []) {
    if (!keepsHints) delete endpoint.hints
    if (!keepsNodes) delete endpoint.nodeName
    if (keepsConditions) continue
    delete endpoint.conditions?.serving
    delete endpoint.conditions?.terminating
  }
}

function validateSlice(object: Slice, errors: FieldErrors, minor: Minor, old?: Slice): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  const type = object.addressType ?? ''
  const typePath = FieldPath.of('addressType')
  if (type === '') errors.required(typePath)
  else if (!TYPES.includes(type)) errors.notSupported(typePath, type, TYPES)
  // Newer servers look at the ports first.
  const portsFirst = minor >= STRICT_SINCE
  const mostPorts = minor >= 25 ? MOST_PORTS : MOST_PORTS_BEFORE_25
  if (portsFirst) validatePorts(object.ports ?? [], errors, mostPorts)
  const endpoints = object.endpoints ?? []
  if (endpoints.length > MOST_ENDPOINTS) errors.tooMany(ENDPOINTS, endpoints.length, MOST_ENDPOINTS)
  else {
    const known = old?.endpoints?.flatMap(({ addresses = [] }) => addresses)
    endpoints.forEach((endpoint, index) => {
      validateAddresses(endpoint.addresses ?? [], type, errors, ENDPOINTS.index(index).child('addresses'), minor, known)
      validateEndpoint(endpoint, errors, ENDPOINTS.index(index), minor)
    })
  }
  if (!portsFirst) validatePorts(object.ports ?? [], errors, mostPorts)
}

function validateAddresses(
  addresses: string[],
  type: string,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  known: readonly string[] | undefined,
): void {
  if (addresses.length === 0) errors.required(path, 'must contain at least 1 address')
  else if (addresses.length > MOST_ADDRESSES) errors.tooMany(path, addresses.length, MOST_ADDRESSES)
  addresses.forEach((address, index) => {
    const at = path.index(index)
    if (minor < STRICT_SINCE) {
      validateAddressOfType(address, type, errors, at, minor)
      return
    }
    if (known?.includes(address)) return
    if (type === 'FQDN') validateDomain(address, errors, at)
    if (type !== 'IPv4' && type !== 'IPv6') return
    const before = errors.length
    validateIp(address, minor, errors, at, known)
    const ip = parseIp(address)
    if (ip && ip.family !== familyOf(type)) errors.invalid(path, address, `must be an ${type} address`)
    if (errors.length === before) validateNonSpecialIp(address, minor, errors, at)
  })
}

const familyOf = (type: string): number => (type === 'IPv4' ? 4 : 6)

/** Up to 1.20 an address might lead anywhere. */
function validateAddressOfType(
  address: string,
  type: string,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  if (type === 'FQDN') validateDomain(address, errors, path)
  if (type !== 'IPv4' && type !== 'IPv6') return
  const ip = parseIp(address)
  if (ip?.family !== familyOf(type) || (ip.padded && minor < 22))
    errors.invalid(path, address, `must be a valid ${type} address`)
  if (minor >= 21) validateNonSpecialIp(address, minor, errors, path)
}

/** Truth: apimachinery/pkg/util/validation IsFullyQualifiedDomainName */
function validateDomain(name: string, errors: FieldErrors, path: FieldPath): void {
  if (name === '') {
    errors.required(path)
    return
  }
  const domain = name.endsWith('.') ? name.slice(0, -1) : name
  const complaints = dnsSubdomain(domain)
  for (const complaint of complaints) errors.invalid(path, domain, complaint)
  if (complaints.length > 0) return
  const labels = domain.split('.')
  if (labels.length < 2) {
    errors.invalid(path, domain, 'should be a domain with at least two segments separated by dots')
    return
  }
  for (const label of labels) validateFormat(dnsLabel, label, errors, path)
}

function validateEndpoint(
  { nodeName, deprecatedTopology, topology, hostname, hints }: NonNullable<Slice['endpoints']>[number],
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  if (nodeName !== undefined) validateFormat(dnsSubdomain, nodeName, errors, path.child('nodeName'))
  const labels = deprecatedTopology ?? topology
  const at = path.child(minor >= 21 ? 'deprecatedTopology' : 'topology')
  const count = Object.keys(labels ?? {}).length
  if (count > MOST_LABELS) errors.tooMany(at, count, MOST_LABELS)
  validateLabels(labels, errors, at)
  if (hostname !== undefined) validateFormat(dnsLabel, hostname, errors, path.child('hostname'))
  if (!hints) return
  for (const [field, format] of [
    ['forZones', labelValue],
    ['forNodes', dnsSubdomain],
  ] as const) {
    const list = hints[field] ?? []
    const listPath = path.child('hints', field)
    if (list.length > MOST_HINTS) {
      errors.tooMany(listPath, list.length, MOST_HINTS)
      continue
    }
    const seen = new Set<string>()
    list.forEach(({ name = '' }, index) => {
      const namePath = listPath.index(index).child('name')
      if (seen.has(name)) errors.duplicate(namePath, name)
      seen.add(name)
      validateFormat(format, name, errors, namePath)
    })
  }
}

function validatePorts(ports: EndpointPort[], errors: FieldErrors, most: number): void {
  if (ports.length > most) {
    errors.tooMany(PORTS, ports.length, most)
    return
  }
  const names = new Set<string>()
  ports.forEach(({ name = '', protocol, appProtocol }, index) => {
    const path = PORTS.index(index)
    if (name !== '') validateFormat(dnsLabel, name, errors, path.child('name'))
    if (names.has(name)) errors.duplicate(path.child('name'), name)
    names.add(name)
    if (protocol === undefined) errors.required(path.child('protocol'))
    else if (!PROTOCOLS.includes(protocol)) errors.notSupported(path.child('protocol'), protocol, PROTOCOLS)
    if (appProtocol !== undefined) validateFormat(qualifiedName, appProtocol, errors, path.child('appProtocol'))
  })
}
