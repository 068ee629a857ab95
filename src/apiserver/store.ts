import type { KubeObject } from '../resource/object.ts'
import type { World } from './context.ts'

/** What exists, in memory: by group and kind, namespace and name. Reading changes nothing. */
export class Store implements World {
  /** group/kind → namespace (empty where there is none) → name */
  readonly #kinds = new Map<string, Map<string, Map<string, KubeObject>>>()
  readonly #states = new Map<string, object>()
  /** group/kind → namespace, or undefined for all → in order */
  readonly #lists = new Map<string, Map<string | undefined, readonly KubeObject[]>>()

  get(group: string, kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.#kinds.get(`${group}/${kind}`)?.get(namespace)?.get(name)
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    const key = `${group}/${kind}`
    const namespaces = this.#kinds.get(key)
    if (!namespaces) return []
    const lists = this.#listsOf(key)
    let list = lists.get(namespace)
    if (!list) {
      const some = namespace === undefined ? [...namespaces.values()] : [namespaces.get(namespace) ?? NONE]
      list = some.flatMap(objects => [...objects.values()]).sort(byName)
      lists.set(namespace, list)
    }
    return list
  }

  /** Lists that were asked for, until something of their kind changes. */
  #listsOf(key: string): Map<string | undefined, readonly KubeObject[]> {
    let lists = this.#lists.get(key)
    if (!lists) this.#lists.set(key, (lists = new Map()))
    return lists
  }

  state(group: string, kind: string): object {
    const key = `${group}/${kind}`
    let state = this.#states.get(key)
    if (!state) this.#states.set(key, (state = {}))
    return state
  }

  put(group: string, object: KubeObject): void {
    const key = `${group}/${object.kind}`
    this.#states.delete(key)
    this.#lists.delete(key)
    const { namespace = '', name = '' } = object.metadata
    let namespaces = this.#kinds.get(key)
    if (!namespaces) this.#kinds.set(key, (namespaces = new Map()))
    let objects = namespaces.get(namespace)
    if (!objects) namespaces.set(namespace, (objects = new Map()))
    objects.set(name, object)
  }

  remove(group: string, object: KubeObject): void {
    const { namespace = '', name = '' } = object.metadata
    const key = `${group}/${object.kind}`
    this.#states.delete(key)
    this.#lists.delete(key)
    const namespaces = this.#kinds.get(key)
    const objects = namespaces?.get(namespace)
    objects?.delete(name)
    if (objects?.size === 0) namespaces?.delete(namespace)
  }
}

const NONE: ReadonlyMap<string, KubeObject> = new Map()

function byName(a: KubeObject, b: KubeObject): number {
  const left = `${a.metadata.namespace ?? ''}/${a.metadata.name ?? ''}`
  const right = `${b.metadata.namespace ?? ''}/${b.metadata.name ?? ''}`
  return left < right ? -1 : left > right ? 1 : 0
}
