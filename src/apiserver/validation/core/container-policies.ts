import type { Container, ContainerResizePolicy } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

const RESIZABLE = ['cpu', 'memory']
const RESIZE_POLICIES = ['NotRequired', 'RestartContainer']

/** Truth: pkg/apis/core/validation validateResizePolicy; errors other than duplicates stand at the list. */
export function validateResizePolicy(
  policies: ContainerResizePolicy[] | undefined,
  podRestartPolicy: string | undefined,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  if (!policies) return
  const of = minor >= 34 ? 'pod `restartPolicy`' : '`restartPolicy`'
  const seen = new Set<string>()
  policies.forEach(({ resourceName = '', restartPolicy = '' }, index) => {
    if (seen.has(resourceName)) errors.duplicate(path.index(index), resourceName)
    seen.add(resourceName)
    if (!resourceName) errors.required(path)
    else if (!RESIZABLE.includes(resourceName)) errors.notSupported(path, resourceName, RESIZABLE)
    if (!restartPolicy) errors.required(path)
    else if (!RESIZE_POLICIES.includes(restartPolicy)) errors.notSupported(path, restartPolicy, RESIZE_POLICIES)
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.invalid(path, restartPolicy, `must be 'NotRequired' when ${of} is 'Never'`)
    }
  })
}

const RESTART_POLICIES = ['Always', 'Never', 'OnFailure']
const MOST_RULES = 20
const MOST_EXIT_CODES = 255
const ACTIONS = ['Restart', 'RestartAllContainers']
const EXIT_CODE_OPERATORS = ['In', 'NotIn']

/** A container's own restart policy, where the release knows one for all kinds. Truth: validateContainerRestartPolicy */
export function validateContainerRestartPolicy(
  { restartPolicy }: Container,
  supported: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (restartPolicy === undefined || restartPolicy === null) return
  if (!supported.includes(restartPolicy)) errors.notSupported(path.child('restartPolicy'), restartPolicy, supported)
}

export const ANY_RESTART_POLICY = RESTART_POLICIES

/** `alone`: what the rules say counts even where the policy they need is missing. */
export function validateRestartRules(
  { restartPolicy, restartPolicyRules: rules }: Container,
  alone: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!rules?.length) return
  if (restartPolicy === undefined || restartPolicy === null) {
    errors.required(path.child('restartPolicy'), 'must specify restartPolicy when restart rules are used')
    if (!alone) return
  }
  const at = path.child('restartPolicyRules')
  if (rules.length > MOST_RULES) errors.tooMany(at, rules.length, MOST_RULES)
  rules.forEach(({ action = '', exitCodes }, index) => {
    const rule = at.index(index)
    if (!ACTIONS.includes(action)) errors.notSupported(rule.child('action'), action, ACTIONS)
    if (!exitCodes) {
      errors.required(rule.child('exitCodes'), 'must be specified')
      return
    }
    const { operator = '', values = [] } = exitCodes
    if (!EXIT_CODE_OPERATORS.includes(operator)) {
      errors.notSupported(rule.child('exitCodes').child('operator'), operator, EXIT_CODE_OPERATORS)
    }
    if (values.length > MOST_EXIT_CODES) {
      errors.tooMany(rule.child('exitCodes').child('values'), values.length, MOST_EXIT_CODES)
    }
  })
}
