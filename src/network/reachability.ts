import type { Labels } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { type AddressRange, formatAddress, partition } from './addresses.ts'
import { EMPTY, type Intervals, intersection, union } from './intervals.ts'
import type { AddressPeer, Peer, PodPeer } from './peer.ts'
import type { Direction, Rule } from './policy.ts'
import { ALL_PORTS, NO_PORTS, type Ports } from './ports.ts'
import { allowedBy, type Isolation, isolationOf, type Policies } from './verdict.ts'
import { type Pod, type Workload, workloadName } from './workload.ts'

/** One end of a connection: a workload, addresses outside the cluster, or the ingress controller. */
export type Endpoint =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'external'; readonly range: AddressRange }
  | { readonly kind: 'ingress-controller' }

export interface Connection {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly ports: Ports
  /** `namespace/name` of a network of its own (a NetworkAttachmentDefinition); absent on the cluster's network. */
  readonly network?: string
}

/** `shop/web[Deployment]`, `10.0.0.0-10.255.255.255[External]`, `{ingress-controller}` */
export function endpointName(endpoint: Endpoint): string {
  if (endpoint.kind === 'workload') return workloadName(endpoint.workload)
  if (endpoint.kind === 'ingress-controller') return '{ingress-controller}'
  return `${formatAddress(endpoint.range.first)}-${formatAddress(endpoint.range.last)}[External]`
}

interface Member {
  readonly workload: Workload
  readonly pods: readonly { readonly peer: PodPeer; readonly isolation: Isolation }[]
}

/** What one rule of a policy comes to. */
export interface RuleView {
  readonly direction: Direction
  /** In `spec.ingress` or `spec.egress`. */
  readonly index: number
  /** The workloads it means. */
  readonly peers: readonly Workload[]
  /** It means addresses outside the cluster, too. */
  readonly outside: boolean
  /** Workloads that would be called but have none of the rule's ports: a name that they do not declare. */
  readonly portless: readonly Workload[]
}

export interface PolicyView {
  readonly object: KubeObject
  readonly selects: readonly Workload[]
  readonly rules: readonly RuleView[]
}

/** What the policies of one network let through between its workloads and the world outside. */
export class Reachability {
  readonly #members: readonly Member[]
  readonly #byWorkload: ReadonlyMap<Workload, Member>
  /** A pod of which nothing is known: an ingress controller. */
  readonly #stranger: PodPeer
  readonly #sources: readonly AddressPeer[]
  readonly #destinations: readonly AddressPeer[]
  readonly #policies: Policies
  readonly #labelsOf: (namespace: string) => Labels
  #ids = 0

