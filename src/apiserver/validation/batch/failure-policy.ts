import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../../../schemas/types/batch/v1.generated.ts'
import { qualifiedName } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { type GoText, goQuote, goStruct } from '../../go-text.ts'

const MOST_RULES = 20
const MOST_EXIT_CODES = 255
const MOST_CONDITIONS = 20
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore']
const OPERATORS = ['In', 'NotIn']
const STATUSES = ['False', 'True', 'Unknown']

/** Truth: pkg/apis/batch/validation validatePodFailurePolicy */
export function validateFailurePolicy(spec: JobSpec, errors: FieldErrors, path: FieldPath): void {
  const rules = spec.podFailurePolicy?.rules ?? []
  const at = path.child('rules')
  if (rules.length > MOST_RULES) errors.tooMany(at, rules.length, MOST_RULES)
  const { containers, initContainers } = spec.template?.spec ?? {}
  const names = new Set([...(containers ?? []), ...(initContainers ?? [])].map(({ name = '' }) => name))
  rules.forEach((rule, index) => {
    validateRule(rule, spec, names, errors, at.index(index))
  })
}

function validateRule(
  { action = '', onExitCodes, onPodConditions: conditions }: PodFailurePolicyRule,
  spec: JobSpec,
  names: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const onPodConditions = conditions ?? []
  const at = path.child('action')
  if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) {
      errors.invalid(at, action, 'requires the backoffLimitPerIndex to be set')
    }
  } else validateChoice(action, ACTIONS, errors, at)
  if (onExitCodes) validateExitCodes(onExitCodes, names, errors, path.child('onExitCodes'))
  if (onPodConditions.length > 0) validateConditions(onPodConditions, errors, path.child('onPodConditions'))
  if (onExitCodes && onPodConditions.length > 0) {
    invalidWithoutValue(path, 'specifying both OnExitCodes and OnPodConditions is not supported', errors)
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    invalidWithoutValue(path, 'specifying one of OnExitCodes and OnPodConditions is required', errors)
  }
}

/** A complaint about a whole structure, which the server does not print. */
export function invalidWithoutValue(path: FieldPath, detail: string, errors: FieldErrors): void {
  errors.add({ reason: 'FieldValueInvalid', message: `Invalid value: ${detail}`, field: path.toString() })
}

function validateChoice(value: string, supported: readonly string[], errors: FieldErrors, path: FieldPath): void {
  if (value === '') errors.required(path, `valid values: [${supported.map(goQuote).join(' ')}]`)
  else if (!supported.includes(value)) errors.notSupported(path, value, supported)
}

function validateConditions(
  patterns: PodFailurePolicyOnPodConditionsPattern[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (patterns.length > MOST_CONDITIONS) errors.tooMany(path, patterns.length, MOST_CONDITIONS)
  patterns.forEach(({ type = '', status = '' }, index) => {
    const at = path.index(index)
    for (const complaint of qualifiedName(type)) errors.invalid(at.child('type'), type, complaint)
    validateChoice(status, STATUSES, errors, at.child('status'))
  })
}

function validateExitCodes(
  { operator = '', containerName, values: codes }: PodFailurePolicyOnExitCodesRequirement,
  names: ReadonlySet<string>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const values = codes ?? []
  validateChoice(operator, OPERATORS, errors, path.child('operator'))
  if (containerName !== undefined && !names.has(containerName)) {
    const why = 'must be one of the container or initContainer names in the pod template'
    errors.invalid(path.child('containerName'), containerName, why)
  }
  const at = path.child('values')
  if (values.length === 0) errors.invalid(at, codes ?? null, 'at least one value is required')
  else if (values.length > MOST_EXIT_CODES) errors.tooMany(at, values.length, MOST_EXIT_CODES)
  const seen = new Set<number>()
  values.forEach((code, index) => {
    if (operator === 'In' && code === 0) errors.invalid(at.index(index), code, 'must not be 0 for the In operator')
    if (seen.has(code)) errors.duplicate(at.index(index), code)
    seen.add(code)
  })
  if (values.some((code, index) => index > 0 && values[index - 1]! > code))
    errors.invalid(at, values, 'must be ordered')
}

/** The internal struct has no JSON names of its own. */
export const podFailurePolicyText = (policy: NonNullable<JobSpec['podFailurePolicy']>): GoText =>
  goStruct({
    Rules:
      policy.rules?.map(({ action = '', onExitCodes, onPodConditions }) =>
        goStruct({
          Action: action,
          OnExitCodes: onExitCodes
            ? goStruct({
                ContainerName: onExitCodes.containerName ?? null,
                Operator: onExitCodes.operator ?? '',
                Values: onExitCodes.values ?? null,
              })
            : null,
          OnPodConditions:
            onPodConditions?.map(({ type = '', status = '' }) => goStruct({ Type: type, Status: status })) ?? null,
        }),
      ) ?? null,
  })
