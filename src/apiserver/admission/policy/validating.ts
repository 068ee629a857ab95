import type {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  Validation,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context, Resource } from '../../context.ts'
import { goStruct } from '../../go-text.ts'
import { forbidden, type Status } from '../../status.ts'
import type { AdmissionPlugin } from '../plugin.ts'
import { AuditAnnotations } from './audit-annotations.ts'
import { Evaluation, OUT_OF_BUDGET } from './evaluation.ts'
import { inOrder, isExempt, matchRequest } from './match.ts'
import { collectParams } from './params.ts'
import { type PolicyPrograms, programsOf } from './programs.ts'

type Policy = ValidatingAdmissionPolicy & KubeObject
type Binding = ValidatingAdmissionPolicyBinding & KubeObject

const GROUP = 'admissionregistration.k8s.io'
const FAILURE = 'validation.policy.admission.k8s.io/validation_failure'
const MOST_MESSAGE_BYTES = 5 * 1024
const CODES: Record<string, number> = { Unauthorized: 401, Forbidden: 403, RequestEntityTooLarge: 413 }

/** Why a policy says no. */
interface Decision {
  readonly message: string
  readonly reason?: string
  readonly index: number
}

interface Denial {
  readonly policy: Policy
  readonly binding?: Binding
  readonly decision: Decision
}

/**
 * Policies in CEL, each as often as it is bound and for every param. All are run; the first denial is told.
 *
 * Truth: apiserver/pkg/admission/plugin/policy/validating/dispatcher.go, validator.go
 */
export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  validate(object, old, context) {
    const policies = context.world.list(GROUP, 'ValidatingAdmissionPolicy') as Policy[]
    if (policies.length === 0 || isExempt(context) || !context.gates.enabled('ValidatingAdmissionPolicy')) {
      return undefined
    }
    const bindings = context.world.list(GROUP, 'ValidatingAdmissionPolicyBinding') as Binding[]
    const denials: Denial[] = []
    for (const policy of inOrder(policies)) {
      const bound = bindings.filter(({ spec }) => spec?.policyName === policy.metadata.name)
      if (bound.length === 0) continue
      const matched = matchRequest(policy.spec?.matchConstraints, object, old, context)
      if (matched) judge(policy, bound, { object, old, matched, context }, denials)
    }
    const [first] = denials
    return first && refuse(first, object, context)
  },
}

interface Question {
  readonly object: KubeObject
  readonly old: KubeObject | undefined
  readonly matched: Resource
  readonly context: Context
}

function judge(policy: Policy, bindings: readonly Binding[], question: Question, denials: Denial[]): void {
  const { object, old, matched, context } = question
  const programs = programsOf(policy, context.minor, false)
  const annotations = new AuditAnnotations(policy.metadata.name ?? '')
  for (const binding of bindings) {
    if (!matchRequest(binding.spec?.matchResources, object, old, context)) continue
    const collected = collectParams(policy.spec?.paramKind, binding.spec?.paramRef, context)
    if ('problem' in collected) {
      if (policy.spec?.failurePolicy === 'Ignore') continue
      denials.push({
        policy,
        binding,
        decision: { message: `failed to configure binding: ${collected.problem}`, index: 0 },
      })
      continue
    }
    for (const params of collected.params) {
      const deleted = context.operation === 'delete'
      const subject = { object: deleted ? undefined : object, old, matched, params }
      const evaluation = new Evaluation(programs, subject, context)
      for (const decision of decide(policy, programs, evaluation)) {
        act(decision, policy, binding, context, denials)
      }
      if (!annotations.isWanted(policy, programs, evaluation)) continue
      for (const message of annotations.collect(policy, programs, evaluation)) {
        denials.push({ policy, binding, decision: { message, index: 0 } })
      }
    }
  }
  annotations.publish(context)
}

function act(decision: Decision, policy: Policy, binding: Binding, context: Context, denials: Denial[]): void {
  const actions = binding.spec?.validationActions ?? []
  const policyName = policy.metadata.name ?? ''
  const bindingName = binding.metadata.name ?? ''
  for (const action of actions) {
    if (action === 'Deny') denials.push({ policy, binding, decision })
    else if (action === 'Warn') {
      context.warnings.push(
        `Validation failed for ValidatingAdmissionPolicy '${policyName}' with binding '${bindingName}': ${decision.message}`,
      )
    } else if (action === 'Audit') {
      const failure = goStruct({
        message: decision.message,
        policy: policyName,
        binding: bindingName,
        expressionIndex: decision.index,
        validationActions: actions,
      })
      context.auditAnnotations[FAILURE] ??= `[${failure.text}]`
    }
  }
}

/** What the validations have against the request; errors count as failures unless the policy ignores them. */
function decide(policy: Policy, programs: PolicyPrograms, evaluation: Evaluation): Decision[] {
  const { validations = [], failurePolicy } = policy.spec ?? {}
  const failed = (message: string, index = 0): Decision[] => (failurePolicy === 'Ignore' ? [] : [{ message, index }])
  const holds = evaluation.holds(programs.conditions)
  if (typeof holds === 'object') return failed(holds.error)
  if (!holds) return []
  const outcomes = validations.map(({ expression = '' }) => evaluation.run(programs.compile(expression)))
  if (evaluation.isSpent) return failed(OUT_OF_BUDGET)
  return validations.flatMap((validation, index): Decision[] => {
    const outcome = outcomes[index]!
    if ('error' in outcome) return failed(outcome.error, index)
    if (outcome.value === true) return []
    const message = messageOf(validation, programs, evaluation)
    if (evaluation.isSpent) return failed(`failed messageExpression: ${OUT_OF_BUDGET}`, index)
    return [{ message, reason: validation.reason ?? 'Invalid', index }]
  })
}

/** One line, computed or given; the expression itself where there is none. */
function messageOf(
  { expression = '', message = '', messageExpression = '' }: Validation,
  programs: PolicyPrograms,
  evaluation: Evaluation,
): string {
  if (messageExpression !== '') {
    const outcome = evaluation.run(programs.compile(messageExpression, false))
    const text = 'value' in outcome && typeof outcome.value === 'string' ? outcome.value.trim() : ''
    if (text !== '' && !text.includes('\n') && byteLength(text) <= MOST_MESSAGE_BYTES) return text
  }
  return message.trim() || `failed expression: ${expression.trim()}`
}

function refuse({ policy, binding, decision }: Denial, object: KubeObject, { resource }: Context): Status {
  const bound = binding ? ` with binding '${binding.metadata.name}'` : ''
  const message = `ValidatingAdmissionPolicy '${policy.metadata.name}'${bound} denied request: ${decision.message}`
  const reason = decision.reason ?? 'Invalid'
  const status = forbidden({ group: resource.group, name: resource.resource }, object.metadata.name ?? '', message, [
    { message },
  ])
  return { ...status, reason, code: CODES[reason] ?? 422 }
}
