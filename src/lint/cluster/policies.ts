import { type LabelSelector, matchesSelector } from '../../resource/labels.ts'
import type { Field } from '../field.ts'
import type { LintObject } from '../lint-object.ts'
import type { PodTemplate } from '../pod-template.ts'
import type { Cluster } from './cluster.ts'
import { selectorAt } from './guards.ts'

/** The pods that a NetworkPolicy is about; an empty selector means all of its namespace. */
export const isolatedBy = (policy: LintObject, cluster: Cluster): PodTemplate[] =>
  cluster.podsSelected(selectorAt(policy.get('spec', 'podSelector')) ?? {}, policy.namespace)

/** The pods that a peer of a NetworkPolicy stands for; undefined for a block of addresses. */
export function podsOfPeer(peer: Field, policy: LintObject, cluster: Cluster): PodTemplate[] | undefined {
  if (peer.get('ipBlock').exists) return undefined
  const pods = selectorAt(peer.get('podSelector')) ?? {}
  const namespaces = selectorAt(peer.get('namespaceSelector'))
  if (!namespaces) return cluster.podsSelected(pods, policy.namespace)
  return namespacesSelected(namespaces, cluster).flatMap(namespace => cluster.podsSelected(pods, namespace))
}

/** The namespaces a selector picks, of those whose labels are known: every namespace is labelled with its own name. */
export function namespacesSelected(selector: LabelSelector, cluster: Cluster): string[] {
  return cluster.once(namespaceLabels).flatMap(([name, labels]) => (matchesSelector(selector, labels) ? [name] : []))
}

function namespaceLabels(cluster: Cluster): [string, Record<string, string>][] {
  const names = new Set(cluster.objects.flatMap(({ pods }) => (pods ? [pods.namespace] : [])))
  const declared = new Map(cluster.all('Namespace').map(object => [object.name, object.labels]))
  for (const name of declared.keys()) names.add(name)
  return [...names].map(name => [name, { ...declared.get(name), 'kubernetes.io/metadata.name': name }])
}

export interface Isolation {
  /** The pods of which some policy says who may reach them. */
  readonly ingress: ReadonlySet<PodTemplate>
  /** Those of which some policy says whom they may reach. */
  readonly egress: ReadonlySet<PodTemplate>
}

/** What policies there are about pods: those of Kubernetes, and those of network plugins as far as they can be told. */
export function isolation(cluster: Cluster): Isolation {
  const [ingress, egress] = [new Set<PodTemplate>(), new Set<PodTemplate>()]
  for (const policy of cluster.all('NetworkPolicy')) {
    const pods = isolatedBy(policy, cluster)
    if (isolates(policy, 'Ingress')) addAll(ingress, pods)
    if (isolates(policy, 'Egress')) addAll(egress, pods)
  }
  for (const pods of isolatedByPlugins(cluster)) {
    ingress.add(pods)
    egress.add(pods)
  }
  return { ingress, egress }
}

/**
 * A policy that does not name its types is about what comes in, and if it has rules for it, about what goes out.
 * Truth: pkg/apis/networking/v1/defaults.go
 */
function isolates(policy: LintObject, type: 'Ingress' | 'Egress'): boolean {
  const types = policy.get('spec', 'policyTypes')
  if (types.items.length > 0) return types.texts.includes(type)
  return type === 'Ingress' || policy.get('spec', 'egress').items.length > 0
}

function addAll(set: Set<PodTemplate>, pods: readonly PodTemplate[]): void {
  for (const one of pods) set.add(one)
}

/** Policies of plugins have languages of their own: what they may be about is taken to be isolated by them. */
function isolatedByPlugins(cluster: Cluster): PodTemplate[] {
  const isWide = WIDE.some(kind => cluster.all(kind).length > 0)
  if (isWide) return cluster.objects.flatMap(({ pods }) => pods ?? [])
  return NARROW.flatMap(kind => cluster.all(kind)).flatMap(policy => {
    const selector = selectorAt(policy.get('spec', 'endpointSelector'))
    return selector ? cluster.podsSelected(selector, policy.namespace) : cluster.podsIn(policy.namespace)
  })
}

const NARROW = [
  'CiliumNetworkPolicy.cilium.io',
  'NetworkPolicy.crd.projectcalico.org',
  'NetworkPolicy.projectcalico.org',
]

const WIDE = [
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'GlobalNetworkPolicy.crd.projectcalico.org',
  'GlobalNetworkPolicy.projectcalico.org',
]
