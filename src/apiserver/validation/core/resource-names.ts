import { qualifiedName } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

/** Names of resources, by what they may be asked for. Truth: pkg/apis/core/helper/helpers.go */
const STANDARD = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
])
const INTEGER = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
])

export const isHugePages = (name: string): boolean => name.startsWith('hugepages-')

export const isStandardResource = (name: string): boolean =>
  STANDARD.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-')

export const isContainerResource = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || isHugePages(name)

/** Unprefixed, or of kubernetes.io. */
export const isNativeResource = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/')

/** Requests may be lower than limits. */
export const isOvercommitAllowed = (name: string): boolean => isNativeResource(name) && !isHugePages(name)

/** What a device plugin offers: it must also be a name with `requests.` before it. */
export const isExtendedResource = (name: string): boolean =>
  !isNativeResource(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0

export const isIntegerResource = (name: string): boolean => INTEGER.has(name) || isExtendedResource(name)

/** Of those without a domain only the server's own will do. Truth: pkg/apis/core/validation ValidateResourceName */
export function validateResourceName(name: string, errors: FieldErrors, path: FieldPath): void {
  const complaints = qualifiedName(name)
  for (const complaint of complaints) errors.invalid(path, name, complaint)
  if (complaints.length === 0 && !name.includes('/') && !isStandardResource(name)) {
    errors.invalid(path, name, 'must be a standard resource type or fully qualified')
  }
}

/** Truth: validateContainerResourceName */
export function validateContainerResourceName(name: string, errors: FieldErrors, path: FieldPath): void {
  validateResourceName(name, errors, path)
  if (!name.includes('/')) {
    if (!isContainerResource(name)) errors.invalid(path, name, 'must be a standard resource for containers')
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.invalid(path, name, "doesn't follow extended resource name standard")
  }
}

export const isQuotaResource = (name: string): boolean => name !== 'storage' && isStandardResource(name)