  constructor(
    workloads: readonly Workload[],
    policies: Policies,
    labelsOf: (namespace: string) => Labels,
    addressesOf: (pod: Pod) => Intervals = () => EMPTY,
  ) {
    this.#policies = policies
    this.#labelsOf = labelsOf
    this.#members = workloads.map(workload => ({
      workload,
      pods: workload.pods.map(pod => {
        const peer = this.#podPeer(pod, addressesOf(pod))
        return { peer, isolation: isolationOf(policies, peer) }
      }),
    }))
    this.#byWorkload = new Map(this.#members.map(member => [member.workload, member]))
    this.#stranger = { id: this.#ids++, pod: STRANGER, namespaceLabels: {}, addresses: EMPTY }
    this.#sources = this.#outside('ingress')
    this.#destinations = this.#outside('egress')
  }

  #podPeer(pod: Pod, addresses: Intervals): PodPeer {
    return { id: this.#ids++, pod, namespaceLabels: this.#labelsOf(pod.namespace), addresses }
  }

  /** Outside addresses, cut at the blocks that rules of the direction name. */
  #outside(direction: Direction): AddressPeer[] {
    const blocks: Intervals[] = []
    for (const policies of [this.#policies.admin, this.#policies.network, this.#policies.baseline]) {
      for (const policy of policies) {
        for (const rule of policy[direction] ?? []) for (const { block } of rule.peers) if (block) blocks.push(block)
      }
    }
    return partition(blocks).map(range => ({ id: this.#ids++, range }))
  }

  /** Every pair that can talk, workloads by name; what reaches nothing is left out, as is a workload and itself. */
  *connections({ outside = true } = {}): Generator<Connection> {
    if (outside) {
      for (const source of this.#sources) {
        for (const member of this.#members) {
          const ports = this.#into(member, source)
          if (ports.length > 0) yield { from: external(source), to: workloadEnd(member), ports }
        }
      }
    }
    for (const member of this.#members) {
      for (const other of outside ? this.#destinations : []) {
        const ports = this.#outOf(member, other)
        if (ports.length > 0) yield { from: workloadEnd(member), to: external(other), ports }
      }
      for (const other of this.#members) {
        if (other === member) continue
        const ports = this.#between(member, other)
        if (ports.length > 0) yield { from: workloadEnd(member), to: workloadEnd(other), ports }
      }
    }
  }

  /** The ports on which one workload reaches another; all of them when they are the same. */
  between(from: Workload, to: Workload): Ports {
    const [source, destination] = [this.#find(from), this.#find(to)]
    if (!source || !destination) return NO_PORTS
    return source === destination ? ALL_PORTS : this.#between(source, destination)
  }

  /** The ports on which a pod that no Namespace and no label describes, such as an ingress controller, is let in. */
  fromUnknownPod(to: Workload): Ports {
    const member = this.#find(to)
    return member ? this.#into(member, this.#stranger) : NO_PORTS
  }

  /** The ports on which the workload is let in from addresses outside, and reaches them. */
  outside(workload: Workload, address: number, direction: Direction): Ports {
    const member = this.#find(workload)
    const ranges = direction === 'ingress' ? this.#sources : this.#destinations
    const peer = ranges.find(({ range }) => range.first <= address && address <= range.last)
    if (!member || !peer) return NO_PORTS
    return direction === 'ingress' ? this.#into(member, peer) : this.#outOf(member, peer)
  }

  /** The policies that isolate the workload in a direction. */
  isolation(workload: Workload): readonly Isolation[] {
    return this.#find(workload)?.pods.map(pod => pod.isolation) ?? []
  }

  /** Every policy, whom it selects, and whom each of its rules means. */
  *views(): Generator<PolicyView> {
    const { admin, network, baseline } = this.#policies
    for (const policy of [...admin, ...network, ...baseline]) {
      const selected = this.#members.filter(member => member.pods.some(({ peer }) => policy.subject.matches(peer)))
      const rules = [
        ...(policy.ingress ?? []).map((rule, index) => this.#ruleView('ingress', rule, index, selected)),
        ...(policy.egress ?? []).map((rule, index) => this.#ruleView('egress', rule, index, selected)),
      ]
      yield { object: policy.object, selects: selected.map(member => member.workload), rules }
    }
  }

  #ruleView(direction: Direction, rule: Rule, index: number, selected: readonly Member[]): RuleView {
    const means = this.#members.filter(member => member.pods.some(({ peer }) => rule.speaksOf(peer)))
    const called = direction === 'ingress' ? selected : means
    const outside = (direction === 'ingress' ? this.#sources : this.#destinations).some(peer => rule.speaksOf(peer))
    const portless = called.filter(({ pods }) => pods.every(({ peer }) => rule.ports(peer).length === 0))
    return {
      direction,
      index,
      peers: means.map(member => member.workload),
      outside,
      portless: portless.map(member => member.workload),
    }
  }

  #find(workload: Workload): Member | undefined {
    return this.#byWorkload.get(workload)
  }

  #into({ pods }: Member, source: Peer): Ports {
    return sum(pods, ({ peer, isolation }) => allowedBy(isolation, 'ingress', source, peer))
  }

  #outOf({ pods }: Member, destination: Peer): Ports {
    return sum(pods, ({ isolation }) => allowedBy(isolation, 'egress', destination, destination))
  }

  /** Both ends must let it through. */
  #between({ pods: sources }: Member, { pods: destinations }: Member): Ports {
    return sum(sources, source =>
      sum(destinations, destination => {
        const out = allowedBy(source.isolation, 'egress', destination.peer, destination.peer)
        if (out.length === 0) return out
        return intersection(out, allowedBy(destination.isolation, 'ingress', source.peer, destination.peer))
      }),
    )
  }
}

const STRANGER: Pod = { namespace: '', labels: {}, annotations: {}, ports: [], hostname: '', subdomain: '' }

function sum<T>(items: readonly T[], ports: (item: T) => Ports): Ports {
  if (items.length === 1) return ports(items[0]!)
  return items.reduce<Ports>((total, item) => union(total, ports(item)), NO_PORTS)
}

const external = ({ range }: AddressPeer): Endpoint => ({ kind: 'external', range })
const workloadEnd = ({ workload }: Member): Endpoint => ({ kind: 'workload', workload })
