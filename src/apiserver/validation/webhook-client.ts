import { dnsSubdomain, portNumber } from '../../resource/names.ts'
import type { FieldErrors } from '../field-errors.ts'
import type { FieldPath } from '../field-path.ts'
import { parseGoUrl } from './go-url.ts'

const FORM = '; desired format: https://host[/path]'

/** A URL that the server may call: https, a host, and nothing that could change who is asked. Truth: apiserver/pkg/util/webhook/validation.go */
export function validateWebhookUrl(text: string, errors: FieldErrors, path: FieldPath): void {
  const parsed = parseGoUrl(text)
  if ('error' in parsed) {
    errors.required(path, `url must be a valid URL: ${parsed.error}${FORM}`)
    return
  }
  const { scheme, host, user, fragment, query } = parsed
  if (scheme !== 'https') errors.invalid(path, scheme, `'https' is the only allowed URL scheme${FORM}`)
  if (host === '') errors.invalid(path, host, `host must be ${errors.minor < 23 ? 'provided' : 'specified'}${FORM}`)
  if (user !== undefined) errors.invalid(path, user, 'user information is not permitted in the URL')
  if (fragment !== '') errors.invalid(path, fragment, 'fragments are not permitted in the URL')
  if (query !== '') errors.invalid(path, query, 'query parameters are not permitted in the URL')
}

interface ServiceReference {
  readonly name?: string
  readonly namespace?: string
  readonly path?: string
  readonly port?: number
}

export function validateWebhookService(
  { name, namespace, path: urlPath, port }: ServiceReference,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!name) errors.required(path.child('name'), 'service name is required')
  if (!namespace) errors.required(path.child('namespace'), 'service namespace is required')
  // Before 1.15 there was but one port.
  const complaints = errors.minor < 15 ? [] : portNumber(port ?? 0)
  if (complaints.length > 0) errors.invalid(path.child('port'), port ?? 0, `port is not valid: ${complaints.join(',')}`)
  if (urlPath) validatePath(urlPath, errors, path.child('path'))
}

function validatePath(urlPath: string, errors: FieldErrors, path: FieldPath): void {
  if (urlPath === '/') return
  if (urlPath === '//') {
    errors.invalid(path, urlPath, 'segment[0] may not be empty')
    return
  }
  if (!urlPath.startsWith('/')) errors.invalid(path, urlPath, "must start with a '/'")
  const rest = urlPath.slice(1)
  const steps = (rest.endsWith('/') ? rest.slice(0, -1) : rest).split('/')
  steps.forEach((step, index) => {
    if (step === '') errors.invalid(path, urlPath, `segment[${index}] may not be empty`)
    else {
      for (const complaint of dnsSubdomain(step)) errors.invalid(path, urlPath, `segment[${index}]: ${complaint}`)
    }
  })
}
