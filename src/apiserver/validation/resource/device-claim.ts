import type {
  DeviceClaim,
  DeviceConstraint,
  DeviceRequest,
  DeviceSubRequest,
  DeviceToleration,
  ExactDeviceRequest,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat, validateRequiredFormat } from '../core/complaints.ts'
import { validateList, validateSet } from './lists.ts'
import { validateFullName } from './names.ts'
import { exactly } from './older-forms.ts'
import { validateConfiguration } from './opaque.ts'
import { type Names, namesOf, validateRequestReferences } from './request-names.ts'
import { validateSelectors } from './selectors.ts'
import { validateDeviceToleration } from './taints.ts'

const MOST = 32
const MOST_ALTERNATIVES = 8
const ONE_OF = 'exactly one of `exactly` or `firstAvailable` is required'

/** `stored`: what is expensive to judge was judged before. Truth: pkg/apis/resource/validation validateDeviceClaim */
export function validateDeviceClaim(
  { requests, constraints, config }: DeviceClaim,
  stored: boolean,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  const names = namesOf(requests)
  validateSet(requests, MOST, errors, path.child('requests'), nameOf, (request, at) => {
    validateRequest(request, stored, errors, at, context)
  })
  validateList(constraints, MOST, errors, path.child('constraints'), (constraint, at) => {
    validateConstraint(constraint, names, errors, at, context)
  })
  validateList(config, MOST, errors, path.child('config'), (each, at) => {
    validateRequestReferences(each.requests, names, errors, at.child('requests'))
    validateConfiguration(each, stored, errors, at)
  })
}

const nameOf = ({ name = '' }: { name?: string }): string => name

function validateRequest(
  request: DeviceRequest,
  stored: boolean,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  validateFormat(dnsLabel, request.name ?? '', errors, path.child('name'))
  const exact = exactly(request)
  const alternatives = request.firstAvailable
  if (alternatives?.length) {
    if (exact) {
      errors.invalid(path, null, `${ONE_OF}, but multiple fields are set`)
      return
    }
    validateSet(alternatives, MOST_ALTERNATIVES, errors, path.child('firstAvailable'), nameOf, (each, at) => {
      validateFormat(dnsLabel, each.name ?? '', errors, at.child('name'))
      validateWanted(each, stored, errors, at, context)
    })
  } else if (exact) validateWanted(exact, stored, errors, path.child('exactly'), context)
  else errors.required(path, ONE_OF)
}

/** Truth: validateExactDeviceRequest, validateDeviceSubRequest */
function validateWanted(
  wanted: ExactDeviceRequest | DeviceSubRequest,
  stored: boolean,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  validateRequiredFormat(dnsSubdomain, wanted.deviceClassName, errors, path.child('deviceClassName'))
  validateSelectors(wanted.selectors, stored, errors, path.child('selectors'), context)
  validateMode(wanted, errors, path)
  validateTolerations(wanted.tolerations, errors, path, context)
}

export function validateTolerations(
  tolerations: readonly DeviceToleration[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  { minor }: Context,
): void {
  tolerations?.forEach((toleration, index) => {
    validateDeviceToleration(toleration, errors, path.child('tolerations').index(index), minor)
  })
}

function validateMode(
  { allocationMode = '', count = 0 }: ExactDeviceRequest,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (allocationMode === 'All') {
    if (count !== 0) errors.invalid(path.child('count'), count, "must not be specified when allocationMode is 'All'")
  } else if (allocationMode === 'ExactCount') {
    if (count <= 0) errors.invalid(path.child('count'), count, 'must be greater than zero')
  } else errors.notSupported(path.child('allocationMode'), allocationMode, ['All', 'ExactCount'])
}

function validateConstraint(
  { requests, matchAttribute, distinctAttribute }: DeviceConstraint,
  names: Names,
  errors: FieldErrors,
  path: FieldPath,
  { gates }: Context,
): void {
  validateRequestReferences(requests, names, errors, path.child('requests'))
  if (matchAttribute !== undefined) validateFullName(matchAttribute, errors, path.child('matchAttribute'))
  else if (distinctAttribute !== undefined) validateFullName(distinctAttribute, errors, path.child('distinctAttribute'))
  else if (gates.enabled('DRAConsumableCapacity')) {
    const detail = 'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set'
    errors.required(path, detail)
  } else errors.required(path.child('matchAttribute'))
}
