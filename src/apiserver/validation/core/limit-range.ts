import type { LimitRange, LimitRangeItem } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { compareQuantities, milliValue, parseQuantity, type Quantity, wholeValue } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { quantityText } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta } from '../object-meta.ts'
import { isOvercommitAllowed, validateContainerResourceName, validateResourceName } from './resource-names.ts'

type Limits = LimitRange & KubeObject

const LIMITS = FieldPath.of('spec', 'limits')
const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim']

/** Truth: pkg/registry/core/limitrange, pkg/apis/core/validation ValidateLimitRange */
export const limitRange: KindRules<Limits> = {
  createsOnUpdate: true,
  /** The one kind that takes its uid's like for a name. */
  prepareCreate(object, context) {
    object.metadata.name ||= context.newUid(object)
  },
  validate: validateLimitRange,
  validateUpdate: (object, _old, errors) => validateLimitRange(object, errors),
}

function validateLimitRange(object: Limits, errors: FieldErrors): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  const seen = new Set<string>()
  object.spec?.limits?.forEach((item, index) => {
    const path = LIMITS.index(index)
    const type = item.type ?? ''
    validateType(type, errors, path.child('type'))
    if (seen.has(type)) errors.duplicate(path.child('type'), type)
    seen.add(type)
    validateItem(item, errors, path)
  })
}

function validateType(type: string, errors: FieldErrors, path: FieldPath): void {
  const complaints = qualifiedName(type)
  for (const complaint of complaints) errors.invalid(path, type, complaint)
  if (complaints.length === 0 && !type.includes('/') && !TYPES.includes(type)) {
    errors.invalid(path, type, 'must be a standard limit type or fully qualified')
  }
}

function validateItem(item: LimitRangeItem, errors: FieldErrors, path: FieldPath): void {
  const { type } = item
  const validateName = type === 'Pod' || type === 'Container' ? validateContainerResourceName : validateResourceName
  const names = new Set<string>()
  const check = (field: 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio'): void => {
    for (const name in item[field]) {
      validateName(name, errors, path.child(field).key(name))
      names.add(name)
    }
  }
  check('max')
  check('min')
  for (const field of ['default', 'defaultRequest'] as const) {
    if (type !== 'Pod') check(field)
    else if (Object.keys(item[field] ?? {}).length > 0) {
      errors.forbidden(path.child(field), "may not be specified when `type` is 'Pod'")
    }
  }
  if (type === 'PersistentVolumeClaim' && item.min?.['storage'] === undefined && item.max?.['storage'] === undefined) {
    const text = 'either minimum or maximum storage value is required, but neither was provided'
    errors.required(path.child('limits'), text)
  }
  check('maxLimitRequestRatio')
  for (const name of names) validateAmounts(name, item, errors, path)
}

interface Amount {
  readonly text: string
  readonly quantity: Quantity
}

function amountOf(amounts: Record<string, string> | undefined, name: string): Amount | undefined {
  const text = amounts?.[name]
  const quantity = text === undefined ? undefined : parseQuantity(text)
  return quantity && { text: text!, quantity }
}

const isMore = (a: Amount | undefined, b: Amount | undefined): boolean =>
  a !== undefined && b !== undefined && compareQuantities(a.quantity, b.quantity) > 0

/** min ≤ default request ≤ default ≤ max, as far as they are given. */
function validateAmounts(name: string, item: LimitRangeItem, errors: FieldErrors, path: FieldPath): void {
  const isPod = item.type === 'Pod'
  const min = amountOf(item.min, name)
  const max = amountOf(item.max, name)
  const limit = isPod ? undefined : amountOf(item.default, name)
  const request = isPod ? undefined : amountOf(item.defaultRequest, name)
  const ratio = amountOf(item.maxLimitRequestRatio, name)
  const order = (field: string, shown: Amount, low: Amount, lowName: string, high: Amount, highName: string): void => {
    const text = `${lowName} value ${low.text} is greater than ${highName} value ${high.text}`
    errors.invalid(path.child(field).key(name), quantityText(shown.text), text)
  }
  if (isMore(min, max)) order('min', min!, min!, 'min', max!, 'max')
  if (isMore(min, request)) order('defaultRequest', request!, min!, 'min', request!, 'default request')
  if (isMore(request, max)) order('defaultRequest', request!, request!, 'default request', max!, 'max')
  if (isMore(request, limit)) order('defaultRequest', request!, request!, 'default request', limit!, 'default limit')
  if (isMore(min, limit)) order('default', min!, min!, 'min', limit!, 'default')
  if (isMore(limit, max)) order('default', max!, limit!, 'default', max!, 'max')
  if (ratio) validateRatio(ratio, min, max, errors, path.child('maxLimitRequestRatio').key(name))
  if (!isOvercommitAllowed(name) && limit && request && compareQuantities(limit.quantity, request.quantity) !== 0) {
    const text = `default value ${limit.text} must equal to defaultRequest value ${request.text} in ${name}`
    errors.invalid(path.child('defaultRequest').key(name), quantityText(request.text), text)
  }
}

const ONE: Quantity = { nanos: 1_000_000_000n, format: 'decimal' }
/** Above this a quantity is not told in thousandths. */
const MOST_MILLI = ((1n << 63n) - 1n) / 1000n

function validateRatio(
  ratio: Amount,
  min: Amount | undefined,
  max: Amount | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (compareQuantities(ratio.quantity, ONE) < 0)
    errors.invalid(path, quantityText(ratio.text), `ratio ${ratio.text} is less than 1`)
  if (!min || !max) return
  const all = [ratio.quantity, min.quantity, max.quantity]
  const fine = all.every(quantity => wholeValue(quantity) < MOST_MILLI)
  const [value, low, high] = all.map(quantity => Number(fine ? milliValue(quantity) : wholeValue(quantity)))
  const most = high! / low!
  if ((fine ? value! / 1000 : value!) <= most || Number.isNaN(most)) return
  errors.invalid(path, quantityText(ratio.text), `ratio ${ratio.text} is greater than max/min = ${goFixed(most)}`)
}

/** Go's `%f`. */
function goFixed(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  if (value === Number.NEGATIVE_INFINITY) return '-Inf'
  return value.toFixed(6)
}
