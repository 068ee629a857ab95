import { type LabelSelector, type Labels, matchesLabels, matchesSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { keyOf, type SelectingObject } from './objects.ts'
import type { PodInfo } from './pod-info.ts'
import type { Release } from './release.ts'

/** A selector put together from several: all of them have to match. */
export interface JointSelector {
  readonly labels: Labels
  readonly selectors: readonly LabelSelector[]
}

export const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  'Service',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
])

/** Services and controllers, as far as they tell which pods belong together. */
export class Workloads {
  readonly #release: Release
  readonly #byNamespace = new Map<string, Map<string, SelectingObject>>()
  readonly #answers = new Map<string, JointSelector | undefined>()

  constructor(release: Release) {
    this.#release = release
  }

  put(object: KubeObject): void {
    const namespace = object.metadata.namespace ?? 'default'
    let objects = this.#byNamespace.get(namespace)
    if (!objects) this.#byNamespace.set(namespace, (objects = new Map()))
    objects.set(`${object.kind} ${keyOf(object.metadata)}`, object)
    this.#answers.clear()
  }

  remove(object: KubeObject): void {
    this.#byNamespace.get(object.metadata.namespace ?? 'default')?.delete(`${object.kind} ${keyOf(object.metadata)}`)
    this.#answers.clear()
  }

  /**
   * The pods a pod belongs with, for the default spread; undefined when nothing claims it.
   *
   * Truth: pkg/scheduler/framework/plugins/helper/spread.go DefaultSelector
   */
  selectorFor(pod: PodInfo): JointSelector | undefined {
    const objects = this.#byNamespace.get(pod.namespace)
    if (!objects || objects.size === 0) return undefined
    const owner = pod.pod.metadata.ownerReferences?.find(reference => reference.controller)
    const key = `${pod.labelSet.id} ${owner?.kind} ${owner?.name}`
    if (!this.#answers.has(key)) this.#answers.set(key, this.#join(pod, objects.values()))
    return this.#answers.get(key)
  }

  #join(pod: PodInfo, objects: Iterable<SelectingObject>): JointSelector | undefined {
    const labels: Labels = {}
    const selectors: LabelSelector[] = []
    const owner = pod.pod.metadata.ownerReferences?.find(reference => reference.controller)
    for (const object of objects) {
      const selector = object.spec?.selector
      if (!selector) continue
      const owns = owner?.kind === object.kind && owner.name === object.metadata.name
      if (object.kind === 'Service' || object.kind === 'ReplicationController') {
        const plain = selector as Labels
        const counts = object.kind === 'Service' || !this.#release.spreadsByController
        if (counts ? matchesLabels(plain, pod.labelSet.labels) : owns) Object.assign(labels, plain)
      } else {
        const rich = selector as LabelSelector
        if (this.#release.spreadsByController ? owns : matchesSelector(rich, pod.labelSet.labels)) selectors.push(rich)
      }
    }
    const empty = Object.keys(labels).length === 0 && selectors.every(isEmpty)
    return empty ? undefined : { labels, selectors }
  }
}

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0
