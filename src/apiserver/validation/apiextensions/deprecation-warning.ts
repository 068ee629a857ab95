import type { CustomResourceDefinitionVersion } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

const MOST_WARNING = 256

/** Truth: apiextensions validation.go validateDeprecationWarning */
export function validateDeprecation(
  { deprecated, deprecationWarning: text }: CustomResourceDefinitionVersion,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (text === undefined) return
  if (!deprecated) {
    errors.invalid(path, text, 'can only be set for deprecated versions')
    return
  }
  if (new TextEncoder().encode(text).length > MOST_WARNING) {
    errors.invalid(path, text, 'must be <= 256 characters long')
  }
  if (text === '') errors.invalid(path, text, 'must not be an empty string')
  const odd = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(text)
  if (!odd) return
  const index = new TextEncoder().encode(text.slice(0, odd.index)).length
  errors.invalid(
    path,
    text,
    `must only contain printable UTF-8 characters; non-printable character found at index ${index}`,
  )
}
