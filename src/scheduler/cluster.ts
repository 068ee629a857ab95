import { equal } from '../resource/json.ts'
import type { Labels } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { Census } from './census.ts'
import { Images } from './images.ts'
import { NodeInfo } from './node-info.ts'
import { withoutNulls } from './nulls.ts'
import { keyOf, type Node, type Pod, type PodDisruptionBudget, type ResourceClaim } from './objects.ts'
import type { PodInfo } from './pod-info.ts'
import { PodReader } from './pod-reader.ts'
import { type Release, releaseOf } from './release.ts'
import { STORAGE_KINDS, Storage } from './storage.ts'
import { WORKLOAD_KINDS, Workloads } from './workloads.ts'

/**
 * The cluster as the scheduler sees it: nodes with what is on them, counts by topology, volumes, and who belongs
 * together. Objects are put and removed as they change; questions do not change it.
 */
export class Cluster {
  readonly release: Release
  readonly storage = new Storage()
  readonly images: Images
  readonly workloads: Workloads
  readonly budgets = new Map<string, PodDisruptionBudget>()
  /** Grows when a budget changes. */
  budgetGeneration = 0
  readonly resourceClaims = new Map<string, ResourceClaim>()
  /** Nodes whose pods changed, in order; readers remember how far they have read. */
  readonly changes: number[] = []
  /** Grows when nodes come, go, or change themselves: everything known by node index is void then. */
  epoch = 0
  /** Grows when a node changes its taints or what it has to give. */
  repainted = 0

  readonly #namespaces = new Map<string, Labels>()
  readonly #reader: PodReader
  readonly #byName = new Map<string, NodeInfo>()
  /** Pods by key, with the node they are on. */
  readonly #placed = new Map<string, { pod: PodInfo; nodeName: string }>()
  readonly #waiting = new Map<string, PodInfo>()
  /** Pods on nodes that are not there (yet). */
  readonly #stray = new Map<string, Map<string, PodInfo>>()
  #nodes: NodeInfo[] = []
  #census: Census | undefined

  constructor({ minor, objects = [] }: { minor: Minor; objects?: Iterable<KubeObject> }) {
    this.release = releaseOf(minor)
    this.images = new Images(this.release.staleImages)
    this.workloads = new Workloads(this.release)
    this.#reader = new PodReader(this.release, namespace => this.#namespaces.get(namespace))
    for (const object of objects) this.put(object)
  }

  /** All nodes, by name. */
  get nodes(): readonly NodeInfo[] {
    if (!this.#census) this.#settle()
    return this.#nodes
  }

  get census(): Census {
    return this.#census ?? this.#settle()
  }

  node(name: string): NodeInfo | undefined {
    return this.#byName.get(name)
  }

  /** Puts an object, or its newer version. Kinds the scheduler does not look at are ignored. */
  put(given: KubeObject): void {
    const object = withoutNulls(given)
    const { kind, metadata } = object
    if (kind === 'Pod') this.#putPod(object as Pod)
    else if (kind === 'Node') this.#putNode(object as Node)
    else if (kind === 'Namespace') this.#putNamespace(metadata.name ?? '', metadata.labels ?? {})
    else if (kind === 'PodDisruptionBudget') this.#putBudget(keyOf(metadata), object)
    else if (kind === 'ResourceClaim') this.resourceClaims.set(keyOf(metadata), object)
    else if (WORKLOAD_KINDS.has(kind)) this.workloads.put(object)
    else if (STORAGE_KINDS.has(kind)) this.storage.put(object)
  }

  remove(object: KubeObject): void {
    const { kind, metadata } = object
    if (kind === 'Pod') this.#dropPod(keyOf(metadata))
    else if (kind === 'Node') this.#dropNode(metadata.name ?? '')
    else if (kind === 'Namespace') this.#putNamespace(metadata.name ?? '', undefined)
    else if (kind === 'PodDisruptionBudget') this.#putBudget(keyOf(metadata), undefined)
    else if (kind === 'ResourceClaim') this.resourceClaims.delete(keyOf(metadata))
    else if (WORKLOAD_KINDS.has(kind)) this.workloads.remove(object)
    else if (STORAGE_KINDS.has(kind)) this.storage.remove(object)
  }

  read(pod: Pod): PodInfo {
    return this.#reader.read(withoutNulls(pod))
  }

  /** Puts a pod on a node, without a new object. */
  place(pod: PodInfo, nodeName: string): void {
    this.#dropPod(pod.key)
    this.#placed.set(pod.key, { pod, nodeName })
    const node = this.#byName.get(nodeName)
    if (!node) {
      const stray = this.#stray.get(nodeName)
      if (stray) stray.set(pod.key, pod)
      else this.#stray.set(nodeName, new Map([[pod.key, pod]]))
      return
    }
    node.add(pod)
    this.#changed(pod, node, 1)
  }

  /** Pods that wait for a node they were promised to by a preemption, except this one. */
  nominated(nodeName: string, except: string): PodInfo[] {
    const found: PodInfo[] = []
    for (const pod of this.#waiting.values())
      if (pod.key !== except && pod.pod.status?.nominatedNodeName === nodeName) found.push(pod)
    return found
  }

  get hasNominations(): boolean {
    return this.#waiting.size > 0
  }

  #putBudget(key: string, budget: PodDisruptionBudget | undefined): void {
    this.budgetGeneration++
    if (budget) this.budgets.set(key, budget)
    else this.budgets.delete(key)
  }

  #putPod(pod: Pod): void {
    const phase = pod.status?.phase
    if (phase === 'Succeeded' || phase === 'Failed') {
      this.#dropPod(keyOf(pod.metadata))
      return
    }
    const info = this.#reader.read(pod)
    if (pod.spec.nodeName) {
      this.place(info, pod.spec.nodeName)
      return
    }
    this.#dropPod(info.key)
    if (pod.status?.nominatedNodeName) this.#waiting.set(info.key, info)
  }

