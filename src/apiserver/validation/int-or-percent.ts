import type { IntOrString } from '../../resource/int-or-string.ts'
import { parsePercent } from '../../resource/int-or-string.ts'
import { negativeComplaint, percentage } from '../../resource/names.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { type GoText, goQuote, typed } from '../go-text.ts'

/** Early releases show the struct that holds either. */
export const intOrStringText = (value: IntOrString): GoText =>
  typed('intstr.IntOrString', value, typeof value === 'string' ? goQuote(value) : String(value))

/** A count that is not negative, or a percentage. Truth: pkg/apis/apps/validation ValidatePositiveIntOrPercent */
export function validateIntOrPercent(value: IntOrString | undefined, errors: FieldErrors, path: FieldPath): void {
  if (typeof value === 'number') {
    if (value < 0) errors.invalid(path, value, negativeComplaint)
  } else if (value !== undefined) {
    for (const complaint of percentage(value)) errors.invalid(path, intOrStringText(value), complaint)
  }
}

/** A percentage above 100 makes no sense for what may be missing. Truth: IsNotMoreThan100Percent */
export function validateAtMostWhole(value: IntOrString | undefined, errors: FieldErrors, path: FieldPath): void {
  if (typeof value === 'string' && (parsePercent(value) ?? 0) > 100) {
    errors.invalid(path, intOrStringText(value), 'must not be greater than 100%')
  }
}

/** The number in front: of a count the count, also where it is written as text, of a percentage the percents. Truth: getIntOrPercentValue */
export function leadingNumber(value: IntOrString | undefined): number {
  if (typeof value !== 'string') return value ?? 0
  return parsePercent(value) ?? (/^[+-]?\d+$/.test(value) ? Number(value) : 0)
}
