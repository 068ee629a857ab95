import { intersection, subtract, union } from './intervals.ts'
import type { Peer, PodPeer } from './peer.ts'
import type { Direction, Policy } from './policy.ts'
import { ALL_PORTS, NO_PORTS, type Ports } from './ports.ts'

/** All policies of a network, in the order in which they are asked. */
export interface Policies {
  /** AdminNetworkPolicies, by priority: 0 first. */
  readonly admin: readonly Policy[]
  /** NetworkPolicies; their order means nothing. */
  readonly network: readonly Policy[]
  /** The BaselineAdminNetworkPolicy. */
  readonly baseline: readonly Policy[]
}

/** The policies that select one pod. */
export type Isolation = Policies

export const isolationOf = ({ admin, network, baseline }: Policies, pod: PodPeer): Isolation => {
  const selects = (policy: Policy): boolean => policy.subject.matches(pod)
  return { admin: admin.filter(selects), network: network.filter(selects), baseline: baseline.filter(selects) }
}

/**
 * The ports that one end lets through in a direction.
 *
 *   admin policies   the first rule that fits decides: Allow, Deny, or Pass to the next tier
 *   network policies as soon as one selects the pod, what none of them allows is refused
 *   baseline         like admin, for what nobody has decided
 *   otherwise        allowed
 *
 * Example: admin denies TCP 80, no network policy, baseline denies UDP: SCTP and TCP but 80 are left.
 */
export function allowedBy(isolation: Isolation, direction: Direction, other: Peer, destination: Peer): Ports {
  const { admin, network, baseline } = isolation
  if (admin.length === 0 && network.length === 0 && baseline.length === 0) return ALL_PORTS
  let allowed: Ports = NO_PORTS
  let open: Ports = ALL_PORTS
  let passed: Ports = NO_PORTS
  for (const policy of admin) {
    for (const rule of policy[direction] ?? []) {
      if (open.length === 0) break
      if (!rule.speaksOf(other)) continue
      const decided = intersection(open, rule.ports(destination))
      if (decided.length === 0) continue
      open = subtract(open, decided)
      if (rule.action === 'Allow') allowed = union(allowed, decided)
      else if (rule.action === 'Pass') passed = union(passed, decided)
    }
  }
  let rest = union(open, passed)
  if (network.some(policy => policy[direction] !== undefined)) {
    return union(allowed, intersection(rest, allowedByAny(network, direction, other, destination)))
  }
  for (const policy of baseline) {
    for (const rule of policy[direction] ?? []) {
      if (rest.length === 0 || !rule.speaksOf(other)) continue
      const decided = intersection(rest, rule.ports(destination))
      rest = subtract(rest, decided)
      if (rule.action === 'Allow') allowed = union(allowed, decided)
    }
  }
  return union(allowed, rest)
}

function allowedByAny(policies: readonly Policy[], direction: Direction, other: Peer, destination: Peer): Ports {
  let allowed: Ports = NO_PORTS
  for (const policy of policies) {
    for (const rule of policy[direction] ?? []) {
      if (allowed === ALL_PORTS) return allowed
      if (rule.speaksOf(other)) allowed = union(allowed, rule.ports(destination))
    }
  }
  return allowed
}
