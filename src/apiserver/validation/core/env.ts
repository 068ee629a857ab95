import type {
  Container,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  PodSpec,
} from '../../../../schemas/types/core/v1.generated.ts'
import {
  asPrefix,
  configKey,
  dnsSubdomain,
  environmentName,
  type NameFormat,
  relaxedEnvironmentName,
} from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateFormat } from './complaints.ts'
import { containerPath, eachContainer } from './containers-of.ts'
import { validateFieldRef, validateResourceFieldRef } from './downward-api.ts'
import { validateLocalPath } from './paths.ts'
import { oldContainer, type PodOptions } from './pod-options.ts'
import type { KnownVolumes } from './volume/volumes.ts'

/** Truth: pkg/apis/core/validation ValidateEnv */
export function validateEnv(
  variables: EnvVar[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!variables) return
  const format = variableFormat(options)
  variables.forEach((variable, index) => {
    const at = path.index(index)
    if (!variable.name) errors.required(at.child('name'))
    else validateFormat(format, variable.name, errors, at.child('name'))
    if (variable.valueFrom) {
      validateValueFrom(variable, variable.valueFrom, errors, at.child('valueFrom'), options)
    }
  })
}

function variableFormat(options: PodOptions): NameFormat {
  if (options.gates.enabled('RelaxedEnvironmentVariableValidation')) return relaxedEnvironmentName
  return oldContainer(options, usesRelaxedNames) ? relaxedEnvironmentName : environmentName
}

const usesRelaxedNames = ({ env, envFrom }: Container): boolean =>
  (env ?? []).some(({ name = '' }) => environmentName(name).length > 0) ||
  (envFrom ?? []).some(({ prefix }) => prefix !== undefined && environmentName(prefix).length > 0)

const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const ENV_FIELDS_BEFORE_HOST_IPS = ENV_FIELDS.filter(field => field !== 'status.hostIPs')

function validateValueFrom(
  { value }: EnvVar,
  source: EnvVarSource,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  let sources = 0
  if (source.fieldRef) {
    sources++
    const fields = options.gates.enabled('PodHostIPs') ? ENV_FIELDS : ENV_FIELDS_BEFORE_HOST_IPS
    validateFieldRef(source.fieldRef, fields, errors, path.child('fieldRef'), options)
  }
  if (source.resourceFieldRef) {
    sources++
    validateResourceFieldRef(source.resourceFieldRef, false, errors, path.child('resourceFieldRef'), options)
  }
  if (source.configMapKeyRef) {
    sources++
    validateKeyRef(source.configMapKeyRef, errors, path.child('configMapKeyRef'))
  }
  if (source.secretKeyRef) {
    sources++
    validateKeyRef(source.secretKeyRef, errors, path.child('secretKeyRef'))
  }
  if (source.fileKeyRef) {
    sources++
    validateFileKeyRef(source.fileKeyRef, errors, path.child('fileKeyRef'))
  }
  if (sources === 0) {
    const last = options.gates.enabled('EnvFiles')
      ? '`configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : '`configMapKeyRef` or `secretKeyRef`'
    errors.invalid(path, '', `must specify one of: \`fieldRef\`, \`resourceFieldRef\`, ${last}`)
  } else if (value) errors.invalid(path, '', 'may not be specified when `value` is not empty')
  else if (sources > 1) errors.invalid(path, '', 'may not have more than one field specified at a time')
}

function validateKeyRef(
  { name = '', key }: { name?: string; key?: string },
  errors: FieldErrors,
  path: FieldPath,
): void {
  validateFormat(dnsSubdomain, name, errors, path.child('name'))
  if (!key) errors.required(path.child('key'))
  else validateFormat(configKey, key, errors, path.child('key'))
}

function validateFileKeyRef(
  { volumeName = '', path: file = '', key = '' }: NonNullable<EnvVarSource['fileKeyRef']>,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!key) errors.required(path.child('key'))
  else validateFormat(relaxedEnvironmentName, key, errors, path.child('key'))
  if (!volumeName) errors.required(path.child('volumeName'))
  if (!file) errors.required(path.child('path'))
  else validateLocalPath(file, errors, path.child('path'))
}

/** The file of a variable is in a volume of the pod that starts empty; looked at once all containers were. */
export function validateFileVolumes(spec: PodSpec, volumes: KnownVolumes, errors: FieldErrors, path: FieldPath): void {
  eachContainer(spec, ({ env }, list, container) => {
    env?.forEach(({ valueFrom }, index) => {
      if (!valueFrom?.fileKeyRef) return
      const { volumeName = '' } = valueFrom.fileKeyRef
      const volume = volumes.get(volumeName)
      if (volume?.emptyDir) return
      const at = containerPath(path, list, container).child('env').index(index)
      const name = at.child('valueFrom', 'fileKeyRef', 'volumeName')
      if (!volume) errors.notFound(name, volumeName)
      else errors.invalid(name, volumeName, 'must be an emptyDir volume')
    })
  })
}

/** Truth: pkg/apis/core/validation ValidateEnvFrom, which reports a missing source at the list. */
export function validateEnvFrom(
  sources: EnvFromSource[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): void {
  if (!sources) return
  const format = variableFormat(options)
  sources.forEach(({ prefix, configMapRef, secretRef }, index) => {
    const at = path.index(index)
    if (prefix) validateFormat(format, prefix, errors, at.child('prefix'))
    if (configMapRef) validateSourceName(configMapRef.name, errors, at.child('configMapRef'))
    if (secretRef) validateSourceName(secretRef.name, errors, at.child('secretRef'))
    if (!configMapRef && !secretRef) {
      errors.invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')
    } else if (configMapRef && secretRef) {
      errors.invalid(path, '', 'may not have more than one field specified at a time')
    }
  })
}

/** The name is judged like a prefix. */
function validateSourceName(name: string | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!name) errors.required(path.child('name'))
  else for (const complaint of dnsSubdomain(asPrefix(name))) errors.invalid(path.child('name'), name, complaint)
}
