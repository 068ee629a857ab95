import type { LoadBalancerStatus, ServiceSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import { parseCidr } from '../../../../resource/cidr.ts'
import { parseIp } from '../../../../resource/ip.ts'
import { dns1035Label, dnsLabel, dnsSubdomain } from '../../../../resource/names.ts'
import type { Minor } from '../../../../resource/version.ts'
import type { Context } from '../../../context.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { GoText } from '../../../go-text.ts'
import type { KindRules } from '../../../kind-rules.ts'
import { validateCidr } from '../../cidr.ts'
import { validateIp, validateNonSpecialIp } from '../../ip.ts'
import { validateLabels, validateObjectMeta, validateObjectMetaUpdate } from '../../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../../status.ts'
import { validateFormat } from '../complaints.ts'
import { alignClusterIps, allocate, allocateAtLast, keepClusterIps } from './allocation.ts'
import { HAS_LIST, validateClusterIps, validateClusterIpsUpdate } from './cluster-ips.ts'
import { validateOneProtocol, validatePorts, validateUniquePorts } from './ports.ts'
import { isHeadless, type ServiceObject } from './spec.ts'
import {
  validateAffinity,
  validateClass,
  validateLoadBalancer,
  validateOldTrafficCombination,
  validateTraffic,
} from './traffic.ts'
import { dropDependentFields } from './type-change.ts'
import { serviceWarnings } from './warnings.ts'

const SPEC = FieldPath.of('spec')
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const KUBELET_PORT = 10_250
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints'
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode'
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges'

/** Since this release the storage gives out addresses before anything is validated. */
const ALLOCATES_FIRST: Minor = 21

/** Truth: pkg/registry/core/service, pkg/apis/core/validation ValidateService */
export const service: KindRules<ServiceObject> = {
  createsOnUpdate: true,
  judgedBeforeStorage: ({ minor }) => minor < ALLOCATES_FIRST,

  reserve(object, context, old) {
    if (context.subresource || context.minor < ALLOCATES_FIRST) return undefined
    // Only since 1.22 what is behind a closed gate can still be seen here.
    if (object.spec && context.minor < 22) dropClosed(object.spec, old?.spec ?? {}, context)
    return allocate(object, context, old)
  },

  prepareCreate(object, context) {
    clearStatus(object, context)
    if (object.spec?.type === 'ExternalName') delete object.spec.internalTrafficPolicy
    if (object.spec) dropClosed(object.spec, {}, context)
    if (context.minor >= ALLOCATES_FIRST || context.minor < HAS_LIST) return
    alignClusterIps((object.spec ??= {}))
    dropFamilies(object.spec)
  },

  validate(object, errors, context) {
    validateMeta(object, errors, context.minor)
    validateService(object, errors, context)
    validateOneProtocol(object.spec ?? {}, undefined, errors, context)
  },

  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    if (!object.spec || !old.spec) return
    if (object.spec.type === 'ExternalName') delete object.spec.internalTrafficPolicy
    dropClosed(object.spec, old.spec, context)
    if (context.minor >= ALLOCATES_FIRST) return dropDependentFields(object.spec, old.spec)
    if (context.minor < HAS_LIST) {
      if (!object.spec.clusterIP && old.spec.clusterIP) object.spec.clusterIP = old.spec.clusterIP
      return
    }
    keepClusterIps(object.spec, old.spec)
    dropFamilies(object.spec)
  },

  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    const spec = object.spec ?? {}
    const before = old.spec ?? {}
    validateClusterIpsUpdate(spec, before, errors, context.minor)
    validateClassUpdate(spec, before, errors)
    if (context.minor < 36) validateMeta(object, errors, context.minor)
    validateService(object, errors, context, old)
    validateOneProtocol(spec, before, errors, context)
  },

  warnings: (object, { minor }) => serviceWarnings(object, minor),

  allocate(object, context, old) {
    if (context.subresource || context.minor >= ALLOCATES_FIRST) return undefined
    return allocateAtLast(object, context, old)
  },

  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors, { minor }) {
        validateObjectMetaUpdate(object, old, errors)
        validateLoadBalancerStatus(
          object.status?.loadBalancer,
          object.spec?.type,
          errors,
          minor,
          old.status?.loadBalancer,
        )
      },
    },
  },
}

