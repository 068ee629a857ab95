import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from '../../../../schemas/types/networking.k8s.io/v1.generated.ts'
import { isStrictlyWithin, parseCidr } from '../../../resource/cidr.ts'
import { equal } from '../../../resource/json.ts'
import { dnsSubdomain, portName, portNumber } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { cidrWarnings, validateCidr } from '../cidr.ts'
import { validateFormat } from '../core/complaints.ts'
import { validateLabelSelector } from '../label-selector.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { bornInExtensions } from './born-in-extensions.ts'

type Policy = NetworkPolicy & KubeObject

const SPEC = FieldPath.of('spec')
const PROTOCOLS = ['TCP', 'UDP', 'SCTP']
const TYPES = ['Ingress', 'Egress']

/** Truth: pkg/registry/networking/networkpolicy, pkg/apis/networking/validation ValidateNetworkPolicy */
export const networkPolicy: KindRules<Policy> = {
  group: bornInExtensions,

  prepareCreate(object, context) {
    object.metadata.generation = 1
    dropEndPorts(object, undefined, context)
  },

  validate(object, errors, { minor }) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object.spec ?? {}, errors, minor)
  },

  prepareUpdate(object, old, context) {
    dropEndPorts(object, old, context)
    object.metadata.generation = (old.metadata.generation ?? 0) + (equal(object.spec, old.spec) ? 0 : 1)
  },

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec ?? {}, errors, minor, blocksOf(old.spec ?? {}).flatMap(cidrsOf))
  },

  warnings: ({ spec = {} }, { minor }) => (minor < 33 ? [] : policyWarnings(spec)),
}

const portsOf = ({ spec: { ingress = [], egress = [] } = {} }: Policy): NetworkPolicyPort[] =>
  [...ingress, ...egress].flatMap(({ ports = [] }) => ports)

/** Ranges of ports were behind a gate once. */
function dropEndPorts(object: Policy, old: Policy | undefined, { gates }: Context): void {
  if (gates.enabled('NetworkPolicyEndPort') || (old && portsOf(old).some(({ endPort }) => endPort !== undefined)))
    return
  for (const port of portsOf(object)) delete port.endPort
}

const blocksOf = ({ ingress = [], egress = [] }: NetworkPolicySpec): IPBlock[] =>
  [...ingress.flatMap(({ from = [] }) => from), ...egress.flatMap(({ to = [] }) => to)].flatMap(({ ipBlock }) =>
    ipBlock ? [ipBlock] : [],
  )

const cidrsOf = ({ cidr = '', except = [] }: IPBlock): string[] => [cidr, ...except]

function validateSpec(spec: NetworkPolicySpec, errors: FieldErrors, minor: Minor, old?: readonly string[]): void {
  validateLabelSelector(spec.podSelector, errors, SPEC.child('podSelector'))
  spec.ingress?.forEach(({ ports, from }, index) => {
    validateRule(ports, from, 'from', errors, SPEC.child('ingress').index(index), minor, old)
  })
  spec.egress?.forEach(({ ports, to }, index) => {
    validateRule(ports, to, 'to', errors, SPEC.child('egress').index(index), minor, old)
  })
  const types = spec.policyTypes ?? []
  if (types.length > TYPES.length) {
    errors.invalid(
      SPEC.child('policyTypes'),
      typed('[]networking.PolicyType', types),
      'may not specify more than two policyTypes',
    )
    return
  }
  types.forEach((type, index) => {
    if (!TYPES.includes(type)) errors.notSupported(SPEC.child('policyTypes').index(index), type, TYPES)
  })
}

function validateRule(
  ports: NetworkPolicyPort[] | undefined,
  peers: NetworkPolicyPeer[] | undefined,
  field: 'from' | 'to',
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  old: readonly string[] | undefined,
): void {
  ports?.forEach((port, index) => {
    validatePort(port, errors, path.child('ports').index(index))
  })
  peers?.forEach((peer, index) => {
    validatePeer(peer, errors, path.child(field).index(index), minor, old)
  })
}

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, errors: FieldErrors, path: FieldPath): void {
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    errors.notSupported(path.child('protocol'), protocol, PROTOCOLS)
  }
  const end = path.child('endPort')
  if (port === undefined) {
    if (endPort !== undefined) errors.invalid(end, endPort, 'may not be specified when `port` is not specified')
  } else if (typeof port === 'string') {
    if (endPort !== undefined) errors.invalid(end, endPort, 'may not be specified when `port` is non-numeric')
    validateFormat(portName, port, errors, path.child('port'))
  } else {
    for (const complaint of portNumber(port)) errors.invalid(path.child('port'), port, complaint)
    if (endPort === undefined) return
    // Up to 1.36 the wrong one of the two was shown.
    if (endPort < port)
      errors.invalid(end, errors.minor >= 37 ? endPort : port, 'must be greater than or equal to `port`')
    for (const complaint of portNumber(endPort)) errors.invalid(end, endPort, complaint)
  }
}

function validatePeer(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  old: readonly string[] | undefined,
): void {
  if (podSelector) validateLabelSelector(podSelector, errors, path.child('podSelector'))
  if (namespaceSelector) validateLabelSelector(namespaceSelector, errors, path.child('namespaceSelector'))
  if (ipBlock) validateBlock(ipBlock, errors, path.child('ipBlock'), minor, old)
  if (!podSelector && !namespaceSelector && !ipBlock) errors.required(path, 'must specify a peer')
  else if (ipBlock && (podSelector || namespaceSelector)) {
    errors.forbidden(path, 'may not specify both ipBlock and another peer')
  }
}

/** Truth: ValidateIPBlock */
function validateBlock(
  { cidr = '', except }: IPBlock,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  old: readonly string[] | undefined,
): void {
  if (cidr === '') {
    errors.required(path.child('cidr'))
    return
  }
  const outer = parseCidr(cidr)
  const check = (value: string, at: FieldPath): void => {
    if (minor >= 27) validateCidr(value, minor, errors, at, old)
    else if (!parseCidr(value)) errors.invalid(at, value, 'not a valid CIDR')
  }
  check(cidr, path.child('cidr'))
  if (!outer) return
  for (const [index, value] of (except ?? []).entries()) {
    const at = path.child('except').index(index)
    check(value, at)
    const inner = parseCidr(value)
    if (!inner) {
      // Up to 1.32 one that cannot be read ended the search.
      if (minor < 33) return
      continue
    }
    if (!isStrictlyWithin(inner, outer)) errors.invalid(at, value, 'must be a strict subset of `cidr`')
  }
}

function policyWarnings(spec: NetworkPolicySpec): string[] {
  const warn = (peers: NetworkPolicyPeer[] | undefined, path: FieldPath): string[] =>
    (peers ?? []).flatMap(({ ipBlock }, index) => {
      if (!ipBlock) return []
      const at = path.index(index).child('ipBlock')
      return [
        ...cidrWarnings(at.child('cidr'), ipBlock.cidr ?? ''),
        ...(ipBlock.except ?? []).flatMap((value, position) => cidrWarnings(at.child('except').index(position), value)),
      ]
    })
  return [
    ...(spec.ingress ?? []).flatMap(({ from }, index) => warn(from, SPEC.child('ingress').index(index).child('from'))),
    ...(spec.egress ?? []).flatMap(({ to }, index) => warn(to, SPEC.child('egress').index(index).child('to'))),
  ]
}
