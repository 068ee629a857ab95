import type { Device } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { GoText, goQuote } from '../../go-text.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateNodeSelector } from '../core/affinity.ts'
import { validateFormat } from '../core/complaints.ts'
import { countValues, validateAttribute } from './attributes.ts'
import { validateBindingConditions } from './binding-conditions.ts'
import { validateCapacity } from './capacity.ts'
import { validateConsumptions } from './counters.ts'
import { validateList, validateMap } from './lists.ts'
import { MOST_KEY_BYTES, validateAttributeName } from './names.ts'
import { propertiesOf } from './older-forms.ts'
import { validateDeviceTaint } from './taints.ts'

const MOST_ATTRIBUTES_AND_CAPACITIES = 32
const MOST_VALUES = 48
const NO_LIMIT = Number.POSITIVE_INFINITY
const ONE_PLACE =
  'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec'
const NO_PLACE =
  '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec'

/** Truth: pkg/apis/resource/validation validateDevice */
export function validateDevice(
  named: Device,
  namedOld: Device | undefined,
  places: boolean,
  errors: FieldErrors,
  path: FieldPath,
  { minor, gates }: Context,
): void {
  const device = propertiesOf(named)
  const old = namedOld && propertiesOf(namedOld)
  validateFormat(dnsLabel, named.name ?? '', errors, path.child('name'))
  const { attributes = {}, capacity = {} } = device
  const count = Object.keys(attributes).length + Object.keys(capacity).length
  if (count > MOST_ATTRIBUTES_AND_CAPACITIES) {
    const detail = `the total number of attributes and capacities must not exceed ${MOST_ATTRIBUTES_AND_CAPACITIES}`
    errors.invalid(path, count, detail)
  }
  const values = countValues(device)
  if (gates.enabled('DRAListTypeAttributes') && values > MOST_VALUES) {
    errors.invalid(path, values, `the total number of attribute values must not exceed ${MOST_VALUES}`)
  }
  const validateKey = (name: string, at: FieldPath): void => validateAttributeName(name, errors, at)
  validateMap(attributes, NO_LIMIT, MOST_KEY_BYTES, errors, path.child('attributes'), validateKey, (attribute, at) => {
    validateAttribute(attribute, errors, at)
  })
  if (!old || !semanticallyEqual(old.capacity, device.capacity)) {
    const shared = device.allowMultipleAllocations === true
    validateMap(capacity, NO_LIMIT, MOST_KEY_BYTES, errors, path.child('capacity'), validateKey, (amount, at) => {
      validateCapacity(amount, shared, errors, at)
    })
  }
  if (!old || !semanticallyEqual(old.taints, device.taints)) {
    validateList(device.taints, minor >= 35 ? 16 : 4, errors, path.child('taints'), (taint, at) => {
      validateDeviceTaint(taint, undefined, errors, at, minor)
    })
  }
  validateConsumptions(device.consumesCounters, errors, path.child('consumesCounters'))
  validatePlace(device, places, errors, path)
  validateBindingConditions(device, errors, path)
}

/** Where a device can be reached from, when the slice leaves that to each of them. */
function validatePlace(
  { nodeName, nodeSelector, allNodes }: Device,
  places: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!places) {
    if (nodeName !== undefined || nodeSelector !== undefined || allNodes !== undefined) {
      errors.invalid(path, null, NO_PLACE)
    }
    return
  }
  const set: string[] = []
  if (nodeName === '') errors.invalid(path.child('nodeName'), nodeName, 'must not be empty')
  else if (nodeName !== undefined) {
    set.push('`nodeName`')
    validateFormat(dnsSubdomain, nodeName, errors, path.child('nodeName'))
  }
  if (nodeSelector) {
    set.push('`nodeSelector`')
    validateNodeSelector(nodeSelector, false, errors, path.child('nodeSelector'))
  }
  if (allNodes) set.push('`allNodes`')
  else if (allNodes === false) {
    errors.invalid(path.child('allNodes'), allNodes, 'must be either unset or set to true')
  }
  if (set.length === 0) errors.required(path, ONE_PLACE)
  else if (set.length > 1) errors.invalid(path, setText(set), ONE_PLACE)
}

/** The fields that are set, as the server lists them. */
export const setText = (set: readonly string[]): GoText => new GoText(goQuote(`{${set.join(', ')}}`))
