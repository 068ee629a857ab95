import type { IntOrString } from './int-or-string.ts'
import type { JsonObject } from './json.ts'
import type { LabelSelector, Labels } from './labels.ts'
import type { NodeSelectorTerm } from './node-selector.ts'
import type { KubeObject, ObjectMeta, ObjectRef } from './object.ts'
import type { Taint, Toleration } from './taints.ts'

/**
 * What controllers read of the kinds they work on: the fields they look at, as they are after the
 * API server's defaulting. Everything else of an object travels along untouched.
 */

/** `Pod`, `apps/Deployment`: a kind without its version, which controllers never care about. */
export type GroupKind = keyof Kinds | (string & {})

export interface Kinds {
  Pod: Pod
  Node: Node
  Namespace: Namespace
  PersistentVolumeClaim: PersistentVolumeClaim
  ReplicationController: ReplicationController
  'apps/Deployment': Deployment
  'apps/ReplicaSet': ReplicaSet
  'apps/StatefulSet': StatefulSet
  'apps/DaemonSet': DaemonSet
  'apps/ControllerRevision': ControllerRevision
  'policy/PodDisruptionBudget': PodDisruptionBudget
  'batch/Job': Job
  'batch/CronJob': CronJob
}

export type ObjectOf<K extends GroupKind> = K extends keyof Kinds ? Kinds[K] : KubeObject

export interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
  observedGeneration?: number
  lastTransitionTime?: string
  lastUpdateTime?: string
  lastProbeTime?: string | null
}

export interface PodTemplate {
  metadata?: ObjectMeta
  spec: PodSpec
}

export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] }
    preferredDuringSchedulingIgnoredDuringExecution?: JsonObject[]
  }
  podAffinity?: JsonObject
  podAntiAffinity?: JsonObject
}

export interface Container {
  name: string
  image?: string
  ports?: { name?: string; containerPort: number; hostPort?: number; protocol?: string }[]
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
  [field: string]: unknown
}

export interface Volume {
  name: string
  persistentVolumeClaim?: { claimName: string }
  [source: string]: unknown
}

export interface PodSpec {
  nodeName?: string
  hostname?: string
  subdomain?: string
  hostNetwork?: boolean
  restartPolicy?: string
  terminationGracePeriodSeconds?: number
  nodeSelector?: Labels
  affinity?: Affinity
  tolerations?: Toleration[]
  containers: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  [field: string]: unknown
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string }
  running?: { startedAt?: string }
  terminated?: { exitCode: number; reason?: string; startedAt?: string; finishedAt?: string }
}

export interface ContainerStatus {
  name: string
  ready: boolean
  restartCount: number
  image?: string
  imageID?: string
  started?: boolean
  state?: ContainerState
  lastState?: ContainerState
}

export interface PodStatus {
  nominatedNodeName?: string
  phase?: string
  reason?: string
  message?: string
  conditions?: Condition[]
  containerStatuses?: ContainerStatus[]
  initContainerStatuses?: ContainerStatus[]
  podIP?: string
  podIPs?: { ip: string }[]
  hostIP?: string
  hostIPs?: { ip: string }[]
  startTime?: string
  qosClass?: string
  observedGeneration?: number
}

export interface Pod extends KubeObject {
  spec: PodSpec
  status?: PodStatus
}

export interface Node extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: Taint[]; podCIDR?: string }
  status?: { allocatable?: Record<string, string>; capacity?: Record<string, string>; conditions?: Condition[] }
}

export interface Namespace extends KubeObject {
  spec?: { finalizers?: string[] }
  status?: { phase?: string; conditions?: Condition[] }
}

export interface PersistentVolumeClaim extends KubeObject {
  spec?: JsonObject
  status?: { phase?: string; [field: string]: unknown }
}

export interface ReplicaStatus {
  replicas?: number
  fullyLabeledReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  terminatingReplicas?: number
  observedGeneration?: number
  conditions?: Condition[]
}

export interface ReplicaSet extends KubeObject {
  spec: { replicas?: number; minReadySeconds?: number; selector: LabelSelector; template: PodTemplate }
  status?: ReplicaStatus
}

export interface ReplicationController extends KubeObject {
  spec: { replicas?: number; minReadySeconds?: number; selector?: Labels; template?: PodTemplate }
  status?: ReplicaStatus
}

export interface DeploymentStatus {
  observedGeneration?: number
  replicas?: number
  updatedReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  unavailableReplicas?: number
  terminatingReplicas?: number
  collisionCount?: number
  conditions?: Condition[]
}

