import type { ObjectFieldSelector, ResourceFieldSelector } from '../../../../schemas/types/core/v1.generated.ts'
import { qualifiedName } from '../../../resource/names.ts'
import { parseQuantity } from '../../../resource/quantity.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from './complaints.ts'
import type { PodOptions } from './pod-options.ts'

/** Labels that the core group's v1 can be asked for through the downward API. Truth: pkg/apis/core/pods ConvertDownwardAPIFieldLabel */
const KNOWN = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
])

/** `metadata.labels['app']` → path and subscript. Truth: pkg/fieldpath SplitMaybeSubscriptedPath */
function splitSubscript(fieldPath: string): { path: string; subscript: string } | undefined {
  if (!fieldPath.endsWith("']")) return undefined
  const start = fieldPath.indexOf("['")
  if (start <= 0) return undefined
  return { path: fieldPath.slice(0, start), subscript: fieldPath.slice(start + 2, -2) }
}

/** `supported` in alphabetical order. Truth: pkg/apis/core/validation validateObjectFieldSelector */
export function validateFieldRef(
  { apiVersion, fieldPath }: ObjectFieldSelector,
  supported: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
  { gates }: PodOptions,
): void {
  if (!apiVersion) {
    errors.required(path.child('apiVersion'))
    return
  }
  if (!fieldPath) {
    errors.required(path.child('fieldPath'))
    return
  }
  const why = (text: string): void =>
    errors.invalid(path.child('fieldPath'), fieldPath, `error converting fieldPath: ${text}`)
  if (apiVersion !== 'v1') {
    why(`unsupported pod version: ${apiVersion}`)
    return
  }
  const split = splitSubscript(fieldPath)
  if (split) {
    if (split.path !== 'metadata.annotations' && split.path !== 'metadata.labels') {
      why(`field label does not support subscript: ${fieldPath}`)
      return
    }
    const key = split.path === 'metadata.annotations' ? split.subscript.toLowerCase() : split.subscript
    validateFormat(qualifiedName, key, errors, path)
    return
  }
  const known = KNOWN.has(fieldPath) && (fieldPath !== 'status.hostIPs' || gates.enabled('PodHostIPs'))
  const renamed = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath
  if (!known && renamed === fieldPath) {
    why(`field label not supported: ${fieldPath}`)
    return
  }
  if (!supported.includes(renamed)) errors.notSupported(path.child('fieldPath'), renamed, supported)
}

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]
const isHugePages = (resource: string): boolean =>
  resource.startsWith('requests.hugepages-') || resource.startsWith('limits.hugepages-')

/** Truth: pkg/apis/core/validation validateContainerResourceFieldSelector */
export function validateResourceFieldRef(
  { containerName, resource = '', divisor }: ResourceFieldSelector,
  inVolume: boolean,
  errors: FieldErrors,
  path: FieldPath,
  { gates }: PodOptions,
): void {
  if (inVolume && !containerName) errors.required(path.child('containerName'))
  else if (!resource) errors.required(path.child('resource'))
  else if (!RESOURCES.includes(resource) && !(gates.enabled('DownwardAPIHugePages') && isHugePages(resource))) {
    errors.notSupported(path.child('resource'), resource, RESOURCES)
  }
  validateDivisor(resource, divisor, errors, path)
}

const BYTES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']
const BYTES_SAY = BYTES.join(', ')

function validateDivisor(resource: string, divisor: string | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!divisor || parseQuantity(divisor)?.nanos === 0n) return
  const what = resource.slice(resource.indexOf('.') + 1)
  const complain = (values: string, named: string): void =>
    errors.invalid(
      path.child('divisor'),
      resource,
      `only divisor's values ${values} are supported with the ${named} resource`,
    )
  if (resource === `limits.${what}` || resource === `requests.${what}`) {
    if (what === 'cpu' && divisor !== '1m' && divisor !== '1') complain('1m and 1', 'cpu')
    const named = what === 'memory' ? 'memory' : what === 'ephemeral-storage' ? 'local ephemeral storage' : undefined
    if (named && !BYTES.includes(divisor)) complain(BYTES_SAY, named)
  }
  if (isHugePages(resource) && !BYTES.includes(divisor)) complain(BYTES_SAY, 'hugepages')
}
