import type { LabelSelector, LabelSelectorRequirement } from '../../resource/labels.ts'
import { labelValue, qualifiedName } from '../../resource/names.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { type GoText, goStruct, typed } from '../go-text.ts'
import { validateLabels } from './object-meta.ts'

/** A selector as it was decoded: what is required may be missing. */
interface Unchecked {
  matchLabels?: Record<string, string>
  matchExpressions?: Partial<LabelSelectorRequirement>[]
}

/** Before 1.26 nobody looked at the values. Truth: apimachinery/pkg/apis/meta/v1/validation ValidateLabelSelector */
export function validateLabelSelector(
  selector: Unchecked | undefined | null,
  errors: FieldErrors,
  path: FieldPath,
  { allowInvalidValues = false } = {},
): void {
  if (!selector) return
  const anyValues = allowInvalidValues || errors.minor < 26
  validateLabels(selector.matchLabels, errors, path.child('matchLabels'))
  selector.matchExpressions?.forEach((requirement, index) => {
    validateRequirement(requirement, errors, path.child('matchExpressions').index(index), anyValues)
  })
}

function validateRequirement(
  { key = '', operator = '', values = [] }: LabelSelectorRequirement,
  errors: FieldErrors,
  path: FieldPath,
  allowInvalidValues: boolean,
): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.required(path.child('values'), "must be specified when `operator` is 'In' or 'NotIn'")
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.forbidden(path.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
    }
  } else errors.invalid(path.child('operator'), operator, 'not a valid selector operator')
  for (const complaint of qualifiedName(key)) errors.invalid(path.child('key'), key, complaint)
  if (allowInvalidValues) return
  values.forEach((value, index) => {
    for (const complaint of labelValue(value)) errors.invalid(path.child('values').index(index), value, complaint)
  })
}

/** Whether the selector could be turned into a question at all (Go's LabelSelectorAsSelector makes no error). */
export const isSoundSelector = (selector: LabelSelector): boolean =>
  Object.entries(selector.matchLabels ?? {}).every(
    ([key, value]) => qualifiedName(key).length === 0 && labelValue(value).length === 0,
  ) &&
  (selector.matchExpressions ?? []).every(
    ({ key = '', operator, values = [] }) =>
      qualifiedName(key).length === 0 &&
      values.every(value => labelValue(value).length === 0) &&
      (operator === 'In' || operator === 'NotIn'
        ? values.length > 0
        : (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0),
  )

/** A selector as Go prints it: the fields of the struct in their order, those with nothing in them left out. */
export const selectorText = (selector: LabelSelector): GoText =>
  typed('v1.LabelSelector', selector, selectorJson(selector))

const selectorJson = ({ matchLabels, matchExpressions }: LabelSelector): string =>
  goStruct({
    matchLabels: isEmptyMap(matchLabels) ? undefined : matchLabels,
    matchExpressions: matchExpressions?.length
      ? matchExpressions.map(({ key, operator, values }) =>
          goStruct({ key, operator, values: values?.length ? values : undefined }),
        )
      : undefined,
  }).text

function isEmptyMap(map: object | undefined): boolean {
  for (const _ in map) return false
  return true
}
