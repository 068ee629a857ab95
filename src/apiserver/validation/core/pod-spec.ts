import type { PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsLabel, dnsSubdomain, qualifiedName, rangeComplaint } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateLabels } from '../object-meta.ts'
import { validateAffinity } from './affinity.ts'
import { validateFormat } from './complaints.ts'
import type { Surroundings } from './container.ts'
import { validateHostNetworkPorts } from './container-ports.ts'
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts'
import { containerPath, eachContainer } from './containers-of.ts'
import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from './dns.ts'
import { validateFileVolumes } from './env.ts'
import { validateOperatingSystem } from './operating-system.ts'
import type { PodOptions } from './pod-options.ts'
import { validatePodResources } from './pod-resources.ts'
import { claimNamesOf, validateResourceClaims } from './resource-claims.ts'
import { validateOverhead } from './resources.ts'
import { validatePodSecurityContext } from './security-context.ts'
import { validateTolerations } from './tolerations.ts'
import { validateTopologySpread } from './topology-spread.ts'
import { validateVolumes } from './volume/volumes.ts'
import { validateHostProcess } from './windows.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never']
const MOST_SECONDS = 2147483647

/** What every pod is held to, its own or that of a template. Truth: pkg/apis/core/validation ValidatePodSpec */
export function validatePodSpec(spec: PodSpec, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  if (spec.terminationGracePeriodSeconds === undefined && options.minor >= 28) {
    errors.required(path.child('terminationGracePeriodSeconds'))
  }
  validateParts(spec, errors, path, options)
  validateScalars(spec, errors, path, options)
  validateHostnameOverride(spec, errors, path)
  if (spec.overhead) validateOverhead(spec.overhead, errors, path.child('overhead'), options)
  validateOperatingSystem(spec, options.minor, errors, path)
}

function validateParts(spec: PodSpec, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  const volumes = validateVolumes(spec, errors, path.child('volumes'), options)
  const claimNames = claimNamesOf(spec)
  validateResourceClaims(spec, errors, path.child('resourceClaims'))
  const around: Surroundings = { spec, volumes, claimNames, options, errors }
  validateContainers(around, path.child('containers'))
  validateInitContainers(around, path.child('initContainers'))
  validateEphemeralContainers(around, path.child('ephemeralContainers'))
  if (options.gates.enabled('EnvFiles')) validateFileVolumes(spec, volumes, errors, path)
  if (options.gates.enabled('PodLevelResources')) {
    validatePodResources(spec, claimNames, errors, path.child('resources'), options)
  }
  const hostNetwork = (): void => {
    if (!spec.hostNetwork) return
    validateHostNetworkPorts(spec.containers, options, errors, path.child('containers'))
  }
  if (options.minor >= 26) hostNetwork()
  validateChoice(spec.restartPolicy, RESTART_POLICIES, errors, path.child('restartPolicy'))
  validateDnsPolicy(spec, errors, path.child('dnsPolicy'))
  validateLabels(spec.nodeSelector, errors, path.child('nodeSelector'))
  if (options.minor < 26) hostNetwork()
  validatePodSecurityContext(spec, errors, path.child('securityContext'), options)
  validateAffinity(spec.affinity, errors, path.child('affinity'), options)
  validateDnsConfig(spec, errors, path.child('dnsConfig'), options)
  validateGates(spec, errors, path)
  validateTopologySpread(spec.topologySpreadConstraints, errors, path.child('topologySpreadConstraints'), options)
  validateHostProcess(spec, errors, path)
  validateHostUsers(spec, errors, path, options)
}

function validateChoice(
  value: string | undefined,
  supported: readonly string[],
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (!value) errors.required(path)
  else if (!supported.includes(value)) errors.notSupported(path, value, supported)
}

function validateGates({ readinessGates, schedulingGates }: PodSpec, errors: FieldErrors, path: FieldPath): void {
  readinessGates?.forEach(({ conditionType = '' }, index) => {
    validateFormat(
      qualifiedName,
      conditionType,
      errors,
      path.child('readinessGates').index(index).child('conditionType'),
    )
  })
  const seen = new Set<string>()
  schedulingGates?.forEach(({ name = '' }, index) => {
    const at = path.child('schedulingGates').index(index)
    validateFormat(qualifiedName, name, errors, at)
    if (seen.has(name)) errors.duplicate(at, name)
    seen.add(name)
  })
}

/** Users of the pod's own cannot share the host's namespaces. The server writes two of the fields as Go does. */
function validateHostUsers(spec: PodSpec, errors: FieldErrors, path: FieldPath, { minor }: PodOptions): void {
  if (spec.hostUsers !== false) return
  const why = minor >= 35 ? 'when `hostUsers` is false' : 'when `pod.Spec.HostUsers` is false'
  if (spec.hostNetwork) errors.forbidden(path.child('hostNetwork'), why)
  if (spec.hostPID) errors.forbidden(path.child('HostPID'), why)
  if (spec.hostIPC) errors.forbidden(path.child('HostIPC'), why)
  if (minor < 35) return
  eachContainer(spec, ({ volumeDevices }, list, index) => {
    if (!volumeDevices?.length) return
    errors.forbidden(containerPath(path, list, index).child('volumeDevices'), 'when `hostUsers` is false')
  })
}

function validateScalars(spec: PodSpec, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  const { serviceAccountName, nodeName, activeDeadlineSeconds: deadline, hostname, subdomain } = spec
  if (serviceAccountName) validateFormat(dnsSubdomain, serviceAccountName, errors, path.child('serviceAccountName'))
  if (nodeName) validateFormat(dnsSubdomain, nodeName, errors, path.child('nodeName'))
  if (deadline !== undefined && deadline !== null && (deadline < 1 || deadline > MOST_SECONDS)) {
    errors.invalid(path.child('activeDeadlineSeconds'), deadline, rangeComplaint(1, MOST_SECONDS))
  }
  if (hostname) validateFormat(dnsLabel, hostname, errors, path.child('hostname'))
  if (subdomain) validateFormat(dnsLabel, subdomain, errors, path.child('subdomain'))
  validateTolerations(spec.tolerations, errors, path.child('tolerations'), options)
  validateHostAliases(spec.hostAliases, errors, path.child('hostAliases'), options)
  const { priorityClassName, runtimeClassName, preemptionPolicy } = spec
  if (priorityClassName) validateFormat(dnsSubdomain, priorityClassName, errors, path.child('priorityClassName'))
  if (runtimeClassName !== undefined && runtimeClassName !== null) {
    validateFormat(dnsSubdomain, runtimeClassName, errors, path.child('runtimeClassName'))
  }
  if (preemptionPolicy !== undefined && preemptionPolicy !== null) {
    validateChoice(preemptionPolicy, PREEMPTION_POLICIES, errors, path.child('preemptionPolicy'))
  }
}

/** Linux takes 64 characters for the name of a host. */
const MOST_HOSTNAME_BYTES = 64

function validateHostnameOverride(spec: PodSpec, errors: FieldErrors, path: FieldPath): void {
  const { hostnameOverride: name } = spec
  if (name === undefined || name === null) return
  const at = path.child('hostnameOverride')
  if (spec.hostNetwork) errors.forbidden(at, 'may not be specified when hostNetwork is true')
  if (spec.setHostnameAsFQDN) errors.forbidden(at, 'may not be specified when setHostnameAsFQDN is true')
  if (byteLength(name) > MOST_HOSTNAME_BYTES) errors.tooLong(at, MOST_HOSTNAME_BYTES)
  for (const complaint of dnsSubdomain(name)) errors.invalid(at, name, complaint)
}
