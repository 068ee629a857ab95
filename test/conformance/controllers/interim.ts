import { applyDefaults } from '../../../src/apiserver/defaults/defaults.ts'
import {
  adoptTemplateLabels,
  generateSelector,
  type Job,
} from '../../../src/apiserver/validation/batch/job-selector.ts'
import { type Answer, groupKindOf } from '../../../src/controllers/controller.ts'
import { clone, equal, type JsonObject } from '../../../src/resource/json.ts'
import type { Pod, PodSpec, PodTemplate } from '../../../src/resource/kinds.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { behaves } from '../../../src/schema/gates.ts'

const RELEASE = { minor: 36, gates: { enabled: (gate: string) => behaves(36, gate) } } as const

/** The defaults that the recorded worlds rely on. */
export function prepare(object: KubeObject, before: KubeObject | undefined): KubeObject | Answer {
  const copy = clone(object) as KubeObject & { spec?: JsonObject & { template?: PodTemplate }; status?: JsonObject }
  const spec = (copy.spec ??= {})
  const set = (values: JsonObject) => {
    for (const key in values) if (spec[key] === undefined || spec[key] === null) spec[key] = values[key]
  }
  if (!before && groupKindOf(copy) !== 'Node') delete copy.status
  if (spec.template) defaultPodTemplate(spec.template)
  const selectorOf = (of: KubeObject | undefined) => (of as { spec?: JsonObject } | undefined)?.spec?.['selector']
  if (before && /^apps\//.test(groupKindOf(copy)) && !equal(selectorOf(before), selectorOf(copy))) {
    return { code: 422, status: { reason: 'Invalid', message: 'spec.selector: field is immutable' } }
  }
  switch (groupKindOf(copy)) {
    case 'Pod':
      defaultPodSpec((copy as KubeObject as Pod).spec)
      copy.status ??= { phase: 'Pending' }
      break
    case 'apps/Deployment': {
      set({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} })
      const strategy = spec['strategy'] as JsonObject
      strategy['type'] ??= 'RollingUpdate'
      if (strategy['type'] === 'RollingUpdate') {
        const rolling = (strategy['rollingUpdate'] ??= {}) as JsonObject
        rolling['maxSurge'] ??= '25%'
        rolling['maxUnavailable'] ??= '25%'
      }
      break
    }
    case 'apps/ReplicaSet':
      set({ replicas: 1 })
      break
    case 'ReplicationController':
      set({ replicas: 1, selector: { ...spec.template?.metadata?.labels } })
      copy.metadata.labels ??= { ...spec.template?.metadata?.labels }
      break
    case 'apps/StatefulSet': {
      set({
        replicas: 1,
        revisionHistoryLimit: 10,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: {},
        persistentVolumeClaimRetentionPolicy: {},
      })
      const retention = spec['persistentVolumeClaimRetentionPolicy'] as JsonObject
      retention['whenDeleted'] ??= 'Retain'
      retention['whenScaled'] ??= 'Retain'
      const strategy = spec['updateStrategy'] as JsonObject
      strategy['type'] ??= 'RollingUpdate'
      if (strategy['type'] === 'RollingUpdate') {
        const rolling = (strategy['rollingUpdate'] ??= {}) as JsonObject
        rolling['partition'] ??= 0
      }
      break
    }
    case 'apps/DaemonSet': {
      set({ revisionHistoryLimit: 10, updateStrategy: {} })
      const strategy = spec['updateStrategy'] as JsonObject
      strategy['type'] ??= 'RollingUpdate'
      if (strategy['type'] === 'RollingUpdate') {
        const rolling = (strategy['rollingUpdate'] ??= {}) as JsonObject
        rolling['maxUnavailable'] ??= 1
        rolling['maxSurge'] ??= 0
      }
      noteTemplateGeneration(copy, before)
      break
    }
    case 'autoscaling/HorizontalPodAutoscaler':
      applyDefaults(copy, RELEASE)
      copy.status ??= { desiredReplicas: 0, currentMetrics: null }
      break
    case 'batch/CronJob':
      applyDefaults(copy, RELEASE)
      copy.status ??= {}
      break
    case 'batch/Job':
      applyDefaults(copy, RELEASE)
      copy.status ??= {}
      if (!before) {
        generateSelector(copy as KubeObject as Job, { minor: 36 })
        adoptTemplateLabels(copy as KubeObject as Job)
      }
      break
    case 'PersistentVolumeClaim':
      if (!before) copy.metadata.finalizers = [...(copy.metadata.finalizers ?? []), 'kubernetes.io/pvc-protection']
      copy.status ??= { phase: 'Pending' }
      break
  }
  if (Object.keys(spec).length === 0) delete copy.spec
  return copy
}

const GENERATION = 'deprecated.daemonset.template.generation'

function noteTemplateGeneration(set: KubeObject, before: KubeObject | undefined): void {
  const old = Number(before?.metadata.annotations?.[GENERATION] ?? 0)
  const templateOf = (object: KubeObject | undefined) =>
    JSON.stringify((object as { spec?: { template?: unknown } } | undefined)?.spec?.template)
  const generation = templateOf(set) === templateOf(before) ? old : old + 1
  set.metadata.annotations = { ...set.metadata.annotations, [GENERATION]: `${generation}` }
}

function defaultPodTemplate(template: PodTemplate): void {
  template.metadata ??= {}
  defaultPodSpec(template.spec)
}

function defaultPodSpec(spec: PodSpec): void {
  spec.restartPolicy ??= 'Always'
  spec.terminationGracePeriodSeconds ??= 30
  spec['dnsPolicy'] ??= 'ClusterFirst'
  spec['securityContext'] ??= {}
  spec['schedulerName'] ??= 'default-scheduler'
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    container['imagePullPolicy'] ??= /:(?!latest$)[^/]+$/.test(container.image ?? '') ? 'IfNotPresent' : 'Always'
    container.resources ??= {}
    container['terminationMessagePath'] ??= '/dev/termination-log'
    container['terminationMessagePolicy'] ??= 'File'
    for (const port of container.ports ?? []) port.protocol ??= 'TCP'
  }
}
