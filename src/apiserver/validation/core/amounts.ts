import { negativeComplaint } from '../../../resource/names.ts'
import { milliValue, parseQuantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote, typed } from '../../go-text.ts'
import { isIntegerResource } from './resource-names.ts'

/** Nothing negative, and no part of what comes in wholes. Truth: pkg/apis/core/validation ValidateResourceQuantityValue */
export function validateAmount(name: string, text: string, errors: FieldErrors, path: FieldPath): void {
  const quantity = parseQuantity(text)
  if (!quantity) return
  if (quantity.nanos < 0n) errors.invalid(path, text, negativeComplaint)
  if (isIntegerResource(name) && milliValue(quantity) % 1000n !== 0n)
    errors.invalid(path, typed('resource.Quantity', text, goQuote(text)), 'must be an integer')
}
