import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { containerPath, eachContainer } from './containers-of.ts'

const SYSTEMS = ['linux', 'windows']

/** A pod that names its system must not ask for what the other one has. Truth: validateOS, validateLinux, validateWindows */
export function validateOperatingSystem(spec: PodSpec, minor: Minor, errors: FieldErrors, path: FieldPath): void {
  if (!spec.os) return
  const { name = '' } = spec.os
  if (!name) {
    errors.required(path.child('os').child('name'), minor >= 34 ? '' : 'cannot be empty')
    return
  }
  if (!SYSTEMS.includes(name)) {
    errors.notSupported(path.child('os'), name, SYSTEMS)
    return
  }
  if (name === 'linux') refuseWindowsOptions(spec, errors, path)
  else refuseLinuxFields(spec, errors, path)
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null

function refuseWindowsOptions(spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  const why = 'windows options cannot be set for a linux pod'
  if (spec.securityContext?.windowsOptions) errors.forbidden(path.child('securityContext').child('windowsOptions'), why)
  eachContainer(spec, ({ securityContext }, list, index) => {
    if (!securityContext?.windowsOptions) return
    errors.forbidden(containerPath(path, list, index).child('securityContext').child('windowsOptions'), why)
  })
}

const CONTAINER_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const

function refuseLinuxFields(spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  const why = 'cannot be set for a windows pod'
  const refuse = (set: boolean, at: () => FieldPath): void => {
    if (set) errors.forbidden(at(), why)
  }
  const context = spec.securityContext
  const inContext = (field: keyof NonNullable<PodSpec['securityContext']>): void =>
    refuse(isSet(context?.[field]), () => path.child('securityContext').child(field))
  inContext('appArmorProfile')
  inContext('seLinuxOptions')
  refuse(isSet(spec.hostUsers), () => path.child('hostUsers'))
  refuse(spec.hostPID === true, () => path.child('hostPID'))
  refuse(spec.hostIPC === true, () => path.child('hostIPC'))
  inContext('seccompProfile')
  inContext('fsGroup')
  inContext('fsGroupChangePolicy')
  refuse((context?.sysctls?.length ?? 0) > 0, () => path.child('securityContext').child('sysctls'))
  refuse(isSet(spec.shareProcessNamespace), () => path.child('shareProcessNamespace'))
  inContext('runAsUser')
  inContext('runAsGroup')
  inContext('supplementalGroups')
  inContext('supplementalGroupsPolicy')
  inContext('seLinuxChangePolicy')
  eachContainer(spec, ({ securityContext }, list, index) => {
    if (!securityContext) return
    for (const field of CONTAINER_FIELDS) {
      const at = (): FieldPath => containerPath(path, list, index).child('securityContext').child(field)
      refuse(isSet(securityContext[field]), at)
    }
  })
}
