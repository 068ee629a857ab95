/** Something that may make room for a pod that waits. */
export type ClusterEvent =
  | 'node-added'
  | 'node-changed'
  | 'pod-placed'
  | 'pod-changed'
  | 'pod-gone'
  | 'volume'
  | 'claim'
  | 'storage-class'
  | 'csi-node'
  | 'csi-driver'
  | 'csi-capacity'
  | 'volume-attachment'
  | 'resource-claim'
  | 'pod-ungated'

const NODES: readonly ClusterEvent[] = ['node-added', 'node-changed']
const STORAGE: readonly ClusterEvent[] = ['claim', 'volume', 'storage-class']

/** Truth: EventsToRegister of the plugins */
const HELPFUL: Readonly<Record<string, readonly ClusterEvent[]>> = {
  SchedulingGates: ['pod-ungated'],
  NodeUnschedulable: NODES,
  NodeName: NODES,
  TaintToleration: NODES,
  NodeAffinity: NODES,
  NodePorts: [...NODES, 'pod-gone'],
  NodeResourcesFit: [...NODES, 'pod-gone', 'pod-changed'],
  VolumeRestrictions: [...NODES, 'pod-gone', 'claim'],
  NodeVolumeLimits: ['csi-node', 'node-added', 'pod-gone', 'claim', 'volume-attachment'],
  EBSLimits: ['node-added', 'pod-gone', 'claim'],
  GCEPDLimits: ['node-added', 'pod-gone', 'claim'],
  AzureDiskLimits: ['node-added', 'pod-gone', 'claim'],
  VolumeBinding: [...NODES, ...STORAGE, 'csi-node', 'csi-driver', 'csi-capacity'],
  VolumeZone: [...NODES, ...STORAGE],
  PodTopologySpread: [...NODES, 'pod-placed', 'pod-changed', 'pod-gone'],
  InterPodAffinity: [...NODES, 'pod-placed', 'pod-changed', 'pod-gone'],
  DynamicResources: [...NODES, 'resource-claim', 'pod-gone'],
}

/** Whether the event may change the mind of one of the plugins. Of a pod that nobody rejected, any event may. */
export function canHelp(event: ClusterEvent, rejectedBy: readonly string[]): boolean {
  if (rejectedBy.length === 0) return true
  return rejectedBy.some(plugin => !Object.hasOwn(HELPFUL, plugin) || HELPFUL[plugin]!.includes(event))
}
