import { type Amounts, podRequests } from '../resource/pod-requests.ts'
import { type AffinityTerm, type NamespaceLabels, readTerm } from './affinity-term.ts'
import type { LabelSet } from './label-set.ts'
import { type Container, keyOf, type Pod, type PodAffinityTerm, type PodSpec } from './objects.ts'
import type { HeldTerm, HostPort, PodInfo, PodRelations, PodShape, Requests } from './pod-info.ts'
import type { Release } from './release.ts'

/** What a container counts with that asks for no cpu or no memory. Truth: pkg/scheduler/util/pod_resources.go */
const PADDING = { cpu: 100, memory: 200 * 1024 * 1024 }

/** Reads pods; parts that are alike are read once and shared. */
export class PodReader {
  readonly #release: Release
  readonly #namespaceLabels: NamespaceLabels
  readonly #shapes = new Map<string, PodShape>()
  readonly #relations = new Map<string, PodRelations>()
  readonly #labelSets = new Map<string, LabelSet>()

  constructor(release: Release, namespaceLabels: NamespaceLabels) {
    this.#release = release
    this.#namespaceLabels = namespaceLabels
  }

  read(pod: Pod): PodInfo {
    const { metadata, spec, status } = pod
    const namespace = metadata.namespace ?? 'default'
    const startTime = status?.startTime === undefined ? Number.NaN : Date.parse(status.startTime)
    return {
      pod,
      key: keyOf(metadata),
      name: metadata.name ?? '',
      namespace,
      priority: spec.priority ?? 0,
      terminating: metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null,
      startTime: Number.isNaN(startTime) ? undefined : startTime,
      labelSet: this.labelSet(namespace, metadata.labels ?? {}),
      shape: this.#shape(pod, namespace),
      relations: this.#relationsOf(spec, namespace),
    }
  }

  labelSet(namespace: string, labels: Readonly<Record<string, string>>): LabelSet {
    const key = `${namespace} ${text(labels)}`
    let set = this.#labelSets.get(key)
    if (!set) this.#labelSets.set(key, (set = { id: this.#labelSets.size, namespace, labels }))
    return set
  }

  /** A change of namespaces or their labels makes terms with a namespaceSelector mean something else. */
  forget(): void {
    this.#relations.clear()
  }

