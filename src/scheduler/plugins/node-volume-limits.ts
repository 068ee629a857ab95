import type { Cluster } from '../cluster.ts'
import { perNode } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '../objects.ts'
import type { PodInfo } from '../pod-info.ts'
import { type Status, unschedulable } from '../status.ts'
import { classOf, type Storage } from '../storage.ts'

const NAME = 'NodeVolumeLimits'
const EXCEEDED = unschedulable(NAME, 'node(s) exceed max volume count')
const NODE_LIMIT = 'attachable-volumes-csi-'

/** In-tree volumes are counted for the CSI driver that took over, where the node says that it did. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
}

/**
 * A node attaches only so many volumes of a CSI driver: the CSINode says how many. Volumes count once, however many
 * pods on the node use them.
 *
 * Truth: plugins/nodevolumelimits/csi.go
 */
export const nodeVolumeLimits = perNode(NAME, exceeded, ({ shape }) => shape.claims.length > 0)

function exceeded(pod: PodInfo, node: NodeInfo, { storage, release }: Cluster): Status | undefined {
  const wanted = volumesOf(pod, node, storage)
  if (wanted.size === 0) return undefined
  const limits = limitsOf(node, storage, release.minor < 32)
  if (limits.size === 0) return undefined
  const attached = new Map<string, string>()
  for (const other of node.pods)
    for (const [volume, driver] of volumesOf(other, node, storage)) attached.set(volume, driver)
  for (const [volume, driver] of attachments(node, storage)) attached.set(volume, driver)
  const counts = new Map<string, number>()
  for (const driver of attached.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1)
  const touched = new Set<string>()
  for (const [volume, driver] of wanted) {
    if (attached.has(volume)) continue
    touched.add(driver)
    counts.set(driver, (counts.get(driver) ?? 0) + 1)
  }
  for (const driver of touched) if ((counts.get(driver) ?? 0) > (limits.get(driver) ?? Infinity)) return EXCEEDED
  return undefined
}

/** Volume → driver, for the claims of a pod that a CSI driver serves. */
function volumesOf({ shape }: PodInfo, node: NodeInfo, storage: Storage): Map<string, string> {
  const volumes = new Map<string, string>()
  for (const { key } of shape.claims) {
    const claim = storage.claims.get(key)
    const found = claim && handleOf(claim, key, node, storage)
    if (found) volumes.set(`${found.driver}/${found.handle}`, found.driver)
  }
  return volumes
}

interface Handle {
  driver: string
  handle: string
}

function handleOf(claim: PersistentVolumeClaim, key: string, node: NodeInfo, storage: Storage): Handle | undefined {
  const volume = claim.spec.volumeName ? storage.volumes.get(claim.spec.volumeName) : undefined
  if (volume) return csiHandle(volume)
  const provisioner = storage.classes.get(classOf(claim))?.provisioner
  if (!provisioner) return undefined
  const successor = Object.hasOwn(SUCCESSORS, provisioner) ? SUCCESSORS[provisioner] : undefined
  if (successor === undefined) return { driver: provisioner, handle: `unbound ${key}` }
  return isMigrated(provisioner, node, storage) ? { driver: successor, handle: `unbound ${key}` } : undefined
}

function csiHandle({ spec: { csi } }: PersistentVolume): Handle | undefined {
  return csi?.driver && csi.volumeHandle ? { driver: csi.driver, handle: csi.volumeHandle } : undefined
}

export function isMigrated(plugin: string, node: NodeInfo, storage: Storage): boolean {
  const annotation = storage.csiNodes.get(node.name)?.metadata.annotations?.[
    'storage.alpha.kubernetes.io/migrated-plugins'
  ]
  return annotation?.split(',').includes(plugin) ?? false
}

/** What the CSINode allows; until 1.31 also what the node itself publishes. */
function limitsOf(node: NodeInfo, storage: Storage, fromNode: boolean): Map<string, number> {
  const limits = new Map<string, number>()
  if (fromNode) {
    for (const [name, amount] of node.scalars)
      if (name.startsWith(NODE_LIMIT)) limits.set(name.slice(NODE_LIMIT.length), amount)
  }
  for (const { name, allocatable } of storage.csiNodes.get(node.name)?.spec?.drivers ?? [])
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count)
  return limits
}

/** Volumes that are attached although no pod on the node uses them (any more). */
function* attachments(node: NodeInfo, storage: Storage): Generator<[volume: string, driver: string]> {
  for (const { spec } of storage.attachments.values()) {
    if (spec?.nodeName !== node.name) continue
    const volume = storage.volumes.get(spec.source?.persistentVolumeName ?? '')
    const found = volume && csiHandle(volume)
    if (found) yield [`${found.driver}/${found.handle}`, found.driver]
  }
}
