import type { IPAddress, ParentReference } from '../../../../schemas/types/networking.k8s.io/v1.generated.ts'
import { formatIp, parseIp } from '../../../resource/ip.ts'
import { dnsSubdomain, type NameFormat, pathSegment } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { type GoText, goQuote, goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateFormat, validateRequiredFormat } from '../core/complaints.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

type Address = IPAddress & KubeObject

const PARENT = FieldPath.of('spec', 'parentRef')

/** The name is the address, written in the one way. Truth: pkg/apis/networking/validation ValidateIPAddressName */
const addressName: NameFormat = name => {
  const ip = parseIp(name)
  if (!ip) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']
  const canonical = formatIp(ip)
  return canonical === name && !ip.padded && !ip.mapped ? [] : [`must be in canonical form (${goQuote(canonical)})`]
}

/** Truth: pkg/registry/networking/ipaddress, pkg/apis/networking/validation ValidateIPAddress */
export const ipAddress: KindRules<Address> = {
  // No address can be made from the beginning of one.
  ownName: ({ metadata }) => metadata.generateName ?? '',
  validate: validateAddress,

  validateUpdate(object, old, errors) {
    validateAddress(object, errors)
    validateObjectMetaUpdate(object, old, errors)
    const parent = object.spec?.parentRef
    if (!semanticallyEqual(parent, old.spec?.parentRef))
      errors.invalid(PARENT, parent ? parentText(parent) : null, IMMUTABLE)
  },
}

function validateAddress(object: Address, errors: FieldErrors): void {
  validateObjectMeta(object, false, addressName, errors)
  validateParent(object.spec?.parentRef, errors)
}

function validateParent(parent: ParentReference | undefined, errors: FieldErrors): void {
  if (!parent) {
    errors.required(PARENT)
    return
  }
  if (parent.group) validateFormat(dnsSubdomain, parent.group, errors, PARENT.child('group'))
  validateRequiredFormat(pathSegment, parent.resource, errors, PARENT.child('resource'))
  validateRequiredFormat(pathSegment, parent.name, errors, PARENT.child('name'))
  if (parent.namespace) validateFormat(pathSegment, parent.namespace, errors, PARENT.child('namespace'))
}

const parentText = ({ group = '', resource = '', namespace = '', name = '' }: ParentReference): GoText =>
  goStruct({ Group: group, Resource: resource, Namespace: namespace, Name: name })
