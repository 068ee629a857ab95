import type { LabelSelector, Labels } from '../resource/labels.ts'
import { matchesSelector } from '../resource/labels.ts'
import type { AddressRange } from './addresses.ts'
import { type Intervals, intersection, overlaps } from './intervals.ts'
import { NO_PORTS, type Ports, portRange } from './ports.ts'
import type { Pod } from './workload.ts'

/** One end of a connection, as a policy sees it. `id` tells peers of one network apart. */
export type Peer = PodPeer | AddressPeer

export interface PodPeer {
  readonly id: number
  readonly pod: Pod
  readonly namespaceLabels: Labels
  /** The pod's addresses on a network of its own, where policies may name them. Empty on the cluster's network. */
  readonly addresses: Intervals
}

export interface AddressPeer {
  readonly id: number
  readonly range: AddressRange
}

/** Which peers a rule speaks of. */
export interface PeerMatcher {
  matches(peer: Peer): boolean
  /** The addresses it names. */
  readonly block?: Intervals
}

export const anyone: PeerMatcher = { matches: () => true }

export const addressesIn = (block: Intervals): PeerMatcher => ({
  block,
  // The ranges are cut at the ends of every block, so a range is inside or outside, never half.
  matches: peer =>
    'range' in peer
      ? overlaps(block, peer.range.first, peer.range.last)
      : intersection(block, peer.addresses).length > 0,
})

/** Pods by the labels of their namespace and their own. A selector that is not given selects all. */
export const podsOf = (namespaces: LabelSelector | undefined, pods: LabelSelector | undefined): PeerMatcher => ({
  matches: peer =>
    'pod' in peer &&
    (!namespaces || matchesSelector(namespaces, peer.namespaceLabels)) &&
    (!pods || matchesSelector(pods, peer.pod.labels)),
})

export const podsIn = (namespace: string, pods: LabelSelector | undefined): PeerMatcher => ({
  matches: peer =>
    'pod' in peer && peer.pod.namespace === namespace && (!pods || matchesSelector(pods, peer.pod.labels)),
})

/**
 * The number behind the name of a port on the pod that is called. Names mean nothing outside the cluster.
 * Without a protocol the name is looked for in all of them.
 */
export function namedPort(name: string, protocol: string | undefined, destination: Peer): Ports {
  if (!('pod' in destination)) return NO_PORTS
  const port = destination.pod.ports.find(
    declared => declared.name === name && (protocol === undefined || declared.protocol === protocol),
  )
  return port ? portRange(port.protocol, port.number, port.number) : NO_PORTS
}