const GATED = [
  { gate: 'ServiceTopology', field: 'topologyKeys' },
  { gate: 'ServiceLBNodePortControl', field: 'allocateLoadBalancerNodePorts' },
  { gate: 'ServiceInternalTrafficPolicy', field: 'internalTrafficPolicy' },
  { gate: 'ServiceLoadBalancerClass', field: 'loadBalancerClass' },
  { gate: 'ServiceTrafficDistribution', field: 'trafficDistribution' },
] as const

/** Fields behind closed gates go, unless the stored Service has them. Truth: dropServiceDisabledFields */
function dropClosed(spec: ServiceSpec, old: ServiceSpec, { gates }: Context): void {
  for (const { gate, field } of GATED) if (!gates.enabled(gate) && old[field] === undefined) delete spec[field]
}

/** Families were behind a closed gate. */
function dropFamilies(spec: ServiceSpec): void {
  delete spec.ipFamilies
  delete spec.ipFamilyPolicy
  if ((spec.clusterIPs?.length ?? 0) > 1) spec.clusterIPs = [spec.clusterIPs![0]!]
}

const validateMeta = (object: ServiceObject, errors: FieldErrors, minor: Minor): void =>
  validateObjectMeta(object, true, minor >= 36 ? dnsLabel : dns1035Label, errors)

function validateService(object: ServiceObject, errors: FieldErrors, context: Context, old?: ServiceObject): void {
  const { minor } = context
  const spec = object.spec ?? {}
  validateTopologyAnnotations(object.metadata.annotations, errors, minor)
  if (!spec.ports?.length && !isHeadless(spec) && spec.type !== 'ExternalName') errors.required(SPEC.child('ports'))
  validateByType(spec, errors, minor)
  validatePorts(spec, errors)
  validateLabels(spec.selector, errors, SPEC.child('selector'))
  validateAffinity(spec, errors)
  validateClusterIps(spec, errors, minor, old?.spec)
  spec.externalIPs?.forEach((ip, index) => {
    const path = SPEC.child('externalIPs').index(index)
    const before = errors.length
    validateIp(ip, minor, errors, path, old?.spec?.externalIPs)
    if (errors.length === before) validateNonSpecialIp(ip, minor, errors, path)
  })
  if (!spec.type) errors.required(SPEC.child('type'))
  else if (!TYPES.includes(spec.type)) errors.notSupported(SPEC.child('type'), spec.type, TYPES)
  validateUniquePorts(spec, errors, old !== undefined)
  validateSourceRanges(object, errors, minor, old?.spec?.loadBalancerSourceRanges)
  validateLoadBalancer(spec, errors, minor)
  validateTraffic(spec, errors, minor)
  if (minor < 26 && errors.isEmpty) validateOldTrafficCombination(spec, errors)
}

function validateTopologyAnnotations(
  annotations: Record<string, string> | undefined,
  errors: FieldErrors,
  minor: Minor,
): void {
  if (minor < 27) return
  const hints = annotations?.[TOPOLOGY_HINTS]
  const mode = annotations?.[TOPOLOGY_MODE]
  if (hints === undefined || mode === undefined || hints === mode) return
  const path = FieldPath.of('metadata', 'annotations').key(TOPOLOGY_MODE)
  errors.invalid(path, mode, `must match annotations[${TOPOLOGY_HINTS}] when both are specified`)
}

