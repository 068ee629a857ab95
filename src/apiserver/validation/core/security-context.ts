import type {
  AppArmorProfile,
  PodSpec,
  SeccompProfile,
  SecurityContext,
} from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { rangeComplaint } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { internalJson } from './internal-json.ts'
import { validateDescendingPath } from './paths.ts'
import { oldContainer, type PodOptions } from './pod-options.ts'
import { validateSysctls } from './sysctls.ts'
import { validateWindowsOptions } from './windows.ts'

const MOST_ID = 2147483647
const ID_RANGE = rangeComplaint(0, MOST_ID)

export function validateId(id: number | undefined, errors: FieldErrors, path: FieldPath): void {
  if (id !== undefined && id !== null && (id < 0 || id > MOST_ID)) errors.invalid(path, id, ID_RANGE)
}

/** Truth: pkg/apis/core/validation ValidateSecurityContext */
export function validateSecurityContext(
  context: SecurityContext | undefined,
  hostUsers: boolean,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!context) return
  const { procMount, privileged, allowPrivilegeEscalation, capabilities } = context
  validateId(context.runAsUser, errors, path.child('runAsUser'))
  validateId(context.runAsGroup, errors, path.child('runAsGroup'))
  if (procMount !== undefined && procMount !== null) {
    if (!PROC_MOUNTS.includes(procMount)) errors.notSupported(path.child('procMount'), procMount, PROC_MOUNTS)
    if (hostUsers && procMount === 'Unmasked' && options.minor >= 30 && !unmaskedBefore(options)) {
      errors.invalid(path.child('procMount'), procMount, '`hostUsers` must be false to use `Unmasked`')
    }
  }
  validateSeccompProfile(context.seccompProfile, errors, path.child('seccompProfile'))
  if (allowPrivilegeEscalation === false) {
    const shown = (): ReturnType<typeof internalJson> => internalJson('SecurityContext', context, options.minor)
    if (privileged === true) {
      errors.invalid(path, shown(), 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true')
    }
    for (const capability of capabilities?.add ?? []) {
      if (capability !== 'CAP_SYS_ADMIN') continue
      const why = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'
      errors.invalid(path, shown(), why)
    }
  }
  validateWindowsOptions(context.windowsOptions, errors, path.child('windowsOptions'))
  validateAppArmorProfile(context.appArmorProfile, errors, path.child('appArmorProfile'))
}

const PROC_MOUNTS = ['Default', 'Unmasked']
const unmaskedBefore = (options: PodOptions): boolean =>
  options.old?.spec.hostUsers !== false &&
  oldContainer(options, ({ securityContext }) => securityContext?.procMount === 'Unmasked')

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined']

export function validateSeccompProfile(
  profile: SeccompProfile | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!profile) return
  const { type = '', localhostProfile } = profile
  if (!type) errors.required(path.child('type'), 'type is required when seccompProfile is set')
  else if (!PROFILE_TYPES.includes(type)) errors.notSupported(path.child('type'), type, PROFILE_TYPES)
  const absent = localhostProfile === undefined || localhostProfile === null
  const at = path.child('localhostProfile')
  if (type === 'Localhost') {
    if (absent) errors.required(at, 'must be set when seccomp type is Localhost')
    else validateDescendingPath(localhostProfile, errors, at)
  } else if (!absent) {
    errors.invalid(at, internalJson('SeccompProfile', profile), 'can only be set when seccomp type is Localhost')
  }
}

/** PATH_MAX without its terminator. */
const MOST_PROFILE_BYTES = 4095

/** Truth: pkg/apis/core/validation ValidateAppArmorProfileField */
export function validateAppArmorProfile(
  profile: AppArmorProfile | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!profile) return
  const { type = '', localhostProfile } = profile
  const absent = localhostProfile === undefined || localhostProfile === null
  const at = path.child('localhostProfile')
  if (!type) {
    errors.required(path.child('type'), 'type is required when appArmorProfile is set')
    return
  }
  if (!PROFILE_TYPES.includes(type)) {
    errors.notSupported(path.child('type'), type, PROFILE_TYPES)
    return
  }
  if (type !== 'Localhost') {
    if (!absent) errors.invalid(at, localhostProfile, 'can only be set when AppArmor type is Localhost')
    return
  }
  if (absent) {
    errors.required(at, 'must be set when AppArmor type is Localhost')
    return
  }
  if (localhostProfile.trim() !== localhostProfile) {
    errors.invalid(at, localhostProfile, 'must not be padded with whitespace')
  } else if (localhostProfile === '') errors.required(at, 'must be set when AppArmor type is Localhost')
  if (byteLength(localhostProfile) > MOST_PROFILE_BYTES) errors.tooLong(at, MOST_PROFILE_BYTES)
}

const FS_GROUP_POLICIES = ['Always', 'OnRootMismatch']
const SUPPLEMENTAL_POLICIES = ['Merge', 'Strict']
const SELINUX_POLICIES = ['MountOption', 'Recursive']

/** Truth: pkg/apis/core/validation validatePodSpecSecurityContext */
export function validatePodSecurityContext(
  spec: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  const context = spec.securityContext
  if (!context) {
    validateSharing(spec, errors, path)
    return
  }
  validateId(context.fsGroup, errors, path.child('fsGroup'))
  validateId(context.runAsUser, errors, path.child('runAsUser'))
  validateId(context.runAsGroup, errors, path.child('runAsGroup'))
  context.supplementalGroups?.forEach((group, index) => {
    validateId(group, errors, path.child('supplementalGroups').index(index))
  })
  validateSharing(spec, errors, path)
  validateSysctls(spec, errors, path.child('sysctls'), options)
  validateChoice(context.fsGroupChangePolicy, FS_GROUP_POLICIES, errors, path.child('fsGroupChangePolicy'))
  validateSeccompProfile(context.seccompProfile, errors, path.child('seccompProfile'))
  validateWindowsOptions(context.windowsOptions, errors, path.child('windowsOptions'))
  validateAppArmorProfile(context.appArmorProfile, errors, path.child('appArmorProfile'))
  validateChoice(
    context.supplementalGroupsPolicy,
    SUPPLEMENTAL_POLICIES,
    errors,
    path.child('supplementalGroupsPolicy'),
  )
  const policies = onlyRecursive(options) ? ['Recursive'] : SELINUX_POLICIES
  validateChoice(context.seLinuxChangePolicy, policies, errors, path.child('seLinuxChangePolicy'))
}

function validateSharing({ shareProcessNamespace, hostPID }: PodSpec, errors: FieldErrors, path: FieldPath): void {
  if (!shareProcessNamespace || !hostPID) return
  const why = 'ShareProcessNamespace and HostPID cannot both be enabled'
  errors.invalid(path.child('shareProcessNamespace'), true, why)
}

/** Without SELinuxMount there is nothing to choose, but for a pod that has chosen already. */
const onlyRecursive = ({ gates, old }: PodOptions): boolean => {
  if (gates.enabled('SELinuxMount')) return false
  const before = old?.spec.securityContext?.seLinuxChangePolicy
  return before === undefined || before === null
}

function validateChoice(
  value: string | undefined,
  supported: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (value !== undefined && value !== null && !supported.includes(value)) errors.notSupported(path, value, supported)
}
