import type { JsonObject } from '../resource/json.ts'
import type { LabelSelector, Labels } from '../resource/labels.ts'
import type { NodeSelector, NodeSelectorTerm } from '../resource/node-selector.ts'
import type { KubeObject, ObjectMeta } from '../resource/object.ts'
import type { ResourceList } from '../resource/pod-requests.ts'
import type { Taint, Toleration } from '../resource/taints.ts'

/** The fields of Kubernetes objects that the scheduler reads; everything else in them is left alone. */

interface Resources {
  requests?: ResourceList
  limits?: ResourceList
}

export interface ContainerPort {
  containerPort?: number
  hostPort?: number
  hostIP?: string
  protocol?: string
}

export interface Container {
  name?: string
  image?: string
  restartPolicy?: string
  resources?: Resources
  ports?: ContainerPort[]
}

export interface PodAffinityTerm {
  labelSelector?: LabelSelector | null
  namespaces?: string[]
  namespaceSelector?: LabelSelector | null
  topologyKey: string
  matchLabelKeys?: string[]
  mismatchLabelKeys?: string[]
}

export interface WeightedPodAffinityTerm {
  weight?: number
  podAffinityTerm?: PodAffinityTerm
}

interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[]
  preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[]
}

export interface PreferredSchedulingTerm {
  weight?: number
  preference?: NodeSelectorTerm
}

export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector
    preferredDuringSchedulingIgnoredDuringExecution?: PreferredSchedulingTerm[]
  }
  podAffinity?: PodAffinity
  podAntiAffinity?: PodAffinity
}

export interface TopologySpreadConstraint {
  maxSkew: number
  topologyKey: string
  whenUnsatisfiable: string
  labelSelector?: LabelSelector | null
  minDomains?: number
  nodeAffinityPolicy?: string
  nodeTaintsPolicy?: string
  matchLabelKeys?: string[]
}

export interface Disk {
  readOnly?: boolean
  pdName?: string
  volumeID?: string
  diskName?: string
  iqn?: string
  monitors?: string[]
  pool?: string
  image?: string
}

export interface VolumeSource {
  gcePersistentDisk?: Disk
  awsElasticBlockStore?: Disk
  azureDisk?: Disk
  cinder?: Disk
  iscsi?: Disk
  rbd?: Disk
}

export interface Volume extends VolumeSource {
  name?: string
  persistentVolumeClaim?: { claimName?: string; readOnly?: boolean }
  ephemeral?: JsonObject
}

export interface PodSpec {
  nodeName?: string
  schedulerName?: string
  priority?: number
  preemptionPolicy?: string
  hostNetwork?: boolean
  containers?: Container[]
  initContainers?: Container[]
  overhead?: ResourceList
  resources?: Resources
  nodeSelector?: Labels
  affinity?: Affinity
  tolerations?: Toleration[]
  topologySpreadConstraints?: TopologySpreadConstraint[]
  volumes?: Volume[]
  schedulingGates?: { name: string }[]
  resourceClaims?: { name: string; resourceClaimName?: string; resourceClaimTemplateName?: string }[]
}

export interface Pod extends KubeObject {
  spec: PodSpec
  status?: {
    phase?: string
    startTime?: string
    nominatedNodeName?: string
    conditions?: { type: string; status: string; reason?: string }[]
    resourceClaimStatuses?: { name: string; resourceClaimName?: string }[]
  }
}

export interface Node extends KubeObject {
  spec?: { taints?: Taint[]; unschedulable?: boolean }
  status?: { allocatable?: ResourceList; images?: { names?: string[]; sizeBytes?: number | bigint }[] }
}

export interface PersistentVolume extends KubeObject {
  spec: VolumeSource & {
    capacity?: ResourceList
    accessModes?: string[]
    storageClassName?: string
    volumeMode?: string
    volumeAttributesClassName?: string
    claimRef?: { namespace?: string; name?: string; uid?: string }
    nodeAffinity?: { required?: NodeSelector }
    csi?: { driver?: string; volumeHandle?: string }
    local?: JsonObject
  }
  status?: { phase?: string }
}

export interface PersistentVolumeClaim extends KubeObject {
  spec: {
    accessModes?: string[]
    resources?: Resources
    storageClassName?: string
    volumeMode?: string
    volumeName?: string
    volumeAttributesClassName?: string
    selector?: LabelSelector
  }
  status?: { phase?: string }
}

export interface StorageClass extends KubeObject {
  provisioner?: string
  volumeBindingMode?: string
  allowedTopologies?: { matchLabelExpressions?: { key: string; values?: string[] }[] }[]
}

export interface CSINode extends KubeObject {
  spec?: { drivers?: { name: string; allocatable?: { count?: number } }[] }
}

export interface CSIDriver extends KubeObject {
  spec?: { storageCapacity?: boolean }
}

export interface CSIStorageCapacity extends KubeObject {
  storageClassName?: string
  capacity?: string | number
  maximumVolumeSize?: string | number
  nodeTopology?: LabelSelector | null
}

export interface VolumeAttachment extends KubeObject {
  spec?: { attacher?: string; nodeName?: string; source?: { persistentVolumeName?: string } }
}

export interface PodDisruptionBudget extends KubeObject {
  spec?: { selector?: LabelSelector }
  status?: { disruptionsAllowed?: number; disruptedPods?: Record<string, string> }
}

/** A Service or ReplicationController (a plain map), a ReplicaSet or StatefulSet (a label selector). */
export interface SelectingObject extends KubeObject {
  spec?: { selector?: Labels | LabelSelector }
}

export interface ResourceClaim extends KubeObject {
  status?: { allocation?: { nodeSelector?: NodeSelector } }
}

export const keyOf = (metadata: ObjectMeta): string => `${metadata.namespace ?? 'default'}/${metadata.name ?? ''}`
