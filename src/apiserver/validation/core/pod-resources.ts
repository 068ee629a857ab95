import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { aggregateAmounts } from '../../../resource/aggregate-amounts.ts'
import { compareQuantities, formatQuantity, parseQuantity, type Quantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import type { PodOptions } from './pod-options.ts'
import { isHugePages, validateResourceName } from './resource-names.ts'
import { validateResources } from './resources.ts'

const OF_PODS = ['cpu', 'hugepages-', 'memory']

/** Resources of the pod as a whole, shared by its containers. Truth: pkg/apis/core/validation validatePodResources */
export function validatePodResources(
  spec: PodSpec,
  claimNames: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  const { resources } = spec
  if (!resources) return
  if (resources.claims) errors.forbidden(path.child('claims'), 'claims may not be set for Resources at pod-level')
  validateResources(resources, validatePodResourceName, claimNames, errors, path, options)
  validateConsistency(spec, errors, path)
}

function validatePodResourceName(name: string, errors: FieldErrors, path: FieldPath): void {
  const before = errors.length
  validateResourceName(name, errors, path)
  if (errors.length > before) return
  if (name !== 'cpu' && name !== 'memory' && !isHugePages(name)) errors.notSupported(path, name, OF_PODS)
}

const NOTHING: Quantity = { nanos: 0n, format: 'decimal' }
const read = (text: string | undefined): Quantity => (text === undefined ? NOTHING : (parseQuantity(text) ?? NOTHING))

/** The containers together may not request more than the pod, and none may have a higher limit. */
function validateConsistency(spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  for (const [name, sum] of aggregateAmounts(spec, ({ resources }) => resources?.requests)) {
    const own = spec.resources?.requests?.[name]
    if (own === undefined || compareQuantities(sum, read(own)) <= 0) continue
    const why = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`
    errors.invalid(path.child('requests').key(name), own, why)
  }
  const limits = spec.resources?.limits
  if (!limits) return
  spec.containers?.forEach(({ resources }, index) => {
    for (const name in resources?.limits) {
      const limit = resources.limits[name]!
      if (limits[name] === undefined || compareQuantities(read(limit), read(limits[name])) <= 0) continue
      const at = path.child('containers').index(index).key(name).child('limits')
      errors.invalid(at, limit, `must be less than or equal to pod limits of ${limits[name]}`)
    }
  })
}
