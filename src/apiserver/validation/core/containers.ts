import type { Container, EphemeralContainer } from '../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import {
  type Surroundings,
  validateContainer,
  validateContainerBody,
  validateHooks,
  validateImageSpace,
  validateMessagePolicy,
  validateNameAndImage,
} from './container.ts'
import { ANY_RESTART_POLICY, validateContainerRestartPolicy, validateRestartRules } from './container-policies.ts'
import { validateHostPorts } from './container-ports.ts'
import { type AnyContainer, isSidecar } from './containers-of.ts'
import { internalJson } from './internal-json.ts'
import { validateLifecycle, validateProbe } from './probe.ts'

/** The regular containers. Truth: pkg/apis/core/validation validateContainers */
export function validateContainers(around: Surroundings, path: FieldPath): void {
  const { spec, errors, options } = around
  const containers = spec.containers ?? []
  if (containers.length === 0) {
    errors.required(path)
    return
  }
  if (options.minor < 24) {
    validateContainersOfOld(containers, around, path)
    validateHostPorts(containers, errors, path)
    return
  }
  const names = new Set<string>()
  containers.forEach((container, index) => {
    const at = path.index(index)
    validateContainer(container, around, at)
    noteName(container, names, errors, at)
    validateHooks(container, around, at)
    if (options.gates.enabled('ContainerRestartRules')) {
      validateContainerRestartPolicy(container, ANY_RESTART_POLICY, errors, at)
      validateRestartRules(container, true, errors, at)
    } else if (container.restartPolicy !== undefined && container.restartPolicy !== null)
      errors.forbidden(at.child('restartPolicy'), 'may not be set for non-init containers')
  })
  validateHostPorts(containers, errors, path)
}

/** Up to 1.23 the parts of a container were looked at in another order. */
function validateContainersOfOld(containers: Container[], around: Surroundings, path: FieldPath): void {
  const { errors, spec, options } = around
  const grace = spec.terminationGracePeriodSeconds
  const names = new Set<string>()
  containers.forEach((container, index) => {
    const at = path.index(index)
    const { name = '' } = container
    validateNameAndImage(container, around, at)
    if (names.has(name)) errors.duplicate(at.child('name'), name)
    names.add(name)
    validateLifecycle(container.lifecycle, grace, errors, at.child('lifecycle'), options)
    validateProbe('livenessProbe', container.livenessProbe, grace, errors, at, options)
    validateProbe('startupProbe', container.startupProbe, grace, errors, at, options)
    validateMessagePolicy(container, around, at)
    validateProbe('readinessProbe', container.readinessProbe, grace, errors, at, options)
    validateContainerBody(container, around, at)
  })
}

function noteName({ name = '' }: AnyContainer, names: Set<string>, errors: FieldErrors, path: FieldPath): void {
  if (names.has(name)) errors.duplicate(path.child('name'), name)
  else names.add(name)
}

const HOOKS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** Truth: pkg/apis/core/validation validateInitContainers */
export function validateInitContainers(around: Surroundings, path: FieldPath): void {
  const { spec, errors, options } = around
  const containers = spec.initContainers
  if (!containers?.length) return
  const names = new Set((spec.containers ?? []).map(({ name = '' }) => name))
  if (options.minor < 24) {
    validateInitContainersOfOld(containers, names, around, path)
    return
  }
  containers.forEach((container, index) => {
    const at = path.index(index)
    validateContainer(container, around, at)
    if (options.gates.enabled('SidecarContainers')) {
      const any = options.gates.enabled('ContainerRestartRules')
      validateContainerRestartPolicy(container, any ? ANY_RESTART_POLICY : ['Always'], errors, at)
      if (any) validateRestartRules(container, false, errors, at)
    }
    const { name = '' } = container
    if (names.has(name)) errors.duplicate(at.child('name'), name)
    else if (name) names.add(name)
    // The server names the list's first container whichever it is.
    validateHostPorts([container], errors, path)
    if (isSidecar(container)) validateHooks(container, around, at)
    else refuseHooks(container, around, at)
    if (!isSidecar(container) && options.gates.enabled('InPlacePodVerticalScaling'))
      refuseRestarts(container, errors, at)
    if (container.resizePolicy?.length && !options.gates.enabled('InPlacePodVerticalScaling')) {
      errors.invalid(
        at.child('resizePolicy'),
        container.resizePolicy.map(policy => internalJson('ContainerResizePolicy', policy)),
        'must not be set for init containers',
      )
    }
  })
}

