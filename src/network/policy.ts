import type { KubeObject } from '../resource/object.ts'
import { parseBlock, parseBlockExcept } from './addresses.ts'
import { union } from './intervals.ts'
import {
  type AdminPeer,
  type AdminPolicyObject,
  type AdminPort,
  type AdminRule,
  listOf,
  type NetworkPolicyObject,
  namespaceOf,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  selectorOf,
} from './objects.ts'
import { addressesIn, anyone, namedPort, type Peer, type PeerMatcher, podsIn, podsOf } from './peer.ts'
import { ALL_PORTS, NO_PORTS, type Ports, portRange } from './ports.ts'

export type Direction = 'ingress' | 'egress'
export type Action = 'Allow' | 'Deny' | 'Pass'

export interface Rule {
  /** NetworkPolicies only allow. */
  readonly action: Action
  readonly peers: readonly PeerMatcher[]
  speaksOf(peer: Peer): boolean
  /** Which ports, on the pod that is called. */
  ports(destination: Peer): Ports
}

/** Any of the three policies in one form: whom it selects, and its rules for each direction it speaks of. */
export interface Policy {
  readonly object: KubeObject
  readonly subject: PeerMatcher
  /** Absent when the policy does not speak of the direction: then it isolates nobody in it. */
  readonly ingress?: readonly Rule[]
  readonly egress?: readonly Rule[]
}

/**
 * NetworkPolicy. Without `policyTypes` it is about ingress, and about egress when it has egress rules. A rule
 * without peers is about everyone, one without ports about all ports; the policy's namespace is meant where a
 * peer names none.
 */
export function networkPolicy(object: NetworkPolicyObject): Policy {
  const { podSelector, policyTypes, ingress, egress } = object.spec ?? {}
  const types = listOf(policyTypes)
  const isIngress = types.length === 0 || types.includes('Ingress')
  const isEgress = types.length === 0 ? listOf(egress).length > 0 : types.includes('Egress')
  const namespace = namespaceOf(object)
  return {
    object,
    subject: podsIn(namespace, selectorOf(podSelector)),
    ...(isIngress ? { ingress: listOf(ingress).map(rule => allowRule(rule, listOf(rule.from), namespace)) } : {}),
    ...(isEgress ? { egress: listOf(egress).map(rule => allowRule(rule, listOf(rule.to), namespace)) } : {}),
  }
}

function allowRule(rule: PolicyRule, peers: readonly PolicyPeer[], namespace: string): Rule {
  const matchers = peers.length === 0 ? [anyone] : peers.map(peer => matcherOf(peer, namespace))
  return {
    action: 'Allow',
    peers: matchers,
    speaksOf: askedOnce(matchers),
    ports: portsOf(listOf(rule.ports), policyPorts),
  }
}

function matcherOf({ ipBlock, namespaceSelector, podSelector }: PolicyPeer, namespace: string): PeerMatcher {
  if (ipBlock) return addressesIn(parseBlockExcept(String(ipBlock.cidr ?? ''), listOf(ipBlock.except).map(String)))
  if (namespaceSelector) return podsOf(selectorOf(namespaceSelector), selectorOf(podSelector))
  return podsIn(namespace, selectorOf(podSelector))
}

/** A name cannot have an endPort; a number without one is that port alone. */
function policyPorts({ port, endPort, protocol = 'TCP' }: PolicyPort, destination: Peer): Ports {
  if (port === undefined || port === null) return portRange(protocol)
  if (typeof port === 'string') return namedPort(port, protocol, destination)
  return portRange(protocol, port, endPort ?? port)
}

/** AdminNetworkPolicy and BaselineAdminNetworkPolicy: rules in order, the first that fits a port decides it. */
export function adminPolicy(object: AdminPolicyObject): Policy {
  const { subject, ingress, egress } = object.spec ?? {}
  const rulesOf = (rules: readonly AdminRule[] | null | undefined, side: 'from' | 'to'): Rule[] =>
    listOf(rules).map(rule => {
      const peers = listOf(rule[side]).flatMap(adminMatchers)
      const ports = portsOf(listOf(rule.ports), adminPorts)
      return { action: actionOf(rule.action), peers, speaksOf: askedOnce(peers), ports }
    })
  return {
    object,
    subject: subject ? adminMatchers({ ...subject, networks: null })[0]! : { matches: () => false },
    ingress: rulesOf(ingress, 'from'),
    egress: rulesOf(egress, 'to'),
  }
}

const actionOf = (action: string | undefined): Action => (action === 'Deny' || action === 'Pass' ? action : 'Allow')

/** Nodes are no pods and have no addresses here: a peer of nodes matches nobody. */
function adminMatchers({ namespaces, pods, networks }: AdminPeer): PeerMatcher[] {
  if (namespaces) return [podsOf(selectorOf(namespaces), undefined)]
  if (pods) return [podsOf(selectorOf(pods.namespaceSelector), selectorOf(pods.podSelector))]
  const blocks = listOf(networks)
  if (blocks.length > 0) return blocks.map(block => addressesIn(parseBlock(String(block))))
  return [{ matches: () => false }]
}

function adminPorts({ portNumber, portRange: range, namedPort: name }: AdminPort, destination: Peer): Ports {
  if (portNumber) return portRange(portNumber.protocol ?? 'TCP', portNumber.port, portNumber.port)
  if (range) return portRange(range.protocol ?? 'TCP', range.start, range.end)
  return name ? namedPort(name, undefined, destination) : NO_PORTS
}

/** Selectors are asked once for each peer; `id` makes the answer cheap to find again. */
function askedOnce(matchers: readonly PeerMatcher[]): (peer: Peer) => boolean {
  const answers: (boolean | undefined)[] = []
  return peer => (answers[peer.id] ??= matchers.some(matcher => matcher.matches(peer)))
}

/** The ports of a rule: added up once, unless a name makes them depend on who is called. */
function portsOf<P extends { port?: unknown; namedPort?: unknown }>(
  entries: readonly P[],
  read: (entry: P, destination: Peer) => Ports,
): (destination: Peer) => Ports {
  if (entries.length === 0) return () => ALL_PORTS
  const addUp = (destination: Peer): Ports =>
    entries.reduce<Ports>((sum, entry) => union(sum, read(entry, destination)), NO_PORTS)
  if (entries.some(entry => typeof entry.port === 'string' || entry.namedPort !== undefined)) {
    const answers: (Ports | undefined)[] = []
    return destination => (answers[destination.id] ??= addUp(destination))
  }
  let known: Ports | undefined
  return destination => (known ??= addUp(destination))
}