  #shape(pod: Pod, namespace: string): PodShape {
    const { spec, metadata } = pod
    const nodeAffinity = spec.affinity?.nodeAffinity
    const volumes = spec.volumes ?? []
    const ephemeral = volumes.some(volume => volume.ephemeral)
    const claims = volumes.some(volume => volume.persistentVolumeClaim) || ephemeral
    const controller = metadata.ownerReferences?.find(owner => owner.controller)
    const key = text([
      spec.containers,
      spec.initContainers,
      spec.overhead,
      spec.resources,
      spec.nodeName,
      spec.nodeSelector,
      nodeAffinity,
      spec.tolerations,
      volumes,
      claims ? namespace : '',
      ephemeral ? metadata.name : '',
      controller?.uid,
    ])
    let shape = this.#shapes.get(key)
    if (shape) return shape
    const sums = { sidecars: this.#release.sidecars, podLevel: this.#release.podLevelResources }
    const padded = podRequests(spec, { ...sums, missing: PADDING })
    shape = {
      id: this.#shapes.size,
      requests: readRequests(podRequests(spec, sums)),
      padded: cpuAndMemory(padded),
      scored: this.#release.scoresOverheadInUnits
        ? oddlyScored(spec, padded)
        : cpuAndMemory(podRequests(spec, { ...sums, podLevel: false, missing: PADDING })),
      ports: hostPorts(spec, this.#release.sidecarPorts),
      images: imagesOf(spec, this.#release.initImages),
      nodeName: spec.nodeName || undefined,
      nodeSelector: spec.nodeSelector ?? {},
      requiredNodes: nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution,
      preferredNodes: nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [],
      tolerations: spec.tolerations ?? [],
      volumes,
      claims: volumes.flatMap(volume => {
        const name = volume.ephemeral ? `${metadata.name}-${volume.name}` : volume.persistentVolumeClaim?.claimName
        return name === undefined
          ? []
          : [{ key: `${namespace}/${name}`, name, ephemeral: volume.ephemeral !== undefined }]
      }),
      controller: controller && { kind: controller.kind, uid: controller.uid },
    }
    this.#shapes.set(key, shape)
    return shape
  }

  #relationsOf({ affinity, topologySpreadConstraints: spread }: PodSpec, namespace: string): PodRelations {
    if (!affinity?.podAffinity && !affinity?.podAntiAffinity && !spread?.length) return NO_RELATIONS
    const key = text([namespace, affinity?.podAffinity, affinity?.podAntiAffinity, spread])
    let relations = this.#relations.get(key)
    if (relations) return relations
    const term = (from: PodAffinityTerm): AffinityTerm =>
      readTerm(from, namespace, this.#release.namespaceSelector, this.#namespaceLabels)
    const near = affinity?.podAffinity
    const far = affinity?.podAntiAffinity
    const attracts = (near?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(term)
    const repels = (far?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(term)
    const prefers: HeldTerm[] = []
    for (const { weight = 0, podAffinityTerm } of near?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
      if (podAffinityTerm) prefers.push({ stance: 'prefers', weight, term: term(podAffinityTerm) })
    for (const { weight = 0, podAffinityTerm } of far?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
      if (podAffinityTerm) prefers.push({ stance: 'avoids', weight: -weight, term: term(podAffinityTerm) })
    relations = {
      attracts,
      repels,
      prefers,
      held: [
        ...attracts.map(term => ({ stance: 'attracts', weight: HARD_AFFINITY_WEIGHT, term }) as const),
        ...repels.map(term => ({ stance: 'repels', weight: 0, term }) as const),
        ...prefers,
      ],
      spread: spread ?? [],
    }
    this.#relations.set(key, relations)
    return relations
  }
}

/** A required affinity of an existing pod draws like a preference of this weight. */
const HARD_AFFINITY_WEIGHT = 1
const NO_RELATIONS: PodRelations = { attracts: [], repels: [], prefers: [], held: [], spread: [] }

/** A text that is the same for things alike; numbers beyond 2^53 come as bigint, which JSON does not know. */
function text(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item))
  }
}

function readRequests(amounts: Amounts): Requests {
  const scalars: [string, number][] = []
  for (const [name, amount] of amounts) if (isScalar(name)) scalars.push([name, amount])
  return { ...cpuAndMemory(amounts), ephemeralStorage: amounts.get('ephemeral-storage') ?? 0, scalars }
}

/** Extended resources (`example.com/gpu`), huge pages, and the limits that nodes publish for attachable volumes. */
export const isScalar = (name: string): boolean =>
  name.includes('/') || name.startsWith('hugepages-') || name.startsWith('attachable-volumes-')

const cpuAndMemory = (amounts: Amounts): { milliCpu: number; memory: number } => ({
  milliCpu: amounts.get('cpu') ?? 0,
  memory: amounts.get('memory') ?? 0,
})

/** Overhead of 250m counted as 1 (rounded up to cpus, then taken for thousandths) where the pod itself was scored. */
function oddlyScored(spec: PodSpec, padded: Amounts): { milliCpu: number; memory: number } {
  const overhead = podRequests({ overhead: spec.overhead ?? {} }, { sidecars: false, podLevel: false }).get('cpu') ?? 0
  return {
    milliCpu: (padded.get('cpu') ?? 0) - overhead + Math.ceil(overhead / 1000),
    memory: padded.get('memory') ?? 0,
  }
}

function hostPorts({ containers = [], initContainers = [] }: PodSpec, sidecars: boolean): HostPort[] {
  const running = sidecars ? [...containers, ...initContainers.filter(isSidecar)] : containers
  return running.flatMap(container =>
    (container.ports ?? [])
      .filter(port => (port.hostPort ?? 0) > 0)
      .map(port => ({ ip: port.hostIP || '0.0.0.0', protocol: port.protocol || 'TCP', port: port.hostPort ?? 0 })),
  )
}

const isSidecar = (container: Container): boolean => container.restartPolicy === 'Always'

/** `nginx` → `nginx:latest`, as nodes list it. */
function imagesOf({ containers = [], initContainers = [] }: PodSpec, init: boolean): string[] {
  return [...(init ? initContainers : []), ...containers].map(({ image = '' }) =>
    image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image,
  )
}