/** What runs once and ends cannot be restarted to be resized. */
function refuseRestarts({ resizePolicy }: Container, errors: FieldErrors, path: FieldPath): void {
  resizePolicy?.forEach(({ restartPolicy }, index) => {
    if (restartPolicy !== 'RestartContainer') return
    const why = "must not be set to 'RestartContainer' for non-sidecar initContainers"
    errors.invalid(path.child('resizePolicy').index(index).child('restartPolicy'), restartPolicy, why)
  })
}

function refuseHooks(container: Container, { errors, options }: Surroundings, path: FieldPath): void {
  const sidecars = options.minor >= 28 ? ' without restartPolicy=Always' : ''
  for (const hook of HOOKS) {
    if (container[hook]) errors.forbidden(path.child(hook), `may not be set for init containers${sidecars}`)
  }
}

function validateInitContainersOfOld(
  containers: Container[],
  names: Set<string>,
  around: Surroundings,
  path: FieldPath,
): void {
  const { errors } = around
  validateContainersOfOld(containers, around, path)
  for (const container of containers) validateHostPorts([container], errors, path)
  containers.forEach((container, index) => {
    const at = path.index(index)
    const { name = '' } = container
    if (names.has(name)) errors.duplicate(at.child('name'), name)
    if (name) names.add(name)
    for (const hook of HOOKS) {
      if (!container[hook]) continue
      const shown = internalJson(hook === 'lifecycle' ? 'Lifecycle' : 'Probe', container[hook])
      errors.invalid(at.child(hook), shown, 'must not be set for init containers')
    }
  })
}

/** What a container that is added for debugging may not have, in the order of its Go struct. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const

/** Truth: pkg/apis/core/validation validateEphemeralContainers */
export function validateEphemeralContainers(around: Surroundings, path: FieldPath): void {
  const { spec, errors, options } = around
  const containers = spec.ephemeralContainers
  if (!containers?.length) return
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name = '' }) => name))
  const names = new Set(others)
  containers.forEach((container, index) => {
    const at = path.index(index)
    const { name = '', targetContainerName } = container
    const missesTarget = targetContainerName && !(options.minor < 24 ? names : others).has(targetContainerName)
    if (options.minor < 24) {
      if (missesTarget) errors.notFound(at.child('targetContainerName'), targetContainerName)
      if (!name) {
        errors.required(at, 'ephemeralContainer requires a name')
        return
      }
      validateContainersOfOld([container], around, at)
      validateHostPorts([container], errors, at)
      validateImageSpace(container, errors, at.index(0))
      noteName(container, names, errors, at)
    } else {
      validateContainer(container, around, at)
      validateImageSpace(container, errors, at)
      noteName(container, names, errors, at)
      if (missesTarget) errors.notFound(at.child('targetContainerName'), targetContainerName)
    }
    for (const field of NOT_EPHEMERAL) {
      if (isSet(container, field)) errors.forbidden(at.child(field), 'cannot be set for an Ephemeral Container')
    }
    if (options.minor >= 23) refuseSubPaths(container, errors, at)
  })
}

function isSet(container: EphemeralContainer, field: (typeof NOT_EPHEMERAL)[number]): boolean {
  const value = container[field]
  if (value === undefined || value === null) return false
  return field === 'resources' ? Object.keys(value).length > 0 : true
}

function refuseSubPaths({ volumeMounts }: EphemeralContainer, errors: FieldErrors, path: FieldPath): void {
  volumeMounts?.forEach((mount, index) => {
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if (!mount[field]) continue
      errors.forbidden(path.child('volumeMounts').index(index).child(field), 'cannot be set for an Ephemeral Container')
    }
  })
}
