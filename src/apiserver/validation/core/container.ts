import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateRequiredFormat } from './complaints.ts'
import { validateResizePolicy } from './container-policies.ts'
import { validatePorts } from './container-ports.ts'
import type { AnyContainer } from './containers-of.ts'
import { validateEnv, validateEnvFrom } from './env.ts'
import type { PodOptions } from './pod-options.ts'
import { validateLifecycle, validateProbe } from './probe.ts'
import { validateContainerResources } from './resources.ts'
import { validateSecurityContext } from './security-context.ts'
import { validateDevices, validateMounts } from './volume/mounts.ts'
import type { KnownVolumes } from './volume/volumes.ts'

/** What all containers of a pod share. */
export interface Surroundings {
  readonly spec: PodSpec
  readonly volumes: KnownVolumes
  readonly claimNames: ReadonlySet<string>
  readonly options: PodOptions
  readonly errors: FieldErrors
}

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError']
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']

/** What every kind of container is held to. Truth: pkg/apis/core/validation validateContainerCommon */
export function validateContainer(container: AnyContainer, around: Surroundings, path: FieldPath): void {
  validateNameAndImage(container, around, path)
  validateMessagePolicy(container, around, path)
  validateContainerBody(container, around, path)
}

export function validateNameAndImage({ name, image }: AnyContainer, { errors }: Surroundings, path: FieldPath): void {
  validateRequiredFormat(dnsLabel, name, errors, path.child('name'))
  if (!image) errors.required(path.child('image'))
}

/** Up to 1.23 the policy was judged in words of its own. */
export function validateMessagePolicy(
  { terminationMessagePolicy: policy = '' }: AnyContainer,
  { errors, options }: Surroundings,
  path: FieldPath,
): void {
  if (MESSAGE_POLICIES.includes(policy)) return
  const at = path.child('terminationMessagePolicy')
  if (options.minor < 24) {
    const must = "must be 'File' or 'FallbackToLogsOnError'"
    if (policy === '') errors.required(at, must)
    else errors.invalid(at, policy, must)
  } else if (policy === '') errors.required(at)
  else errors.notSupported(at, policy, MESSAGE_POLICIES)
}

export function validateContainerBody(container: AnyContainer, around: Surroundings, path: FieldPath): void {
  const { errors, options, volumes, spec, claimNames } = around
  validatePorts(container.ports, errors, path.child('ports'))
  validateEnv(container.env, errors, path.child('env'), options)
  validateEnvFrom(container.envFrom, errors, path.child('envFrom'), options)
  validateMounts(container, volumes, errors, path.child('volumeMounts'))
  validateDevices(container, volumes, errors, path.child('volumeDevices'), options)
  validatePullPolicy(container.imagePullPolicy, errors, path.child('imagePullPolicy'))
  validateContainerResources(container.resources, claimNames, errors, path.child('resources'), options)
  validateResizePolicy(container.resizePolicy, spec.restartPolicy, errors, path.child('resizePolicy'), options.minor)
  validateSecurityContext(
    container.securityContext,
    spec.hostUsers !== false,
    errors,
    path.child('securityContext'),
    options,
  )
}

export function validatePullPolicy(policy: string | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!policy) errors.required(path)
  else if (!PULL_POLICIES.includes(policy)) errors.notSupported(path, policy, PULL_POLICIES)
}

/** The hooks and probes of a container that stays. */
export function validateHooks(container: AnyContainer, { spec, errors, options }: Surroundings, path: FieldPath): void {
  const grace = spec.terminationGracePeriodSeconds
  validateLifecycle(container.lifecycle, grace, errors, path.child('lifecycle'), options)
  validateProbe('livenessProbe', container.livenessProbe, grace, errors, path, options)
  validateProbe('readinessProbe', container.readinessProbe, grace, errors, path, options)
  validateProbe('startupProbe', container.startupProbe, grace, errors, path, options)
}

/** Only pods are held to this; templates were let through before it was noticed. */
export function validateImageSpace({ image = '' }: AnyContainer, errors: FieldErrors, path: FieldPath): void {
  if (image !== image.trim()) {
    errors.invalid(path.child('image'), image, 'must not have leading or trailing whitespace')
  }
}