  #dropPod(key: string): void {
    this.#waiting.delete(key)
    const placed = this.#placed.get(key)
    if (!placed) return
    this.#placed.delete(key)
    this.#stray.get(placed.nodeName)?.delete(key)
    const node = this.#byName.get(placed.nodeName)
    if (!node) return
    node.remove(placed.pod)
    this.#changed(placed.pod, node, -1)
  }

  #changed(pod: PodInfo, node: NodeInfo, sign: 1 | -1): void {
    for (const { key } of pod.shape.claims) this.storage.use(key, sign)
    if (!this.#census) return
    if (sign > 0) this.#census.join(pod, node)
    else this.#census.leave(pod, node)
    this.changes.push(node.index)
  }

  /** A node that reports once more what it reported before changes nothing; only new labels or images change the order of things. */
  #putNode(node: Node): void {
    const name = node.metadata.name ?? ''
    const before = this.#byName.get(name)
    if (before && looksAlike(before.node, node)) return
    const info = new NodeInfo(node)
    if (before) for (const pod of before.pods) info.add(pod)
    for (const pod of this.#stray.get(name)?.values() ?? []) info.add(pod)
    this.#stray.delete(name)
    this.#byName.set(name, info)
    if (before && this.#census && sameGround(before.node, node)) {
      info.index = before.index
      info.generation += before.generation + 1
      this.#nodes[info.index] = info
      this.repainted++
      this.changes.push(info.index)
      return
    }
    if (before) this.images.remove(before.node)
    this.images.add(node)
    this.#census = undefined
  }

  #dropNode(name: string): void {
    const node = this.#byName.get(name)
    if (!node) return
    this.#byName.delete(name)
    this.images.remove(node.node)
    if (node.pods.length > 0) this.#stray.set(name, new Map(node.pods.map(pod => [pod.key, pod])))
    this.#census = undefined
  }

  /** Terms with a namespaceSelector are kept by what they mean, so all pods are read again. */
  #putNamespace(name: string, labels: Labels | undefined): void {
    if (labels) this.#namespaces.set(name, labels)
    else this.#namespaces.delete(name)
    this.#reader.forget()
    this.#census = undefined
  }

  #settle(): Census {
    this.#nodes = [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    for (const [index, node] of this.#nodes.entries()) node.index = index
    this.epoch++
    this.changes.length = 0
    this.#census = new Census(this.#nodes)
    return this.#census
  }
}

/** Everything a node means to the scheduler. */
const looksAlike = (a: Node, b: Node): boolean =>
  sameGround(a, b) &&
  equal(a.spec?.taints, b.spec?.taints) &&
  a.spec?.unschedulable === b.spec?.unschedulable &&
  equal(a.status?.allocatable, b.status?.allocatable) &&
  equal(a.metadata.annotations, b.metadata.annotations)

/** What places a node among the others. */
const sameGround = (a: Node, b: Node): boolean =>
  equal(a.metadata.labels, b.metadata.labels) && equal(a.status?.images, b.status?.images)
