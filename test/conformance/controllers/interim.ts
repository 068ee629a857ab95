import { type Answer, type Controller, groupKindOf } from '../../../src/controllers/controller.ts'
import { clone, equal, type JsonObject } from '../../../src/resource/json.ts'
import type { Node, Pod, PodSpec, PodTemplate } from '../../../src/resource/kinds.ts'
import { matchesLabels, matchesRequirement } from '../../../src/resource/labels.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { milliValue, parseQuantity } from '../../../src/resource/quantity.ts'

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

/** Puts every pod on the first node that takes it, at once. */
export const schedulesAtOnce: Controller<'Pod'> = {
  name: 'scheduler',
  kind: 'Pod',
  watches: {
    Node: (_change, world) =>
      world
        .list('Pod')
        .filter(pod => !pod.spec.nodeName)
        .map(pod => ({ namespace: pod.metadata.namespace ?? '', name: pod.metadata.name ?? '' })),
  },
  *reconcile(pod, world) {
    if (pod.spec.nodeName || pod.metadata.deletionTimestamp) return
    if (pod.spec.volumes?.some(volume => volume.persistentVolumeClaim)) return
    for (const node of world.list('Node')) {
      if (!fits(pod, node)) continue
      yield {
        do: 'bind',
        ref: {
          apiVersion: 'v1',
          kind: 'Pod',
          namespace: pod.metadata.namespace ?? '',
          name: pod.metadata.name ?? '',
        },
        node: node.metadata.name ?? '',
      }
      return
    }
  },
}

function fits(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels
  if (!matchesLabels(pod.spec.nodeSelector, labels)) return false
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const matched = terms?.some(
    term =>
      (term.matchExpressions ?? []).every(expression => matchesRequirement(expression, labels)) &&
      (term.matchFields ?? []).every(field => field.values?.[0] === node.metadata.name),
  )
  if (terms && !matched) return false
  const taints = (node.spec?.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule')
  const untolerated = taints.some(
    taint =>
      !pod.spec.tolerations?.some(
        toleration =>
          (!toleration.effect || toleration.effect === taint.effect) &&
          (toleration.operator === 'Exists'
            ? !toleration.key || toleration.key === taint.key
            : toleration.key === taint.key && (toleration.value ?? '') === (taint.value ?? '')),
      ),
  )
  if (untolerated) return false
  const allocatable = node.status?.allocatable ?? {}
  return ['cpu', 'memory'].every(resource => {
    const asked = pod.spec.containers.reduce((sum, container) => {
      const text = container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource]
      const quantity = text === undefined ? undefined : parseQuantity(text)
      return sum + (quantity ? milliValue(quantity) : 0n)
    }, 0n)
    const has = parseQuantity(allocatable[resource] ?? '0')
    return asked === 0n || (has !== undefined && asked <= milliValue(has))
  })
}
