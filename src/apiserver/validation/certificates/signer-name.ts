import { byteLength } from '../../../resource/bytes.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'

const MOST_DOMAIN_BYTES = 253
/** The longest name of a signer: a domain, a slash, a namespace, a dot, and a name. */
const MOST_NAME_BYTES = 253 + 1 + 63 + 1 + 253

/** `example.com/signer-name`. Truth: pkg/apis/certificates/validation ValidateSignerName */
export function validateSignerName(name: string, errors: FieldErrors, path: FieldPath): void {
  if (name === '') {
    errors.required(path, 'signerName must be provided')
    return
  }
  const [domain = '', rest, ...more] = name.split('/')
  if (rest === undefined || more.length > 0) {
    errors.invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")
    return
  }
  if (byteLength(domain) > MOST_DOMAIN_BYTES) errors.tooLong(path, MOST_DOMAIN_BYTES)
  const labels = domain.split('.')
  validateFirstWrong(labels, dnsLabel, domain, errors, path)
  if (labels.length < 2) errors.invalid(path, domain, 'should be a domain with at least two segments separated by dots')
  validateFirstWrong(rest.split('.'), dnsSubdomain, rest, errors, path)
  if (byteLength(name) > MOST_NAME_BYTES) errors.tooLong(path, MOST_NAME_BYTES)
}

/** All complaints about the first label that is wrong. */
function validateFirstWrong(
  labels: readonly string[],
  format: (label: string) => string[],
  whole: string,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const wrong = labels.find(label => format(label).length > 0)
  if (wrong === undefined) return
  for (const complaint of format(wrong)) errors.invalid(path, whole, `validating label ${goQuote(wrong)}: ${complaint}`)
}
