import type { ContainerStatus, PodSpec, PodStatus } from '../../../../schemas/types/core/v1.generated.ts'
import { parseIp } from '../../../resource/ip.ts'
import { clone } from '../../../resource/json.ts'
import { dnsLabel, dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { goStruct, typed } from '../../go-text.ts'
import type { SubresourceRules } from '../../kind-rules.ts'
import { ipWarnings, validateIp } from '../ip.ts'
import { validateImmutable, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateFormat } from './complaints.ts'
import { validateContainerStatuses } from './container-statuses.ts'
import { isSidecar } from './containers-of.ts'
import { dropDisabledStatusFields } from './disabled-status-fields.ts'
import type { PodObject } from './pod-prepare.ts'
import { updateOptions, validateAnnotationUpdate } from './pod-update.ts'
import { takeOver } from './take-over.ts'

const STATUS = FieldPath.of('status')

/** Truth: pkg/registry/core/pod/strategy.go podStatusStrategy, pkg/apis/core/validation ValidatePodStatusUpdate */
export const status: SubresourceRules<PodObject> = {
  prepareUpdate(pod, old, context) {
    pod.spec = clone(old.spec)
    takeOver(pod.metadata, old.metadata, 'deletionTimestamp')
    takeOver(pod.metadata, clone(old.metadata), 'ownerReferences')
    const next = (pod.status ??= {})
    if (context.minor >= 26 && !next.qosClass && old.status?.qosClass) next.qosClass = old.status.qosClass
    if (context.minor >= 33) keepObservedGenerations(next, old.status ?? {})
    fillAddresses(next)
    dropDisabledStatusFields(next, old.status, context)
  },
  validateUpdate(pod, old, errors, context) {
    const options = updateOptions(pod, old, context)
    validateObjectMetaUpdate(pod, old, errors)
    validateAnnotationUpdate(pod, old, errors, options)
    validateStatus(pod.status ?? {}, old.status ?? {}, old.spec, errors, context)
  },
  warnings: ({ status: next }, { minor }) =>
    minor < 34
      ? []
      : [
          ...(next?.podIPs ?? []).flatMap(({ ip = '' }, index) =>
            ipWarnings(STATUS.child('podIPs').index(index).child('ip'), ip),
          ),
          ...(next?.hostIPs ?? []).flatMap(({ ip = '' }, index) =>
            ipWarnings(STATUS.child('hostIPs').index(index).child('ip'), ip),
          ),
        ],
}

/** An older kubelet does not know the field; what it leaves out is not meant to be cleared. */
function keepObservedGenerations(next: PodStatus, old: PodStatus): void {
  if (!next.observedGeneration && old.observedGeneration) next.observedGeneration = old.observedGeneration
  const before = new Map<string, number[]>()
  for (const { type = '', observedGeneration = 0 } of old.conditions ?? []) {
    before.set(type, [...(before.get(type) ?? []), observedGeneration])
  }
  for (const condition of next.conditions ?? []) {
    const generation = before.get(condition.type ?? '')?.shift()
    if (!condition.observedGeneration && generation) condition.observedGeneration = generation
  }
}

/** The first of several addresses is written in the field for one as well. Truth: pkg/apis/core/v1/conversion.go */
function fillAddresses(next: PodStatus): void {
  if (next.podIP && (!next.podIPs?.length || next.podIPs[0]?.ip !== next.podIP)) next.podIPs = [{ ip: next.podIP }]
  if (!next.podIP && next.podIPs?.[0]?.ip) next.podIP = next.podIPs[0].ip
}

function validateStatus(next: PodStatus, old: PodStatus, spec: PodSpec, errors: FieldErrors, context: Context): void {
  const { minor } = context
  // Up to 1.33 the wrong path was told.
  const conditions = (minor >= 34 ? STATUS : FieldPath.of('metadata')).child('conditions')
  next.conditions?.forEach(({ type = '' }, index) => {
    if (SYSTEM_CONDITIONS.includes(type)) return
    validateFormat(qualifiedName, type, errors, conditions.index(index).child('Type'))
  })
  const { nominatedNodeName } = next
  if (nominatedNodeName && nominatedNodeName !== old.nominatedNodeName) {
    validateFormat(dnsSubdomain, nominatedNodeName, errors, STATUS.child('nominatedNodeName'))
  }
  if (minor >= 26) validateImmutable(next.qosClass ?? '', old.qosClass ?? '', errors, STATUS.child('qosClass'))
  validateTransitions('containerStatuses', next, old, spec, errors, spec.restartPolicy)
  validateTransitions('initContainerStatuses', next, old, spec, errors, spec.restartPolicy)
  if (minor >= 24) validateTransitions('ephemeralContainerStatuses', next, old, spec, errors, 'Never')
  validateClaimStatuses(next, spec, errors, minor)
  validateAddresses(next, 'podIPs', errors, context)
  if (minor >= 28) validateAddresses(next, 'hostIPs', errors, context)
  if (minor >= 31) validateContainerStatuses(next, spec, errors, STATUS)
  validateExtendedResources(next, spec, errors)
}

const SYSTEM_CONDITIONS = ['PodScheduled', 'Ready', 'Initialized']

type StatusList = 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses'

/** What ended for good does not run again. */
function validateTransitions(
  list: StatusList,
  next: PodStatus,
  old: PodStatus,
  spec: PodSpec,
  errors: FieldErrors,
  restartPolicy: string | undefined,
): void {
  if (restartPolicy === 'Always') return
  old[list]?.forEach((before: ContainerStatus, index) => {
    const ended = before.state?.terminated
    if (!ended || (ended.exitCode !== 0 && restartPolicy === 'OnFailure')) return
    const container =
      list === 'initContainerStatuses' ? spec.initContainers?.find(({ name }) => name === before.name) : undefined
    if (container && isSidecar(container)) return
    for (const { name, state } of next[list] ?? []) {
      if (name !== before.name || state?.terminated) continue
      errors.forbidden(
        STATUS.child(list).index(index).child('state'),
        'may not be transitioned to non-terminated state',
      )
    }
  })
}

function validateClaimStatuses(
  { resourceClaimStatuses }: PodStatus,
  spec: PodSpec,
  errors: FieldErrors,
  minor: number,
): void {
  const names = new Set<string>()
  resourceClaimStatuses?.forEach(({ name = '', resourceClaimName }, index) => {
    const at = STATUS.child('resourceClaimStatuses').index(index).child('name')
    if (!spec.resourceClaims?.some(claim => claim.name === name)) {
      errors.invalid(at, name, 'must match the name of an entry in `spec.resourceClaims`')
    }
    if (names.has(name)) errors.duplicate(at, name)
    names.add(name)
    if (typeof resourceClaimName !== 'string') return
    const path = minor >= 34 ? STATUS.child('resourceClaimStatuses').index(index).child('resourceClaimName') : at
    validateFormat(dnsSubdomain, resourceClaimName, errors, path)
  })
}

/** One address of each family at the most. Truth: validatePodIPs, validateHostIPs */
function validateAddresses(next: PodStatus, list: 'podIPs' | 'hostIPs', errors: FieldErrors, { minor }: Context): void {
  const addresses = (next[list] ?? []).map(({ ip = '' }) => ip)
  if (addresses.length === 0) return
  const path = STATUS.child(list)
  const type = list === 'podIPs' ? 'core.PodIP' : 'core.HostIP'
  if (list === 'hostIPs' && next.hostIP !== addresses[0]) {
    errors.invalid(path.index(0).child('ip'), addresses[0], 'must be equal to `hostIP`')
  }
  addresses.forEach((address, index) => {
    validateIp(address, minor, errors, path.index(index))
  })
  if (addresses.length === 1) return
  const refuseRepeated = (): void =>
    addresses.forEach((address, index) => {
      if (addresses.indexOf(address) < index) errors.duplicate(path.index(index), goStruct({ IP: address }, type))
    })
  if (list === 'hostIPs') refuseRepeated()
  const families = addresses.map(address => parseIp(address)?.family)
  const bad = families.indexOf(undefined)
  if (bad >= 0) {
    const why = minor >= 27 ? `invalid IP[${bad}]: <nil>` : 'ip <nil> is invalid'
    errors.internal(path, `failed to check for dual stack with error:${why}`)
  }
  if (bad >= 0 || !families.includes(4) || !families.includes(6) || addresses.length > 2) {
    const shown = typed(
      `[]${type}`,
      addresses.map(IP => ({ IP })),
    )
    errors.invalid(path, shown, 'may specify no more than one IP for each IP family')
  }
  if (list === 'podIPs') refuseRepeated()
}

/** Names are told without saying of which entry. Truth: validatePodExtendedResourceClaimStatus */
function validateExtendedResources(
  { extendedResourceClaimStatus: status }: PodStatus,
  spec: PodSpec,
  errors: FieldErrors,
): void {
  const path = STATUS.child('extendedResourceClaimStatus', 'requestMappings')
  const known = [...(spec.initContainers ?? []), ...(spec.containers ?? [])]
  if (!status) return
  status.requestMappings?.forEach(({ containerName = '', requestName = '' }, index) => {
    if (!known.some(({ name }) => name === containerName)) {
      const why = 'must match the name of an entry in spec.initContainers.name or spec.containers.name'
      errors.invalid(path.index(index).child('containerName'), containerName, why)
    }
    validateFormat(dnsLabel, requestName, errors, STATUS.child('extendedResourceClaimStatus', 'requestName'))
  })
  const claimName = status.resourceClaimName ?? ''
  validateFormat(dnsSubdomain, claimName, errors, STATUS.child('extendedResourceClaimStatus', 'resourceClaimName'))
}