export interface Deployment extends KubeObject {
  spec: {
    replicas?: number
    selector: LabelSelector
    template: PodTemplate
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: IntOrString; maxUnavailable?: IntOrString } }
    minReadySeconds?: number
    revisionHistoryLimit?: number
    paused?: boolean
    progressDeadlineSeconds?: number
  }
  status?: DeploymentStatus
}

export interface StatefulSetStatus {
  observedGeneration?: number
  replicas?: number
  readyReplicas?: number
  currentReplicas?: number
  updatedReplicas?: number
  availableReplicas?: number
  currentRevision?: string
  updateRevision?: string
  collisionCount?: number
  conditions?: Condition[]
}

export interface StatefulSet extends KubeObject {
  spec: {
    replicas?: number
    selector: LabelSelector
    template: PodTemplate
    serviceName?: string
    volumeClaimTemplates?: (PersistentVolumeClaim & { metadata: { name: string } })[]
    podManagementPolicy?: string
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number; maxUnavailable?: IntOrString } }
    revisionHistoryLimit?: number
    minReadySeconds?: number
    persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string; whenScaled?: string }
    ordinals?: { start?: number }
  }
  status?: StatefulSetStatus
}

export interface DaemonSetStatus {
  currentNumberScheduled?: number
  numberMisscheduled?: number
  desiredNumberScheduled?: number
  numberReady?: number
  observedGeneration?: number
  updatedNumberScheduled?: number
  numberAvailable?: number
  numberUnavailable?: number
  collisionCount?: number
  conditions?: Condition[]
}

export interface DaemonSet extends KubeObject {
  spec: {
    selector: LabelSelector
    template: PodTemplate
    updateStrategy?: { type?: string; rollingUpdate?: { maxUnavailable?: IntOrString; maxSurge?: IntOrString } }
    minReadySeconds?: number
    revisionHistoryLimit?: number
  }
  status?: DaemonSetStatus
}

export interface ControllerRevision extends KubeObject {
  data?: JsonObject
  revision: number
}

export interface PodDisruptionBudgetStatus {
  observedGeneration?: number
  disruptedPods?: Record<string, string>
  disruptionsAllowed: number
  currentHealthy: number
  desiredHealthy: number
  expectedPods: number
  conditions?: Condition[]
}

export interface PodDisruptionBudget extends KubeObject {
  spec: {
    minAvailable?: IntOrString
    maxUnavailable?: IntOrString
    selector?: LabelSelector
    unhealthyPodEvictionPolicy?: string
  }
  status?: PodDisruptionBudgetStatus
}

export interface FailurePolicyRule {
  action: string
  onExitCodes?: { containerName?: string | null; operator: string; values?: number[] }
  onPodConditions?: { type: string; status?: string }[]
}

export interface JobSpec {
  parallelism?: number
  completions?: number
  completionMode?: string
  activeDeadlineSeconds?: number
  backoffLimit?: number
  backoffLimitPerIndex?: number
  maxFailedIndexes?: number
  podFailurePolicy?: { rules?: FailurePolicyRule[] }
  successPolicy?: { rules?: { succeededIndexes?: string; succeededCount?: number }[] }
  podReplacementPolicy?: string
  managedBy?: string
  suspend?: boolean
  ttlSecondsAfterFinished?: number
  selector?: LabelSelector
  template: PodTemplate
}

export interface JobStatus {
  active?: number
  ready?: number
  terminating?: number
  succeeded?: number
  failed?: number
  startTime?: string
  completionTime?: string
  completedIndexes?: string
  failedIndexes?: string
  uncountedTerminatedPods?: { succeeded?: string[]; failed?: string[] }
  conditions?: Condition[]
}

export interface Job extends KubeObject {
  spec: JobSpec
  status?: JobStatus
}

export interface CronJob extends KubeObject {
  spec: {
    schedule: string
    timeZone?: string
    startingDeadlineSeconds?: number
    concurrencyPolicy?: string
    suspend?: boolean
    successfulJobsHistoryLimit?: number
    failedJobsHistoryLimit?: number
    jobTemplate: { metadata?: ObjectMeta; spec: JobSpec }
  }
  status?: {
    active?: Partial<ObjectRef & { uid: string; resourceVersion: string }>[]
    lastScheduleTime?: string
    lastSuccessfulTime?: string
  }
}
