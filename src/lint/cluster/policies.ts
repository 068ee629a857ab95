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
