import { isObject } from '../../resource/json.ts'
import type { LabelSelector, LabelSelectorRequirement } from '../../resource/labels.ts'
import type { Field } from '../field.ts'
import { type LintObject, stringsOf } from '../lint-object.ts'
import type { PodTemplate } from '../pod-template.ts'
import type { Cluster } from './cluster.ts'

/** The pods that a PodDisruptionBudget guards. */
export const guardedBy = (budget: LintObject, cluster: Cluster): PodTemplate[] =>
  cluster.podsSelected(selectorAt(budget.get('spec', 'selector')), budget.namespace)

/** A label selector as far as it is one; undefined where there is none. */
export function selectorAt(field: Field): LabelSelector | undefined {
  const { map } = field
  if (!map) return undefined
  const requirements = field.get('matchExpressions').items.flatMap(({ value }) => (isObject(value) ? [value] : []))
  return {
    matchLabels: stringsOf(map['matchLabels']),
    matchExpressions: requirements.map(
      ({ key, operator, values }): LabelSelectorRequirement => ({
        key: typeof key === 'string' ? key : '',
        operator: typeof operator === 'string' ? operator : '',
        values: Array.isArray(values) ? values.filter(value => typeof value === 'string') : [],
      }),
    ),
  }
}
