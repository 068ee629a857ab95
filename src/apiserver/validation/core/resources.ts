import type { ResourceClaim, ResourceRequirements } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, negativeComplaint } from '../../../resource/names.ts'
import { compareQuantities, milliValue, parseQuantity, type Quantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote, typed } from '../../go-text.ts'
import { validateFormat } from './complaints.ts'
import { eachContainer } from './containers-of.ts'
import type { PodOptions } from './pod-options.ts'
import { isHugePages, isIntegerResource, isOvercommitAllowed, validateContainerResourceName } from './resource-names.ts'

type CheckName = (name: string, errors: FieldErrors, path: FieldPath) => void

export const validateContainerResources = (
  resources: ResourceRequirements | undefined,
  claimNames: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void => validateResources(resources, validateContainerResourceName, claimNames, errors, path, options)

const ZERO: Quantity = { nanos: 0n, format: 'decimal' }
const NO_CLAIMS: ReadonlySet<string> = new Set()

/** Truth: pkg/apis/core/validation validateResourceRequirements */
export function validateResources(
  resources: ResourceRequirements | undefined,
  checkName: CheckName,
  claimNames: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!resources) return
  const { limits, requests, claims } = resources
  for (const name in limits) {
    validateAmount(name, limits[name]!, checkName, errors, path.child('limits').key(name))
    if (isHugePages(name)) validateHugePages(name, limits[name]!, errors, path.child('limits').key(name), options)
  }
  for (const name in requests) {
    validateAmount(name, requests[name]!, checkName, errors, path.child('requests').key(name))
    validateAgainstLimit(name, requests[name]!, limits?.[name], errors, path, options)
    if (isHugePages(name)) validateHugePages(name, requests[name]!, errors, path.child('requests').key(name), options)
  }
  if (mentions(limits, isHugePages) || mentions(requests, isHugePages)) {
    if (!mentions(limits, isCompute) && !mentions(requests, isCompute)) {
      errors.forbidden(path, 'HugePages require cpu or memory')
    }
  }
  if (claims) validateClaimNames(claims, claimNames, errors, path.child('claims'))
}

const isCompute = (name: string): boolean => name === 'cpu' || name === 'memory'

function mentions(amounts: Record<string, string> | undefined, which: (name: string) => boolean): boolean {
  for (const name in amounts) if (which(name)) return true
  return false
}

/** The pod's overhead is judged as if it were the limits of a container. */
export const validateOverhead = (
  overhead: Record<string, string>,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void => validateContainerResources({ limits: overhead }, NO_CLAIMS, errors, path, options)

function validateAmount(
  name: string,
  amount: string,
  checkName: CheckName,
  errors: FieldErrors,
  path: FieldPath,
): void {
  checkName(name, errors, path)
  validateResourceAmount(name, amount, errors, path)
}

/** Truth: pkg/apis/core/validation ValidateResourceQuantityValue */
export function validateResourceAmount(name: string, amount: string, errors: FieldErrors, path: FieldPath): void {
  const quantity = parseQuantity(amount) ?? ZERO
  if (quantity.nanos < 0n) errors.invalid(path, amount, negativeComplaint)
  if (isIntegerResource(name) && milliValue(quantity) % 1000n !== 0n) {
    errors.invalid(path, typed('resource.Quantity', amount, goQuote(amount)), 'must be an integer')
  }
}

function validateAgainstLimit(
  name: string,
  request: string,
  limit: string | undefined,
  errors: FieldErrors,
  path: FieldPath,
  { minor }: PodOptions,
): void {
  if (limit === undefined) {
    if (!isOvercommitAllowed(name)) {
      errors.required(path.child('limits'), 'Limit must be set for non overcommitable resources')
    }
    return
  }
  const order = compareQuantities(parseQuantity(request) ?? ZERO, parseQuantity(limit) ?? ZERO)
  const of = minor >= 26 ? ` limit of ${limit}` : ' limit'
  if (order !== 0 && !isOvercommitAllowed(name)) {
    errors.invalid(path.child('requests'), request, `must be equal to ${name}${of}`)
  } else if (order > 0) {
    errors.invalid(path.child('requests'), request, `must be less than or equal to ${name}${of}`)
  }
}

/** Pages of 2Mi come in multiples of 2Mi; a size that cannot be read divides nothing. */
function validateHugePages(
  name: string,
  amount: string,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (options.minor < 21 || isDivisible(name, amount) || indivisibleBefore(options)) return
  errors.invalid(path, amount, `${amount} is not positive integer multiple of ${name}`)
}

function isDivisible(name: string, amount: string): boolean {
  const size = parseQuantity(name.slice('hugepages-'.length))
  const quantity = parseQuantity(amount) ?? ZERO
  const bytes = size ? size.nanos / 1_000_000_000n : 0n
  if (bytes <= 0n || size!.nanos % 1_000_000_000n !== 0n || quantity.nanos < 0n) return false
  return quantity.nanos % size!.nanos === 0n
}

function indivisibleBefore({ old }: PodOptions): boolean {
  if (!old) return false
  let found = false
  const look = (amounts: Record<string, string> | undefined): void => {
    for (const name in amounts) if (isHugePages(name) && !isDivisible(name, amounts[name]!)) found = true
  }
  eachContainer(old.spec, ({ resources }) => {
    look(resources?.limits)
    look(resources?.requests)
  })
  return found
}

/** Truth: pkg/apis/core/validation validateResourceClaimNames */
function validateClaimNames(
  claims: ResourceClaim[],
  claimNames: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const used = new Set<string>()
  claims.forEach(({ name = '', request }, index) => {
    const at = path.index(index)
    if (!name) {
      errors.required(at)
      return
    }
    if (used.has(name)) errors.duplicate(at, name)
    else {
      if (request) validateFormat(dnsLabel, request, errors, at.child('request'))
      const key = request ? `${name}/${request}` : name
      if (used.has(key)) errors.duplicate(at, key)
      else if (!request) for (const other of used) if (other.startsWith(`${name}/`)) errors.duplicate(at, name)
      used.add(key)
    }
    if (claimNames.has(name)) return
    const known = claimNames.size === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`
    errors.add({
      reason: 'FieldValueNotFound',
      message: `Not found: ${goQuote(name)}: must be one of the names in pod.spec.resourceClaims${known}`,
      field: at.toString(),
    })
  })
}
