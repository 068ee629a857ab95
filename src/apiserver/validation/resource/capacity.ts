import type {
  CapacityRequestPolicy,
  CapacityRequestPolicyRange,
  DeviceCapacity,
} from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  wholeValue,
} from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateSet } from './lists.ts'

const MOST_OPTIONS = 10
const ZERO: Quantity = { nanos: 0n, format: 'decimal' } as Quantity

const quantityOf = (text: string | undefined): Quantity => (text === undefined ? ZERO : (parseQuantity(text) ?? ZERO))

/** What a device has, and how shares of it are handed out. Truth: validate{Multi,Single}AllocatableDeviceCapacity */
export function validateCapacity(
  { value, requestPolicy }: DeviceCapacity,
  shared: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!requestPolicy) return
  const at = path.child('requestPolicy')
  if (shared) validatePolicy(quantityOf(value), requestPolicy, errors, at)
  else errors.forbidden(at, 'allowMultipleAllocations must be true')
}

function validatePolicy(whole: Quantity, policy: CapacityRequestPolicy, errors: FieldErrors, path: FieldPath): void {
  const { validValues, validRange } = policy
  if (validValues?.length && validRange) {
    const detail = 'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time'
    errors.forbidden(path, detail)
    return
  }
  const rule = validValues?.length ? 'validValues' : validRange ? 'validRange' : undefined
  if (!rule) return
  if (policy.default === undefined) errors.required(path.child('default'), `required when ${rule} is defined`)
  else if (validRange) validateRange(quantityOf(policy.default), whole, validRange, errors, path.child(rule))
  else validateOptions(quantityOf(policy.default), whole, validValues ?? [], errors, path.child(rule))
}

function validateOptions(
  preset: Quantity,
  whole: Quantity,
  options: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  for (let index = 1; index < options.length; index++) {
    if (compareQuantities(quantityOf(options[index - 1]), quantityOf(options[index])) > 0) {
      errors.invalid(path.index(index), canonicalQuantity(options[index]!), 'values must be sorted in ascending order')
    }
  }
  let found = false
  const keyOf = (option: string): string => String(wholeValue(quantityOf(option)))
  validateSet(options, MOST_OPTIONS, errors, path, keyOf, (option, at) => {
    const quantity = quantityOf(option)
    if (compareQuantities(quantity, whole) > 0) {
      errors.invalid(at, canonicalQuantity(option), `option is larger than capacity value: ${formatQuantity(whole)}`)
    }
    if (compareQuantities(quantity, preset) === 0) found = true
  })
  if (!found) errors.invalid(path, formatQuantity(preset), 'default value is not valid according to the requestPolicy')
}

/** Truth: pkg/apis/resource/validation validateRequestPolicyRange */
function validateRange(
  preset: Quantity,
  whole: Quantity,
  range: CapacityRequestPolicyRange,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (range.min === undefined) {
    errors.required(path.child('min'), 'required when validRange is defined')
    return
  }
  const min = quantityOf(range.min)
  const refuse = (field: string, shown: Quantity, what: string, bound: Quantity): void =>
    errors.invalid(path.child(field), formatQuantity(shown), `${what}: ${formatQuantity(bound)}`)
  if (compareQuantities(min, whole) > 0) refuse('min', min, 'min is larger than capacity value', whole)
  if (compareQuantities(preset, min) < 0) refuse('min', preset, 'default is less than min', min)
  const max = range.max === undefined ? undefined : quantityOf(range.max)
  if (max) {
    if (compareQuantities(min, max) > 0) refuse('max', min, 'min is larger than max', max)
    if (compareQuantities(max, whole) > 0) refuse('max', max, 'max is larger than capacity value', whole)
    if (compareQuantities(preset, max) > 0) refuse('max', preset, 'default is more than max', max)
  }
  if (range.step === undefined) return
  const step = quantityOf(range.step)
  const at = path.child('step')
  const added = addQuantities(min, step)
  if (compareQuantities(added, whole) > 0) {
    const detail = `one step ${formatQuantity(added)} is larger than capacity value: ${formatQuantity(whole)}`
    errors.invalid(at, formatQuantity(step), detail)
  }
  for (const value of max ? [preset, max] : [preset]) {
    const size = wholeValue(step)
    if (size !== 0n && (wholeValue(value) - wholeValue(min)) % size !== 0n) {
      const detail = `value is not a multiple of a given step (${formatQuantity(step)}) from (${formatQuantity(min)})`
      errors.invalid(at, formatQuantity(value), detail)
    }
  }
}
