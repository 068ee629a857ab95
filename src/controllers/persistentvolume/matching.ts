import { findVolume, type PersistentVolume, type VolumeClaim } from '../../resource/volumes.ts'

/**
 * The volume that suits a claim best. Volumes are grouped by their access modes, and a group with fewer modes is looked
 * through before one with more, however well that would fit by size:
 *
 *   claim RWO 3Gi;  5Gi with RWO+ROX,  100Gi with RWO  →  the 100Gi
 *
 * Truth: pkg/controller/volume/persistentvolume/index.go findBestMatchForClaim, allPossibleMatchingAccessModes
 */
export function bestMatch(
  claim: VolumeClaim,
  volumes: readonly PersistentVolume[],
  delayed: boolean,
): PersistentVolume | undefined {
  const wanted = claim.spec.accessModes ?? []
  const groups = new Map<string, { modes: number; volumes: PersistentVolume[] }>()
  for (const volume of volumes) {
    const modes = [...new Set(volume.spec.accessModes ?? [])].sort()
    if (!wanted.every(mode => modes.includes(mode))) continue
    const key = modes.join()
    const group = groups.get(key) ?? { modes: modes.length, volumes: [] }
    group.volumes.push(volume)
    groups.set(key, group)
  }
  // Which of several groups with as many modes comes first is chance: here that of the first volume by name.
  for (const group of [...groups.values()].sort((a, b) => a.modes - b.modes)) {
    const found = findVolume(claim, group.volumes, { delayed })
    if (found) return found
  }
  return undefined
}
