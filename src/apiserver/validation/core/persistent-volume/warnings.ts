import type { PersistentVolume, PersistentVolumeSpec } from '../../../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../../../resource/object.ts'
import type { Minor } from '../../../../resource/version.ts'
import { FieldPath } from '../../../field-path.ts'
import { termWarnings } from '../scheduling-warnings.ts'

export const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class'
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options'

/** Drivers that are on their way out, in the server's order, with the minor whose server began to say so. */
const REMOVED: readonly (readonly [keyof PersistentVolumeSpec, string, Minor, string?])[] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+', 26],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+', 26],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+', 26, 'storageOS'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+', 26],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+', 26],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+', 26],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+', 28, 'cephfs'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+', 28],
]

/** Truth: pkg/api/persistentvolume/util.go GetWarningsForPersistentVolume */
export function volumeWarnings({ metadata, spec = {} }: PersistentVolume & KubeObject, minor: Minor): string[] {
  if (minor < 26) return []
  const warnings: string[] = []
  if (metadata.annotations?.[BETA_CLASS] !== undefined) {
    warnings.push(
      `metadata.annotations[${BETA_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`,
    )
  }
  if (minor >= 31 && metadata.annotations?.[MOUNT_OPTIONS] !== undefined) {
    warnings.push(
      `metadata.annotations[${MOUNT_OPTIONS}]: deprecated since v1.31; use "mountOptions" attribute instead`,
    )
  }
  if (minor >= 29 && spec.persistentVolumeReclaimPolicy === 'Recycle') {
    warnings.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    )
  }
  const terms = FieldPath.of('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms')
  spec.nodeAffinity?.required?.nodeSelectorTerms?.forEach((term, index) => {
    warnings.push(...termWarnings(term, terms.index(index)))
  })
  for (const [field, text, since, shown = field] of REMOVED) {
    if (spec[field] && minor >= since) warnings.push(`spec.${shown}: ${text}`)
  }
  return warnings
}
