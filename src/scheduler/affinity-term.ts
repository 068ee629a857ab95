import { type LabelSelector, type Labels, matchesSelector } from '../resource/labels.ts'
import type { Selective } from './label-set.ts'
import type { PodAffinityTerm } from './objects.ts'

export type NamespaceLabels = (namespace: string) => Labels | undefined

/** One pod (anti-)affinity term, read for the pod that carries it. */
export interface AffinityTerm extends Selective {
  /** The same for terms that select the same pods. */
  readonly key: string
  readonly topologyKey: string
}

/**
 * A term looks into its `namespaces` and into those its `namespaceSelector` selects; with neither, into the pod's own.
 *
 * Truth: pkg/scheduler/framework/types.go newAffinityTerm, AffinityTerm.Matches
 */
export function readTerm(
  term: PodAffinityTerm,
  ownNamespace: string,
  selectsNamespaces: boolean,
  namespaceLabels: NamespaceLabels,
): AffinityTerm {
  const named = term.namespaces ?? []
  const namespaceSelector = selectsNamespaces ? (term.namespaceSelector ?? undefined) : undefined
  const namespaces = named.length === 0 && !namespaceSelector ? [ownNamespace] : named
  const selector = term.labelSelector ?? undefined
  return {
    key: JSON.stringify([namespaces, namespaceSelector, selector]),
    topologyKey: term.topologyKey,
    namespace: namespaces.length === 1 && !namespaceSelector ? namespaces[0] : undefined,
    matches: set => inNamespace(set.namespace) && matchesSelector(selector, set.labels),
  }

  function inNamespace(namespace: string): boolean {
    if (namespaces.includes(namespace)) return true
    return namespaceSelector !== undefined && selects(namespaceSelector, namespaceLabels(namespace))
  }
}

const selects = (selector: LabelSelector, labels: Labels | undefined): boolean =>
  matchesSelector(selector, labels ?? {})

/** A pod that matches every one of the terms. */
export function allOf(terms: readonly AffinityTerm[]): Selective & { readonly key: string } {
  const namespace = terms.find(term => term.namespace !== undefined)?.namespace
  return {
    key: `all${terms.map(term => term.key).join('&')}`,
    namespace,
    matches: set => terms.length > 0 && terms.every(term => term.matches(set)),
  }
}
