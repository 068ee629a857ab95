import type {
  DaemonSet,
  Deployment,
  DeploymentStrategy,
  ReplicaSet,
  StatefulSet,
} from '../../../schemas/types/apps/v1.generated.ts'
import type { PodTemplateSpec } from '../../../schemas/types/core/v1.generated.ts'
import type { LabelSelector } from '../../resource/labels.ts'
import type { KubeObject, ObjectMeta } from '../../resource/object.ts'
import { setClaimDefaults } from './core.ts'
import type { Defaults } from './defaults.ts'
import { setPodTemplateDefaults } from './pod.ts'

type Release = Parameters<Defaults>[1]

const FOREVER = 2147483647

/** In the first versions the labels of the template served as selector and labels. */
function adoptLabels(object: {
  metadata?: ObjectMeta
  spec?: { selector?: LabelSelector; template?: PodTemplateSpec }
}): void {
  const labels = object.spec?.template?.metadata?.labels
  if (!labels) return
  object.spec!.selector ??= { matchLabels: { ...labels } }
  const metadata = (object.metadata ??= {})
  if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels }
}

interface DeploymentHabits {
  band: number | string
  history: number
  deadline: number
}

function setStrategyDefaults(strategy: DeploymentStrategy, { band }: DeploymentHabits, always: boolean): void {
  strategy.type ||= 'RollingUpdate'
  if (strategy.type !== 'RollingUpdate' && !(always && strategy.rollingUpdate)) return
  const rolling = (strategy.rollingUpdate ??= {})
  rolling.maxUnavailable ??= band
  rolling.maxSurge ??= band
}

function setDeploymentDefaults({ spec = {} }: Deployment, habits: DeploymentHabits, always = false): void {
  spec.replicas ??= 1
  setStrategyDefaults((spec.strategy ??= {}), habits, always)
  spec.revisionHistoryLimit ??= habits.history
  spec.progressDeadlineSeconds ??= habits.deadline
}

/** Truth: pkg/apis/apps/v1/defaults.go, v1beta1, v1beta2, extensions/v1beta1 */
const V1: DeploymentHabits = { band: '25%', history: 10, deadline: 600 }
const V1BETA1: DeploymentHabits = { ...V1, history: 2 }
const EXTENSIONS: DeploymentHabits = { band: 1, history: FOREVER, deadline: FOREVER }

function setDaemonSetDefaults({ spec = {} }: DaemonSet, type: string, { gates }: Release): void {
  const strategy = (spec.updateStrategy ??= {})
  strategy.type ||= type
  if (strategy.type === 'RollingUpdate') {
    const rolling = (strategy.rollingUpdate ??= {})
    rolling.maxUnavailable ??= 1
    if (gates.enabled('DaemonSetUpdateSurge')) rolling.maxSurge ??= 0
  } else if (strategy.rollingUpdate) {
    // Internally neither may be absent.
    strategy.rollingUpdate.maxUnavailable ??= 0
    if (gates.enabled('DaemonSetUpdateSurge')) strategy.rollingUpdate.maxSurge ??= 0
  }
  spec.revisionHistoryLimit ??= 10
}

function setStatefulSetDefaults({ spec = {} }: StatefulSet, type: string, { gates }: Release): void {
  spec.podManagementPolicy ||= 'OrderedReady'
  const strategy = (spec.updateStrategy ??= {})
  if (!strategy.type) {
    strategy.type = type
    if (type === 'RollingUpdate') strategy.rollingUpdate ??= {}
  }
  const rolling = strategy.type === 'RollingUpdate' ? strategy.rollingUpdate : undefined
  if (rolling) {
    rolling.partition ??= 0
    if (gates.enabled('MaxUnavailableStatefulSet')) rolling.maxUnavailable ??= 1
  }
  if (gates.enabled('StatefulSetAutoDeletePVC')) {
    const retention = (spec.persistentVolumeClaimRetentionPolicy ??= {})
    retention.whenDeleted ||= 'Retain'
    retention.whenScaled ||= 'Retain'
  }
  spec.replicas ??= 1
  spec.revisionHistoryLimit ??= 10
  for (const claim of spec.volumeClaimTemplates ?? []) {
    setClaimDefaults(claim)
    claim.apiVersion = 'v1'
    claim.kind = 'PersistentVolumeClaim'
  }
}

const setReplicaSetDefaults = ({ spec = {} }: ReplicaSet): void => {
  spec.replicas ??= 1
}

/** Defaults of a workload, and of the pods it makes. */
const workload =
  <T extends { spec?: { template?: PodTemplateSpec } }>(
    own: (object: KubeObject & T, release: Release) => void,
  ): Defaults =>
  (object, release) => {
    const typed = object as KubeObject & T
    own(typed, release)
    if (typed.spec?.template) setPodTemplateDefaults(typed.spec.template, release)
  }

const adopting =
  <T extends Deployment | DaemonSet | ReplicaSet | StatefulSet>(
    own: (object: KubeObject & T, release: Release) => void,
  ) =>
  (object: KubeObject & T, release: Release): void => {
    adoptLabels(object)
    own(object, release)
  }

const daemonSet =
  (type: string) =>
  (object: DaemonSet, release: Release): void =>
    setDaemonSetDefaults(object, type, release)
const statefulSet =
  (type: string) =>
  (object: StatefulSet, release: Release): void =>
    setStatefulSetDefaults(object, type, release)
const deployment =
  (habits: DeploymentHabits, always = false) =>
  (object: Deployment): void =>
    setDeploymentDefaults(object, habits, always)

export const appsDefaults: Record<string, Defaults> = {
  'apps/v1/Deployment': workload(deployment(V1)),
  'apps/v1/DaemonSet': workload(daemonSet('RollingUpdate')),
  'apps/v1/StatefulSet': workload(statefulSet('RollingUpdate')),
  'apps/v1/ReplicaSet': workload(setReplicaSetDefaults),
  'apps/v1beta2/Deployment': workload(deployment(V1)),
  'apps/v1beta2/DaemonSet': workload(daemonSet('RollingUpdate')),
  'apps/v1beta2/StatefulSet': workload(statefulSet('RollingUpdate')),
  'apps/v1beta2/ReplicaSet': workload(setReplicaSetDefaults),
  'apps/v1beta1/Deployment': workload(adopting(deployment(V1BETA1))),
  'apps/v1beta1/StatefulSet': workload(adopting(statefulSet('OnDelete'))),
  'extensions/v1beta1/Deployment': workload(adopting(deployment(EXTENSIONS, true))),
  'extensions/v1beta1/DaemonSet': workload(adopting(daemonSet('OnDelete'))),
  'extensions/v1beta1/ReplicaSet': workload(adopting(setReplicaSetDefaults)),
}
