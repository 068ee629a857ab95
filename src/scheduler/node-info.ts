import type { Labels } from '../resource/labels.ts'
import { amountOf } from '../resource/pod-requests.ts'
import type { Taint } from '../resource/taints.ts'
import type { Node } from './objects.ts'
import type { HostPort, PodInfo } from './pod-info.ts'
import { isScalar } from './pod-reader.ts'

/** A node and what is on it. Truth: pkg/scheduler/framework/types.go NodeInfo */
export class NodeInfo {
  /** The place among all nodes in the order of their names. */
  index = -1
  /** Grows with every change, so that an answer about the node can be kept until then. */
  generation = 0
  readonly node: Node
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly unschedulable: boolean
  readonly milliCpu: number
  readonly memory: number
  readonly ephemeralStorage: number
  readonly allowedPods: number
  readonly scalars: ReadonlyMap<string, number>

  readonly pods: PodInfo[] = []
  usedMilliCpu = 0
  usedMemory = 0
  usedEphemeralStorage = 0
  /** Requests with padding for containers that ask for nothing. */
  paddedMilliCpu = 0
  paddedMemory = 0
  readonly usedScalars = new Map<string, number>()
  readonly #ports = new Map<string, Set<string>>()

  constructor(node: Node) {
    this.node = node
    this.name = node.metadata.name ?? ''
    this.labels = node.metadata.labels ?? {}
    this.taints = node.spec?.taints ?? []
    this.unschedulable = node.spec?.unschedulable === true
    const allocatable = node.status?.allocatable ?? {}
    this.milliCpu = amountOf('cpu', allocatable['cpu'])
    this.memory = amountOf('memory', allocatable['memory'])
    this.ephemeralStorage = amountOf('ephemeral-storage', allocatable['ephemeral-storage'])
    this.allowedPods = amountOf('pods', allocatable['pods'])
    const scalars = new Map<string, number>()
    for (const name in allocatable) if (isScalar(name)) scalars.set(name, amountOf(name, allocatable[name]))
    this.scalars = scalars
  }

  /** The same node with the same pods, to try things on. */
  copy(): NodeInfo {
    const copy = new NodeInfo(this.node)
    copy.index = this.index
    for (const pod of this.pods) copy.add(pod)
    return copy
  }

  add(pod: PodInfo): void {
    this.pods.push(pod)
    this.#charge(pod, 1)
  }

  /** The last pod takes the place of the one that goes, as in the scheduler's cache: victims are looked at in this order. */
  remove(pod: PodInfo): void {
    const place = this.pods.findIndex(other => other.key === pod.key)
    if (place < 0) return
    const last = this.pods.pop()!
    if (place < this.pods.length) this.pods[place] = last
    this.#charge(pod, -1)
  }

  #charge({ shape }: PodInfo, sign: 1 | -1): void {
    this.generation++
    const { requests, padded } = shape
    this.usedMilliCpu += sign * requests.milliCpu
    this.usedMemory += sign * requests.memory
    this.usedEphemeralStorage += sign * requests.ephemeralStorage
    this.paddedMilliCpu += sign * padded.milliCpu
    this.paddedMemory += sign * padded.memory
    for (const [name, amount] of requests.scalars)
      this.usedScalars.set(name, (this.usedScalars.get(name) ?? 0) + sign * amount)
    for (const port of shape.ports) this.#occupy(port, sign > 0)
  }

  /** Two pods that share a port (by force) free it together when the first of them goes: a quirk of the original. */
  #occupy(port: HostPort, taken: boolean): void {
    const key = portKey(port)
    let addresses = this.#ports.get(key)
    if (!addresses) this.#ports.set(key, (addresses = new Set()))
    if (taken) addresses.add(port.ip)
    else addresses.delete(port.ip)
    if (addresses.size === 0) this.#ports.delete(key)
  }

  /** A port on all addresses collides with the same port on any address. Truth: HostPortInfo.CheckConflict */
  isTaken(port: HostPort): boolean {
    const addresses = this.#ports.get(portKey(port))
    if (!addresses) return false
    return port.ip === '0.0.0.0' || addresses.has(port.ip) || addresses.has('0.0.0.0')
  }
}

const portKey = ({ protocol, port }: HostPort): string => `${protocol} ${port}`
