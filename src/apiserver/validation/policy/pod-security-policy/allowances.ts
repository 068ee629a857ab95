import type {
  PodSecurityPolicySpec,
  RuntimeClassStrategyOptions,
} from '../../../../../schemas/types/policy/v1beta1.generated.ts'
import { dnsSubdomain } from '../../../../resource/names.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { goQuote, typed } from '../../../go-text.ts'
import { validateCsiDriver } from '../../core/volume/cloud.ts'
import { validateAllowedSysctls } from './allowed-sysctls.ts'

/** Every kind of volume of the releases that had this policy. */
const VOLUMES = [
  '*',
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephFS',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
]

/** What a policy lets pods ask for. */
export function validateAllowances(spec: PodSecurityPolicySpec, errors: FieldErrors, path: FieldPath): void {
  for (const volume of spec.volumes ?? []) {
    if (!VOLUMES.includes(volume)) errors.notSupported(path.child('volumes'), volume, VOLUMES)
  }
  validateCapabilities(spec, errors)
  if (spec.defaultAllowPrivilegeEscalation === true && spec.allowPrivilegeEscalation === false) {
    const detail =
      'Cannot set DefaultAllowPrivilegeEscalation to true without also setting AllowPrivilegeEscalation to true'
    errors.invalid(path.child('defaultAllowPrivilegeEscalation'), true, detail)
  }
  spec.allowedProcMountTypes?.forEach((type, index) => {
    if (type === 'Default' || type === 'Unmasked') return
    errors.notSupported(path.child('allowedProcMountTypes').index(index), type, ['Default', 'Unmasked'])
  })
  validateHostPaths(spec, errors, path.child('allowedHostPaths'))
  spec.allowedFlexVolumes?.forEach(({ driver }, index) => {
    const at = path.child('allowedFlexVolumes').child('allowedFlexVolumes').index(index).child('driver')
    if (!driver) errors.required(at, 'must specify a driver')
  })
  spec.allowedCSIDrivers?.forEach(({ name = '' }, index) => {
    const at = path.child('allowedCSIDrivers').child('allowedCSIDriver').index(index).child('name')
    validateCsiDriver(name, errors.minor, errors, at)
  })
  validateAllowedSysctls(spec, errors, path)
  if (spec.runtimeClass) validateRuntimeClasses(spec.runtimeClass, errors, path.child('runtimeClass'))
}

/** The server leaves `spec` out of these paths. */
function validateCapabilities(spec: PodSecurityPolicySpec, errors: FieldErrors): void {
  const { requiredDropCapabilities: dropped = [], allowedCapabilities = [], defaultAddCapabilities = [] } = spec
  if (dropped.length > 0 && allowedCapabilities.includes('*')) {
    const detail = 'must be empty when all capabilities are allowed by a wildcard'
    errors.invalid(FieldPath.of('requiredDropCapabilities'), typed('[]core.Capability', dropped), detail)
  }
  for (const [name, capabilities] of [
    ['defaultAddCapabilities', defaultAddCapabilities],
    ['allowedCapabilities', allowedCapabilities],
  ] as const) {
    for (const capability of capabilities) {
      if (!dropped.includes(capability)) continue
      errors.invalid(FieldPath.of(name), capability, `capability is listed in ${name} and requiredDropCapabilities`)
    }
  }
}

/** A path that is missing ends the search. */
function validateHostPaths({ allowedHostPaths }: PodSecurityPolicySpec, errors: FieldErrors, path: FieldPath): void {
  for (const [index, { pathPrefix = '' }] of (allowedHostPaths ?? []).entries()) {
    if (pathPrefix === '') {
      errors.required(path.index(index), 'is required')
      return
    }
    if (pathPrefix.split('/').includes('..')) errors.invalid(path.index(index), pathPrefix, "must not contain '..'")
  }
}

function validateRuntimeClasses(
  { allowedRuntimeClassNames, defaultRuntimeClassName }: RuntimeClassStrategyOptions,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const names = path.child('allowedRuntimeClassNames')
  const allowed = new Set<string>()
  allowedRuntimeClassNames?.forEach((name, index) => {
    if (name !== '*') for (const complaint of dnsSubdomain(name)) errors.invalid(names.index(index), name, complaint)
    if (allowed.has(name)) errors.duplicate(names.index(index), name)
    allowed.add(name)
  })
  if (defaultRuntimeClassName !== undefined && defaultRuntimeClassName !== null) {
    for (const complaint of dnsSubdomain(defaultRuntimeClassName)) {
      errors.invalid(path.child('defaultRuntimeClassName'), defaultRuntimeClassName, complaint)
    }
    if (!allowed.has(defaultRuntimeClassName) && !allowed.has('*')) {
      errors.required(names, `default ${goQuote(defaultRuntimeClassName)} must be allowed`)
    }
  }
  if (allowed.has('*') && (allowedRuntimeClassNames?.length ?? 0) > 1) {
    errors.invalid(names, allowedRuntimeClassNames, "if '*' is present, must not specify other RuntimeClass names")
  }
}
