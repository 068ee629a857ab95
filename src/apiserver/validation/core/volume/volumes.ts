import type { PodSpec, Volume } from '../../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../../resource/names.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { goQuote } from '../../../go-text.ts'
import { validateRequiredFormat } from '../complaints.ts'
import type { PodOptions } from '../pod-options.ts'
import { SOURCES } from './sources.ts'

/** The volumes of a pod that are sound, by name: those that a container may mount. */
export type KnownVolumes = ReadonlyMap<string, Volume>

/** Truth: pkg/apis/core/validation ValidateVolumes; a volume with a fault of its own is not known to mounts. */
export function validateVolumes(
  spec: PodSpec,
  errors: FieldErrors,
  path: FieldPath,
  options: PodOptions,
): KnownVolumes {
  const { volumes } = spec
  if (!volumes?.length) return NONE
  const known = new Map<string, Volume>()
  const created = new Set(
    options.podName ? volumes.filter(({ ephemeral }) => ephemeral).map(({ name }) => `${options.podName}-${name}`) : [],
  )
  volumes.forEach((volume, index) => {
    const at = path.index(index)
    const { name = '', persistentVolumeClaim } = volume
    const before = errors.length
    validateSource(volume, errors, at, options)
    validateRequiredFormat(dnsLabel, name, errors, at.child('name'))
    if (known.has(name)) errors.duplicate(at.child('name'), name)
    if (errors.length === before) known.set(name, volume)
    const claim = persistentVolumeClaim?.claimName ?? ''
    if (persistentVolumeClaim && created.has(claim)) {
      const why = 'must not reference a PVC that gets created for an ephemeral volume'
      errors.invalid(at.child('persistentVolumeClaim').child('claimName'), claim, why)
    }
  })
  return known
}

const NONE: KnownVolumes = new Map()
const ISCSI_MOST = 64

/** Exactly one source; the second and later are refused unseen. Truth: pkg/apis/core/validation validateVolumeSource */
function validateSource(volume: Volume, errors: FieldErrors, path: FieldPath, options: PodOptions): void {
  let found = 0
  for (const source of SOURCES) {
    if (!volume[source.field]) continue
    // An emptyDir comes first and is always looked at.
    if (found++ > 0)
      errors.forbidden(path.child(source.second ?? source.field), 'may not specify more than 1 volume type')
    else source.validate(volume, errors, path.child(source.first ?? source.field), options)
    if (source.field === 'iscsi') validateIscsiName(volume, errors, path)
    if (source.field === 'ephemeral' && found === 1) validateClaimOfPod(volume, errors, path, options)
  }
  if (found === 0) errors.required(path, 'must specify a volume type')
}

function validateIscsiName({ name = '', iscsi }: Volume, errors: FieldErrors, path: FieldPath): void {
  const { initiatorName, targetPortal = '' } = iscsi!
  if (initiatorName === undefined || initiatorName === null) return
  if (`${name}:${targetPortal}`.length <= ISCSI_MOST) return
  errors.invalid(
    path.child('name'),
    name,
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
  )
}

/** The claim is named after the pod and the volume. */
function validateClaimOfPod({ name }: Volume, errors: FieldErrors, path: FieldPath, { podName }: PodOptions): void {
  if (!podName || !name) return
  const claim = `${podName}-${name}`
  for (const complaint of dnsSubdomain(claim)) {
    errors.invalid(path.child('name'), name, `PVC name ${goQuote(claim)}: ${complaint}`)
  }
}

/** Truth: pkg/apis/core/validation ValidateReadOnlyPersistentDisks: what runs several times cannot write to one disk. */
export function validateReadOnlyDisks(volumes: Volume[] | undefined, errors: FieldErrors, path: FieldPath): void {
  volumes?.forEach(({ gcePersistentDisk }, index) => {
    if (!gcePersistentDisk || gcePersistentDisk.readOnly) return
    const why =
      'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only'
    errors.invalid(path.index(index).child('gcePersistentDisk', 'readOnly'), false, why)
  })
}
