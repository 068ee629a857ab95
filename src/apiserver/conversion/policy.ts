import type { LabelSelector } from '../../../schemas/types/meta/v1.generated.ts'
import type { PodDisruptionBudget } from '../../../schemas/types/policy/v1beta1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Conversion } from './conversion.ts'

/** Stands in a selector for what the other version says with an empty one. */
const EMPTY = 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match'
const of = (operator: string): LabelSelector => ({ matchExpressions: [{ key: EMPTY, operator }] })

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean =>
  matchExpressions.length === 0 && Object.keys(matchLabels).length === 0

/** Whether a selector is the stand-in and nothing besides. */
const standsFor = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector, operator: string): boolean => {
  const [only, ...more] = matchExpressions
  const isIt = only?.key === EMPTY && only.operator === operator && !only.values?.length
  return isIt && more.length === 0 && Object.keys(matchLabels).length === 0
}

/** `theirs`: what the other version means by an empty selector, as an operator of the stand-in here. */
const convert =
  (here: string, theirs: string) =>
  (object: KubeObject): void => {
    const { spec } = object as KubeObject & PodDisruptionBudget
    if (!spec?.selector) return
    if (isEmpty(spec.selector)) spec.selector = of(here)
    else if (standsFor(spec.selector, theirs)) spec.selector = {}
  }

/** An empty selector chose no pods in v1beta1; since v1 it chooses all. Truth: pkg/apis/policy/v1beta1/conversion.go */
const budget: Conversion = { toHub: convert('Exists', 'DoesNotExist'), fromHub: convert('DoesNotExist', 'Exists') }

export const policyConversions: Record<string, Conversion> = { 'policy/v1beta1/PodDisruptionBudget': budget }