function validateByType(spec: ServiceSpec, errors: FieldErrors, minor: Minor): void {
  const { type, clusterIP, clusterIPs = [], ipFamilies, ipFamilyPolicy, externalName = '', ports } = spec
  if (type === 'LoadBalancer' && minor < 33) {
    ports?.forEach(({ port }, index) => {
      if (port !== KUBELET_PORT) return
      const text = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`
      errors.invalid(SPEC.child('ports').index(index), port, text)
    })
  }
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    const at = minor < HAS_LIST ? SPEC.child('clusterIP') : SPEC.child('clusterIPs').index(0)
    errors.invalid(at, 'None', `may not be set to 'None' for ${type} services`)
  }
  if (type !== 'ExternalName') return
  if (minor < HAS_LIST && clusterIP)
    errors.forbidden(SPEC.child('clusterIP'), 'must be empty for ExternalName services')
  const none = 'may not be set for ExternalName services'
  if (clusterIPs.length > 0) errors.forbidden(SPEC.child('clusterIPs'), none)
  if (ipFamilies?.length) errors.forbidden(SPEC.child('ipFamilies'), none)
  if (ipFamilyPolicy !== undefined) errors.forbidden(SPEC.child('ipFamilyPolicy'), none)
  const name = externalName.endsWith('.') ? externalName.slice(0, -1) : externalName
  if (name === '') errors.required(SPEC.child('externalName'))
  else validateFormat(dnsSubdomain, name, errors, SPEC.child('externalName'))
}

/** In the field, or in the annotation that was there before it. */
function validateSourceRanges(
  { metadata, spec = {} }: ServiceObject,
  errors: FieldErrors,
  minor: Minor,
  old: readonly string[] | undefined,
): void {
  const ranges = spec.loadBalancerSourceRanges ?? []
  const annotation = metadata.annotations?.[RANGES]
  if (ranges.length === 0 && annotation === undefined) return
  const path =
    ranges.length > 0 ? SPEC.child('LoadBalancerSourceRanges') : FieldPath.of('metadata', 'annotations').key(RANGES)
  if (spec.type !== 'LoadBalancer') errors.forbidden(path, "may only be used when `type` is 'LoadBalancer'")
  const values = ranges.length > 0 ? ranges : (annotation ?? '').trim() === '' ? [] : (annotation ?? '').split(',')
  if (minor < 27) {
    if (values.every(value => parseCidr(value.trim()))) return
    const shown = ranges.length > 0 ? `[${ranges.join(' ')}]` : (annotation ?? '')
    errors.invalid(path, shown, 'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ')
    return
  }
  values.forEach((value, index) => {
    validateCidr(value.trim(), minor, errors, ranges.length > 0 ? path.index(index) : path, old)
  })
}

/** A class stays with a load balancer for as long as it is one. */
function validateClassUpdate(spec: ServiceSpec, old: ServiceSpec, errors: FieldErrors): void {
  if (spec.type !== 'LoadBalancer' || old.type !== 'LoadBalancer') {
    validateClass(spec, errors)
    return
  }
  if (spec.loadBalancerClass === old.loadBalancerClass) return
  errors.invalid(
    SPEC.child('loadBalancerClass'),
    spec.loadBalancerClass ?? new GoText('null'),
    'may not change once set',
  )
  validateClass(spec, errors)
}

/** Also the status of an Ingress; addresses that `old` has may stay. Truth: pkg/apis/core/validation ValidateLoadBalancerStatus */
export function validateLoadBalancerStatus(
  status: LoadBalancerStatus | undefined,
  type: string | undefined,
  errors: FieldErrors,
  minor: Minor,
  old?: LoadBalancerStatus,
): void {
  const known = old?.ingress?.flatMap(({ ip }) => ip || [])
  const path = FieldPath.of('status', 'loadBalancer', 'ingress')
  const ingresses = status?.ingress ?? []
  if (minor >= 30 && type !== undefined && type !== 'LoadBalancer' && ingresses.length > 0) {
    errors.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")
    return
  }
  ingresses.forEach(({ ip = '', hostname = '', ipMode }, index) => {
    const at = path.index(index)
    if (ip !== '') {
      if (minor >= 27) validateIp(ip, minor, errors, at.child('ip'), known)
      else if (!parseIp(ip)) errors.invalid(at.child('ip'), ip, 'must be a valid IP address')
    }
    if (minor >= 30 && type !== undefined) {
      if (ip !== '' && ipMode === undefined) errors.required(at.child('ipMode'), 'must be specified when `ip` is set')
      else if (ip === '' && ipMode !== undefined)
        errors.forbidden(at.child('ipMode'), 'may not be specified when `ip` is not set')
      else if (ipMode !== undefined && ipMode !== 'VIP' && ipMode !== 'Proxy') {
        errors.notSupported(at.child('ipMode'), ipMode, ['Proxy', 'VIP'])
      }
    }
    if (hostname === '') return
    validateFormat(dnsSubdomain, hostname, errors, at.child('hostname'))
    if (parseIp(hostname)) errors.invalid(at.child('hostname'), hostname, 'must be a DNS name, not an IP address')
  })
}
