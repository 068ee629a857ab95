import { type LabelSelector, type Labels, matchesLabels, matchesSelector } from '../../resource/labels.ts'
import type { LintObject } from '../lint-object.ts'
import type { PodTemplate } from '../pod-template.ts'

/** Everything that was read, as a model that rules ask. Each index is made once, when it is first asked for. */
export class Cluster {
  readonly objects: readonly LintObject[]
  /** What is not among the objects does not exist. */
  readonly complete: boolean
  readonly #memory = new Map<(cluster: Cluster) => unknown, unknown>()

  constructor(objects: readonly LintObject[], complete: boolean) {
    this.objects = objects
    this.complete = complete
  }

  /** What a function of the whole cluster gives, computed once. How indexes of other files are kept. */
  once<T>(make: (cluster: Cluster) => T): T {
    if (!this.#memory.has(make)) this.#memory.set(make, make(this))
    return this.#memory.get(make) as T
  }

  /** Every object of a kind, as `kindKey` names it. */
  all(kind: string): readonly LintObject[] {
    return this.once(byKind).get(kind) ?? []
  }

  /** The objects of a kind with a name; several where one repository holds several environments. */
  named(kind: string, name: string, namespace?: string): readonly LintObject[] {
    return this.once(byName).get(nameKey(kind, name, namespace ?? '')) ?? []
  }

  /** Whether an object of a kind with a name is there. Without a namespace: of a kind that has none. */
  has(kind: string, name: string, namespace?: string): boolean {
    return this.named(kind, name, namespace).length > 0
  }

  /** Everything that is or makes pods in a namespace. */
  podsIn(namespace: string): readonly PodTemplate[] {
    return this.once(podsByNamespace).get(namespace) ?? []
  }

  /** The pods of a namespace that a plain map of labels selects, as a Service does. An empty map selects none here. */
  podsWith(labels: Labels, namespace: string): PodTemplate[] {
    return Object.keys(labels).length === 0 ? [] : this.podsSelected({ matchLabels: labels }, namespace)
  }

  /** The pods of a namespace that a label selector selects; an empty one selects all, an absent one none. */
  podsSelected(selector: LabelSelector | undefined, namespace: string): PodTemplate[] {
    return this.#candidates(selector?.matchLabels ?? {}, namespace).filter(pods =>
      matchesSelector(selector, pods.labels),
    )
  }

  /** The same in all namespaces, in the order of the files: what was meant where nothing is selected. */
  podsWithAnywhere(labels: Labels): readonly PodTemplate[] {
    const index = this.once(podsByLabelAnywhere)
    const lists = Object.keys(labels).map(name => index.get(labelKey('', name, labels[name]!)) ?? NO_PODS)
    if (lists.length === 0) return NO_PODS
    const fewest = lists.reduce((least, list) => (list.length < least.length ? list : least))
    return fewest.filter(pods => matchesLabels(labels, pods.labels))
  }

  /** The pods with the rarest of some labels: no selector has to look at all pods of a namespace. */
  #candidates(labels: Labels, namespace: string): readonly PodTemplate[] {
    let fewest = this.podsIn(namespace)
    for (const name in labels) {
      const some = this.once(podsByLabel).get(labelKey(namespace, name, labels[name]!)) ?? []
      if (some.length < fewest.length) fewest = some
    }
    return fewest
  }
}

function byKind({ objects }: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const object of objects) push(index, object.kind, object)
  return index
}

/** Under its namespace, and under none: whoever asks knows whether the kind has one. */
function byName({ objects }: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const object of objects) for (const key of object.once(nameKeys)) push(index, key, object)
  return index
}

const nameKeys = ({ kind, name, namespace }: LintObject): readonly string[] => [
  nameKey(kind, name, namespace),
  nameKey(kind, name, ''),
]

function podsByNamespace({ objects }: Cluster): Map<string, PodTemplate[]> {
  const index = new Map<string, PodTemplate[]>()
  for (const { pods } of objects) if (pods) push(index, pods.namespace, pods)
  return index
}

function podsByLabel({ objects }: Cluster): Map<string, PodTemplate[]> {
  const index = new Map<string, PodTemplate[]>()
  for (const object of objects) if (object.pods) for (const key of object.once(labelKeys)) push(index, key, object.pods)
  return index
}

/** Only made once something selects nothing. */
function podsByLabelAnywhere({ objects }: Cluster): Map<string, PodTemplate[]> {
  const index = new Map<string, PodTemplate[]>()
  for (const { pods } of objects) {
    if (!pods) continue
    const { labels } = pods
    for (const name in labels) push(index, labelKey('', name, labels[name]!), pods)
  }
  return index
}

const NO_PODS: readonly PodTemplate[] = []

function labelKeys({ pods }: LintObject): readonly string[] {
  const labels = pods?.labels ?? {}
  return Object.keys(labels).map(name => labelKey(pods!.namespace, name, labels[name]!))
}

const labelKey = (namespace: string, name: string, value: string): string => `${namespace}\n${name}\n${value}`
const nameKey = (kind: string, name: string, namespace: string): string => `${kind}\n${namespace}\n${name}`

export function push<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.get(key)
  if (known) known.push(value)
  else index.set(key, [value])
}
