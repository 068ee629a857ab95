import type {
  CustomResourceColumnDefinition,
  CustomResourceConversion,
  CustomResourceDefinitionNames,
  CustomResourceSubresources,
  SelectableField,
  ServiceReference,
} from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { dns1035Label, dnsSubdomain, portNumber } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { resolvePath } from './rule-form.ts'
import type { Schema } from './schema.ts'

const joined = (complaints: string[]): string => complaints.join(',')

/** Truth: ValidateCustomResourceDefinitionNames */
export function validateNames(names: CustomResourceDefinitionNames, errors: FieldErrors, path: FieldPath): void {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names
  const label = (value: string, at: FieldPath, intro = ''): void => {
    const complaints = dns1035Label(intro ? value.toLowerCase() : value)
    if (complaints.length > 0) errors.invalid(at, value, intro + joined(complaints))
  }
  const mixed = 'may have mixed case, but should otherwise match: '
  if (plural) label(plural, path.child('plural'))
  if (singular) label(singular, path.child('singular'))
  if (kind) label(kind, path.child('kind'), mixed)
  if (listKind) label(listKind, path.child('listKind'), mixed)
  shortNames.forEach((name, index) => {
    label(name, path.child('shortNames').index(index))
  })
  if (kind && kind === listKind) {
    errors.invalid(path.child('listKind'), listKind, 'kind and listKind may not be the same')
  }
  categories.forEach((name, index) => {
    label(name, path.child('categories').index(index))
  })
}

function validateSimplePath(text: string, errors: FieldErrors, path: FieldPath): boolean {
  if (text.startsWith('.')) return true
  errors.invalid(path, text, 'must be a simple json path starting with .')
  return false
}

