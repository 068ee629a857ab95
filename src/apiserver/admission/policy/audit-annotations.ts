import type { ValidatingAdmissionPolicy } from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import { type Evaluation, OUT_OF_BUDGET } from './evaluation.ts'
import type { PolicyPrograms } from './programs.ts'

type Policy = ValidatingAdmissionPolicy & KubeObject

const MOST_CHARACTERS = 10 * 1024

/** What a policy writes on the audit event, over all its bindings and params. Truth: validating/dispatcher.go auditAnnotationCollector */
export class AuditAnnotations {
  readonly #policy: string
  readonly #values = new Map<string, Set<string>>()

  constructor(policy: string) {
    this.#policy = policy
  }

  isWanted({ spec }: Policy, { conditions }: PolicyPrograms, evaluation: Evaluation): boolean {
    return spec?.auditAnnotations !== undefined && evaluation.holds(conditions) === true
  }

  /** Keeps what the expressions say; the errors that deny the request are returned. */
  collect({ spec = {} }: Policy, programs: PolicyPrograms, evaluation: Evaluation): string[] {
    const errors: string[] = []
    for (const { key = '', valueExpression = '' } of spec.auditAnnotations ?? []) {
      const outcome = evaluation.run(programs.compile(valueExpression))
      if (evaluation.isSpent) return spec.failurePolicy === 'Ignore' ? [] : [OUT_OF_BUDGET]
      if ('error' in outcome) errors.push(outcome.error)
      else if (typeof outcome.value === 'string' && outcome.value.trim() !== '') {
        const values = this.#values.get(key) ?? new Set()
        this.#values.set(key, values.add(outcome.value.trim().slice(0, MOST_CHARACTERS)))
      }
    }
    return spec.failurePolicy === 'Ignore' ? [] : errors
  }

  publish({ auditAnnotations }: Context): void {
    for (const [key, values] of this.#values) auditAnnotations[`${this.#policy}/${key}`] = [...values].join(', ')
  }
}
