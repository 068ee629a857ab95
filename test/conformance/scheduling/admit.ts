import { clone } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { containerRequests, isPodLevelResource, type ResourceList } from '../../../src/resource/pod-requests.ts'
import { type Toleration, tolerates } from '../../../src/resource/taints.ts'
import type { Minor } from '../../../src/resource/version.ts'
import type { Pod, PodAffinityTerm, PodSpec } from '../../../src/scheduler/objects.ts'

/** As much of defaulting and admission as changes where a pod goes: a submitted pod becomes the one the scheduler sees. */
export function admit(
  submitted: Pod & { spec: { priorityClassName?: string; runtimeClassName?: string } },
  world: readonly KubeObject[],
  minor: Minor,
): Pod {
  const pod = clone(submitted)
  const { spec } = pod
  defaultRequests(spec, minor)
  defaultHostPorts(spec)
  applyRuntimeClass(spec, world)
  applyPriority(spec, world)
  tolerateShortOutages(spec)
  if (minor >= 31) mergeLabelKeys(pod)
  return pod
}

/** A container that limits a resource requests as much, unless it says otherwise. Truth: pkg/apis/core/v1/defaults.go SetDefaults_Pod */
function defaultRequests(spec: PodSpec, minor: Minor): void {
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    const { resources } = container
    if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests }
  }
  const { resources } = spec
  if (!resources?.limits || minor < 34) return
  const requests: Record<string, ResourceList[string]> = { ...resources.requests }
  for (const [name, amount] of containerRequests(spec, { sidecars: true, podLevel: false }))
    if (isPodLevelResource(name)) requests[name] ??= name === 'cpu' ? `${amount}m` : amount
  for (const [name, value] of Object.entries(resources.limits)) if (isPodLevelResource(name)) requests[name] ??= value
  resources.requests = requests
}

function defaultHostPorts({ hostNetwork, containers = [], initContainers = [] }: PodSpec): void {
  if (!hostNetwork) return
  for (const container of [...containers, ...initContainers])
    for (const port of container.ports ?? [])
      if (!port.hostPort && port.containerPort) port.hostPort = port.containerPort
}

interface RuntimeClass extends KubeObject {
  overhead?: { podFixed?: ResourceList }
  scheduling?: { nodeSelector?: Record<string, string>; tolerations?: Toleration[] }
}

function applyRuntimeClass(spec: PodSpec & { runtimeClassName?: string }, world: readonly KubeObject[]): void {
  if (!spec.runtimeClassName) return
  const found = world.find(({ kind, metadata }) => kind === 'RuntimeClass' && metadata.name === spec.runtimeClassName)
  const runtimeClass = found as RuntimeClass | undefined
  if (runtimeClass?.overhead?.podFixed) spec.overhead = runtimeClass.overhead.podFixed
  const { nodeSelector, tolerations = [] } = runtimeClass?.scheduling ?? {}
  if (nodeSelector) spec.nodeSelector = { ...spec.nodeSelector, ...nodeSelector }
  if (tolerations.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...tolerations]
}

interface PriorityClass extends KubeObject {
  value?: number
  globalDefault?: boolean
  preemptionPolicy?: string
}

const BUILT_IN: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

function applyPriority(spec: PodSpec & { priorityClassName?: string }, world: readonly KubeObject[]): void {
  const classes = world.filter(({ kind }) => kind === 'PriorityClass') as PriorityClass[]
  const name = spec.priorityClassName
  const chosen = name
    ? classes.find(({ metadata }) => metadata.name === name)
    : classes.filter(({ globalDefault }) => globalDefault).sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0]
  spec.priority = chosen?.value ?? BUILT_IN[name ?? ''] ?? 0
  if (chosen?.preemptionPolicy) spec.preemptionPolicy ??= chosen.preemptionPolicy
}

function tolerateShortOutages(spec: PodSpec): void {
  const tolerations = [...(spec.tolerations ?? [])]
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const taint = { key, effect: 'NoExecute' }
    const known = tolerations.some(
      ({ key: own, effect }) => (own === key || !own) && (!effect || effect === 'NoExecute'),
    )
    if (!known && !tolerations.some(toleration => toleration.key === key && tolerates(toleration, taint)))
      tolerations.push({ ...taint, operator: 'Exists', tolerationSeconds: 300 })
  }
  spec.tolerations = tolerations
}

/** matchLabelKeys and mismatchLabelKeys become part of the selector. Truth: pkg/registry/core/pod/strategy.go applyMatchLabelKeysAndMismatchLabelKeys */
function mergeLabelKeys({ spec: { affinity }, metadata: { labels = {} } }: Pod): void {
  for (const side of [affinity?.podAffinity, affinity?.podAntiAffinity]) {
    for (const term of side?.requiredDuringSchedulingIgnoredDuringExecution ?? []) merge(term, labels)
    for (const { podAffinityTerm } of side?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
      if (podAffinityTerm) merge(podAffinityTerm, labels)
  }
}

function merge(term: PodAffinityTerm, labels: Record<string, string>): void {
  if (!term.labelSelector) return
  const requirement = (operator: string) => (key: string) =>
    Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key]!] }] : []
  term.labelSelector.matchExpressions = [
    ...(term.labelSelector.matchExpressions ?? []),
    ...(term.matchLabelKeys ?? []).flatMap(requirement('In')),
    ...(term.mismatchLabelKeys ?? []).flatMap(requirement('NotIn')),
  ]
}