export function validateSubresources(
  subresources: CustomResourceSubresources | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const scale = subresources?.scale
  if (!scale) return
  const check = (field: 'specReplicasPath' | 'statusReplicasPath', under: string): void => {
    const at = path.child('scale', field)
    const value = scale[field] ?? ''
    if (value === '') errors.required(at)
    else if (validateSimplePath(value, errors, at) && !value.startsWith(`${under}.`)) {
      errors.invalid(at, value, `should be a json path under ${under}`)
    }
  }
  check('specReplicasPath', '.spec')
  check('statusReplicasPath', '.status')
  const selector = scale.labelSelectorPath
  const at = path.child('scale', 'labelSelectorPath')
  if (!selector || !validateSimplePath(selector, errors, at)) return
  if (!selector.startsWith('.spec.') && !selector.startsWith('.status.')) {
    errors.invalid(at, selector, 'should be a json path under either .spec or .status')
  }
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string']
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password']

export function validateColumns(
  columns: CustomResourceColumnDefinition[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  columns?.forEach(({ name, type, format, jsonPath }, index) => {
    const at = path.index(index)
    const types = `must be one of ${joined(COLUMN_TYPES)}`
    if (!name) errors.required(at.child('name'))
    if (!type) errors.required(at.child('type'), types)
    else if (!COLUMN_TYPES.includes(type)) errors.invalid(at.child('type'), type, types)
    if (format && !COLUMN_FORMATS.includes(format)) {
      errors.invalid(at.child('format'), format, `must be one of ${joined(COLUMN_FORMATS)}`)
    }
    if (!jsonPath) errors.required(at.child('JSONPath'))
    else validateSimplePath(jsonPath, errors, at.child('JSONPath'))
  })
}

const MOST_SELECTABLE = 8
const SELECTABLE = ['string', 'boolean', 'integer']

/** Truth: ValidateCustomResourceSelectableFields */
export function validateSelectableFields(
  fields: SelectableField[],
  schema: Schema,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const seen = new Set<string>()
  fields.forEach(({ jsonPath = '' }, index) => {
    const at = path.index(index).child('jsonPath')
    if (jsonPath === '') {
      errors.required(at)
      return
    }
    const problem = selectableProblem(schema, jsonPath)
    if (problem) errors.invalid(at, jsonPath, problem)
    else if (jsonPath.startsWith('.metadata.')) errors.invalid(at, jsonPath, 'must not point to fields in metadata')
    if (seen.has(jsonPath)) errors.duplicate(at, jsonPath)
    seen.add(jsonPath)
  })
  if (seen.size > MOST_SELECTABLE) errors.tooMany(path, fields.length, MOST_SELECTABLE)
}

function selectableProblem(schema: Schema, path: string): string | undefined {
  const first = /^[^.[]+/.exec(path)
  if (first) return `is an invalid path: expected [ or . but got: ${first[0]}`
  if (/\[\d+\]/.test(path)) return 'is an invalid path: array notation is not allowed'
  const target = resolvePath(schema, path)
  if (!target) return 'is an invalid path: does not refer to a valid field'
  return SELECTABLE.includes(target.type ?? '')
    ? undefined
    : 'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.'
}

const REVIEW_VERSIONS = ['v1', 'v1beta1']

/** `recognized`: one of the review versions must be known to the server. Truth: validateCustomResourceConversion */
export function validateConversion(
  conversion: CustomResourceConversion | undefined,
  recognized: boolean,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!conversion) return
  const { strategy = '', webhook } = conversion
  if (strategy === '') errors.required(path.child('strategy'))
  else if (strategy !== 'None' && strategy !== 'Webhook') {
    errors.notSupported(path.child('strategy'), strategy, ['None', 'Webhook'])
  }
  const client = webhook?.clientConfig
  const versions = webhook?.conversionReviewVersions ?? []
  const clientPath = path.child('webhookClientConfig')
  if (strategy !== 'Webhook') {
    const complaint = 'should not be set when strategy is not set to Webhook'
    if (client) errors.forbidden(clientPath, complaint)
    if (versions.length > 0) errors.forbidden(path.child('conversionReviewVersions'), complaint)
    return
  }
  if (!client) errors.required(clientPath, 'required when strategy is set to Webhook')
  else if ((client.url === undefined) === (client.service === undefined)) {
    errors.required(clientPath, 'exactly one of url or service is required')
  } else if (client.url !== undefined) validateUrl(client.url, errors, clientPath.child('url'))
  else validateService(client.service ?? {}, errors, clientPath.child('service'))
  validateReviewVersions(versions, recognized, errors, path.child('conversionReviewVersions'))
}

function validateReviewVersions(versions: string[], recognized: boolean, errors: FieldErrors, path: FieldPath): void {
  if (versions.length === 0) {
    errors.required(path)
    return
  }
  versions.forEach((version, index) => {
    if (versions.indexOf(version) < index) errors.invalid(path.index(index), version, 'duplicate version')
    else for (const complaint of dns1035Label(version)) errors.invalid(path.index(index), version, complaint)
  })
  if (recognized && !versions.some(version => REVIEW_VERSIONS.includes(version))) {
    errors.invalid(path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`)
  }
}

const FORM = '; desired format: https://host[/path]'

/** Truth: apiserver/pkg/util/webhook/validation.go */
function validateUrl(url: string, errors: FieldErrors, path: FieldPath): void {
  const [, scheme = '', authority = '', , query = '', fragment = ''] =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? []
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  if (scheme.toLowerCase() !== 'https') {
    errors.invalid(path, scheme.toLowerCase(), `'https' is the only allowed URL scheme${FORM}`)
  }
  if (host === '') errors.invalid(path, host, `host must be specified${FORM}`)
  if (at >= 0) errors.invalid(path, authority.slice(0, at), 'user information is not permitted in the URL')
  if (fragment) errors.invalid(path, fragment, 'fragments are not permitted in the URL')
  if (query) errors.invalid(path, query, 'query parameters are not permitted in the URL')
}

function validateService(service: ServiceReference, errors: FieldErrors, at: FieldPath): void {
  const { name, namespace, path, port = 443 } = service
  // The server hands over name and namespace the wrong way round, so that it misses the one for the other.
  if (!namespace) errors.required(at.child('name'), 'service name is required')
  if (!name) errors.required(at.child('namespace'), 'service namespace is required')
  const complaints = portNumber(port)
  if (complaints.length > 0) errors.invalid(at.child('port'), port, `port is not valid: ${joined(complaints)}`)
  if (!path || path === '/') return
  const place = at.child('path')
  if (path === '//') {
    errors.invalid(place, path, 'segment[0] may not be empty')
    return
  }
  if (!path.startsWith('/')) errors.invalid(place, path, "must start with a '/'")
  const rest = path.slice(1)
  const steps = (rest.endsWith('/') ? rest.slice(0, -1) : rest).split('/')
  steps.forEach((step, index) => {
    if (step === '') errors.invalid(place, path, `segment[${index}] may not be empty`)
    else for (const complaint of dnsSubdomain(step)) errors.invalid(place, path, `segment[${index}]: ${complaint}`)
  })
}
