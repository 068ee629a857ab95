import type { Cluster } from '../cluster.ts'
import type { FilterPlugin } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PersistentVolume } from '../objects.ts'
import { type Status, unresolvable } from '../status.ts'
import { classOf } from '../storage.ts'

const NAME = 'VolumeZone'
const NO_ZONE = unresolvable(NAME, 'node(s) had no available volume zone')

const STABLE: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
}
const ZONE_LABELS = [...Object.keys(STABLE), ...Object.values(STABLE)]

interface Demand {
  readonly label: string
  readonly values: readonly string[]
}

/**
 * A volume that carries zone or region labels can be used in those zones only. Nodes without such labels take all.
 *
 * Truth: plugins/volumezone/volume_zone.go
 */
export const volumeZone: FilterPlugin = {
  name: NAME,
  scope: 'node',
  preFilter({ shape }, cluster) {
    const demands: Demand[] = []
    for (const { key, name, ephemeral } of shape.claims) {
      if (ephemeral) continue
      const found = volumeOf(key, name, cluster)
      if (found === 'later') continue
      if ('reasons' in found) {
        if (cluster.release.minor >= 26) return { kind: 'rejected', status: found }
        continue // VolumeBinding rejects each node before this plugin had its say
      }
      demands.push(...demandsOf(found))
    }
    if (demands.length === 0) return undefined
    const translates = cluster.release.minor >= 27
    return { kind: 'check', state: { verdict: node => (isServed(node, demands, translates) ? undefined : NO_ZONE) } }
  },
}

/** The volume behind a claim; `later` when it is chosen together with the node. */
function volumeOf(key: string, name: string, { storage }: Cluster): PersistentVolume | Status | 'later' {
  const claim = storage.claims.get(key)
  if (!claim) return unresolvable(NAME, `persistentvolumeclaim "${name}" not found`)
  if (claim.spec.volumeName) {
    const volume = storage.volumes.get(claim.spec.volumeName)
    return volume ?? unresolvable(NAME, `persistentvolume "${claim.spec.volumeName}" not found`)
  }
  const className = classOf(claim)
  if (!className) return unresolvable(NAME, 'PersistentVolumeClaim had no pv name and storageClass name')
  const storageClass = storage.classes.get(className)
  if (!storageClass) return unresolvable(NAME, `storageclass.storage.k8s.io "${className}" not found`)
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer') return 'later'
  return unresolvable(NAME, 'PersistentVolume had no name')
}

/** `a__b` means zone a or zone b; a list with an empty item is no list and says nothing. */
function demandsOf({ metadata: { labels = {} } }: PersistentVolume): Demand[] {
  return ZONE_LABELS.filter(label => Object.hasOwn(labels, label))
    .map(label => ({ label, values: labels[label]!.split('__').map(value => value.trim()) }))
    .filter(({ values }) => !values.includes(''))
}

function isServed({ labels }: NodeInfo, demands: readonly Demand[], translates: boolean): boolean {
  if (!ZONE_LABELS.some(label => Object.hasOwn(labels, label))) return true
  return demands.every(({ label, values }) => {
    const value = labels[label] ?? (translates ? labels[STABLE[label] ?? ''] : undefined)
    return value !== undefined && values.includes(value)
  })
}
