import type { PersistentVolumeClaimSpec, PodSpec, Volume } from '../../../../../schemas/types/core/v1.generated.ts'
import { milliValue, parseQuantity } from '../../../../resource/quantity.ts'
import type { FieldPath } from '../../../field-path.ts'
import { goQuote } from '../../../go-text.ts'
import { projectionWarnings } from './path-overlaps.ts'

/** Drivers that are on their way out, in the server's order, with the minor whose server began to say so. */
const REMOVED: readonly (readonly [keyof Volume, string, number, string?])[] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+', 21],
  ['gitRepo', 'deprecated in v1.11', 21],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+', 21],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+', 22],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+', 22, 'storageOS'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+', 22],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+', 25],
  ['ephemeral', '', 27],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+', 28],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+', 28],
]
const GIT_REPO_SINCE_33 = 'deprecated in v1.11, and disabled by default in v1.33+'

/** Truth: pkg/api/pod/warnings.go */
export function volumeWarnings({ volumes = [] }: PodSpec, specPath: FieldPath, minor: number): string[] {
  const told: string[] = []
  volumes.forEach((volume, index) => {
    for (const [field, message, since, shown = field] of REMOVED) {
      if (!volume[field] || minor < since) continue
      const path = specPath.child('volumes').index(index)
      if (field === 'ephemeral') {
        const at = path.child('ephemeral', 'volumeClaimTemplate', 'spec')
        told.push(...claimSpecWarnings(volume.ephemeral?.volumeClaimTemplate?.spec ?? {}, at))
      } else told.push(`${path.child(shown)}: ${field === 'gitRepo' && minor >= 33 ? GIT_REPO_SINCE_33 : message}`)
    }
  })
  return minor >= 27 ? [...told, ...projectionWarnings(volumes)] : told
}

/** Truth: pkg/api/persistentvolumeclaim/util.go GetWarningsForPersistentVolumeClaimSpec */
export function claimSpecWarnings(spec: PersistentVolumeClaimSpec, at: FieldPath): string[] {
  return (['requests', 'limits'] as const).flatMap(side => {
    const text = spec.resources?.[side]?.['storage']
    const quantity = text === undefined ? undefined : parseQuantity(text)
    if (!quantity || milliValue(quantity) % 1000n === 0n) return []
    return [
      `${at.child('resources', side).key('storage')}: fractional byte value ${goQuote(text!)} is invalid, must be an integer`,
    ]
  })
}
