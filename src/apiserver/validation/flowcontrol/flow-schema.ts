import type {
  FlowSchema,
  PolicyRulesWithSubjects,
} from '../../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import { validateMandatorySchema } from './mandatory.ts'
import { objectRules } from './object-rules.ts'
import { validateNonResourceRule, validateResourceRule } from './rules-of-requests.ts'
import { validateSubject } from './subject.ts'

type Schema = FlowSchema & KubeObject

const SPEC = FieldPath.of('spec')
const MOST_PRECEDENCE = 10_000

/** Truth: pkg/apis/flowcontrol/validation ValidateFlowSchema */
export const flowSchema = objectRules<Schema>(validateSpec)

function validateSpec({ spec = {}, metadata }: Schema, errors: FieldErrors): void {
  const { matchingPrecedence = 0, distinguisherMethod, priorityLevelConfiguration, rules } = spec
  const precedence = SPEC.child('matchingPrecedence')
  if (matchingPrecedence <= 0) errors.invalid(precedence, matchingPrecedence, 'must be a positive value')
  if (matchingPrecedence > MOST_PRECEDENCE) {
    errors.invalid(precedence, matchingPrecedence, `must not be greater than ${MOST_PRECEDENCE}`)
  }
  if (matchingPrecedence === 1 && metadata.name !== 'exempt') {
    errors.invalid(precedence, matchingPrecedence, "only the schema named 'exempt' may have matchingPrecedence 1")
  }
  const type = distinguisherMethod?.type ?? ''
  if (distinguisherMethod && type !== 'ByNamespace' && type !== 'ByUser') {
    errors.notSupported(
      SPEC.child('distinguisherMethod', 'type'),
      goStruct({ Type: type }, 'flowcontrol.FlowDistinguisherMethod'),
      ['ByNamespace', 'ByUser'],
    )
  }
  const level = priorityLevelConfiguration?.name ?? ''
  const at = SPEC.child('priorityLevelConfiguration', 'name')
  if (level === '') errors.required(at, 'must reference a priority level')
  else for (const complaint of dnsSubdomain(level)) errors.invalid(at, level, complaint)
  rules?.forEach((rule, index) => {
    validateRule(rule, errors, SPEC.child('rules').index(index))
  })
  validateMandatorySchema(metadata.name ?? '', spec, errors)
}

function validateRule(rule: PolicyRulesWithSubjects, errors: FieldErrors, path: FieldPath): void {
  const { subjects, resourceRules, nonResourceRules } = rule
  if (!subjects?.length) errors.required(path.child('subjects'), 'subjects must contain at least one value')
  subjects?.forEach((subject, index) => {
    validateSubject(subject, errors, path.child('subjects').index(index))
  })
  if (!resourceRules?.length && !nonResourceRules?.length) {
    errors.required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty')
  }
  resourceRules?.forEach((each, index) => {
    validateResourceRule(each, errors, path.child('resourceRules').index(index))
  })
  nonResourceRules?.forEach((each, index) => {
    validateNonResourceRule(each, errors, path.child('nonResourceRules').index(index))
  })
}
