import type { EndpointAddress, EndpointPort, Endpoints } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain, portNumber, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { ipWarnings, validateIp, validateNonSpecialIp } from '../ip.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateFormat } from './complaints.ts'
import { repackSubsets } from './endpoint-subsets.ts'
import { PROTOCOLS } from './service/ports.ts'

type EndpointsObject = Endpoints & KubeObject

const SUBSETS = FieldPath.of('subsets')

/** Truth: pkg/registry/core/endpoint, pkg/apis/core/validation ValidateEndpoints */
export const endpoints: KindRules<EndpointsObject> = {
  createsOnUpdate: true,

  validate: (object, errors, { minor }) => validateEndpoints(object, errors, minor),

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    validateEndpoints(object, errors, minor, addressesOf(old))
  },

  canonicalize(object, { minor }) {
    if (minor < 20 && object.subsets) object.subsets = repackSubsets(object.subsets)
  },

  warnings: (object, { minor }) => (minor >= 33 ? endpointsWarnings(object) : []),
}

const addressesOf = ({ subsets = [] }: EndpointsObject): string[] =>
  subsets.flatMap(({ addresses = [], notReadyAddresses = [] }) =>
    [...addresses, ...notReadyAddresses].map(({ ip = '' }) => ip),
  )

function validateEndpoints(object: EndpointsObject, errors: FieldErrors, minor: Minor, old?: readonly string[]): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  object.subsets?.forEach(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
    const path = SUBSETS.index(index)
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.required(path, 'must specify `addresses` or `notReadyAddresses`')
    }
    addresses.forEach((address, position) => {
      validateAddress(address, errors, path.child('addresses').index(position), minor, old)
    })
    notReadyAddresses.forEach((address, position) => {
      validateAddress(address, errors, path.child('notReadyAddresses').index(position), minor, old)
    })
    ports.forEach((port, position) => {
      validatePort(port, ports.length > 1, errors, path.child('ports').index(position))
    })
  })
}

function validateAddress(
  { ip = '', hostname, nodeName }: EndpointAddress,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
  old: readonly string[] | undefined,
): void {
  validateIp(ip, minor, errors, path.child('ip'), old)
  if (hostname) validateFormat(dnsLabel, hostname, errors, path.child('hostname'))
  if (nodeName !== undefined) validateFormat(dnsSubdomain, nodeName, errors, path.child('nodeName'))
  validateNonSpecialIp(ip, minor, errors, path.child('ip'))
}

function validatePort(
  { name = '', port = 0, protocol = '', appProtocol }: EndpointPort,
  isNamed: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (name !== '') validateFormat(dnsLabel, name, errors, path.child('name'))
  else if (isNamed) errors.required(path.child('name'))
  for (const complaint of portNumber(port)) errors.invalid(path.child('port'), port, complaint)
  if (protocol === '') errors.required(path.child('protocol'))
  else if (!PROTOCOLS.includes(protocol)) errors.notSupported(path.child('protocol'), protocol, PROTOCOLS)
  if (appProtocol !== undefined) validateFormat(qualifiedName, appProtocol, errors, path.child('appProtocol'))
}

function endpointsWarnings({ subsets = [] }: EndpointsObject): string[] {
  return subsets.flatMap((subset, index) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap(field =>
      (subset[field] ?? []).flatMap(({ ip = '' }, position) =>
        ipWarnings(SUBSETS.index(index).child(field).index(position).child('ip'), ip),
      ),
    ),
  )
}
