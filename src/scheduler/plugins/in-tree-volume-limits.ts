import type { Cluster } from '../cluster.ts'
import { type FilterPlugin, perNode } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { VolumeSource } from '../objects.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Status, unschedulable } from '../status.ts'
import { classOf, type Storage } from '../storage.ts'
import { isMigrated } from './node-volume-limits.ts'

interface InTreeVolumes {
  readonly name: string
  readonly plugin: string
  /** The allocatable resource with which a node says how many it takes. */
  readonly limit: string
  idOf(source: VolumeSource): string | undefined
  most(node: NodeInfo): number
}

const NITRO = /^[cmr]5.*|t3|z1d/

const INSTANCE_TYPES = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type']

const instanceType = ({ labels }: NodeInfo): string => labels[INSTANCE_TYPES.find(key => key in labels) ?? ''] ?? ''

/**
 * The limits of volume types that were built in. They were dropped in 1.32, long after the types had moved to CSI.
 *
 * Truth: plugins/nodevolumelimits/non_csi.go
 */
export const inTreeVolumeLimits: readonly FilterPlugin[] = [
  {
    name: 'EBSLimits',
    plugin: 'kubernetes.io/aws-ebs',
    limit: 'attachable-volumes-aws-ebs',
    idOf: ({ awsElasticBlockStore }: VolumeSource) => awsElasticBlockStore?.volumeID,
    most: (node: NodeInfo) => (NITRO.test(instanceType(node)) ? 25 : 39),
  },
  {
    name: 'GCEPDLimits',
    plugin: 'kubernetes.io/gce-pd',
    limit: 'attachable-volumes-gce-pd',
    idOf: ({ gcePersistentDisk }: VolumeSource) => gcePersistentDisk?.pdName,
    most: () => 16,
  },
  {
    name: 'AzureDiskLimits',
    plugin: 'kubernetes.io/azure-disk',
    limit: 'attachable-volumes-azure-disk',
    idOf: ({ azureDisk }: VolumeSource) => azureDisk?.diskName,
    most: () => 16,
  },
].map(type =>
  perNode(
    type.name,
    (pod, node, cluster) => exceeded(type, pod, node, cluster),
    ({ shape }) => shape.volumes.length > 0,
  ),
)

function exceeded(type: InTreeVolumes, pod: PodInfo, node: NodeInfo, { storage }: Cluster): Status | undefined {
  const wanted = volumesOf(type, pod, storage)
  if (wanted.size === 0 || isMigrated(type.plugin, node, storage)) return undefined
  const all = new Set<string>()
  for (const other of node.pods) for (const id of volumesOf(type, other, storage)) all.add(id)
  for (const id of wanted) all.add(id)
  const most = node.scalars.get(type.limit) ?? type.most(node)
  return all.size > most ? unschedulable(type.name, 'node(s) exceed max volume count') : undefined
}

/** Claims that are not bound yet count when their class is served by this volume type. */
function volumesOf(type: InTreeVolumes, { shape }: PodInfo, storage: Storage): Set<string> {
  const ids = new Set<string>()
  for (const volume of shape.volumes) {
    const id = type.idOf(volume)
    if (id !== undefined) ids.add(id)
  }
  for (const { key } of shape.claims) {
    const claim = storage.claims.get(key)
    if (!claim) continue
    const volume = storage.volumes.get(claim.spec.volumeName ?? '')
    const id = volume
      ? type.idOf(volume.spec)
      : storage.classes.get(classOf(claim))?.provisioner === type.plugin
        ? `unbound ${key}`
        : undefined
    if (id !== undefined) ids.add(id)
  }
  return ids
}
