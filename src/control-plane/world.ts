import { type Change, groupKindOf, keyOf, type World } from '../controllers/controller.ts'
import type { GroupKind, ObjectOf } from '../resource/kinds.ts'
import { type LabelSelector, matchesSelector } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import { Bucket } from './bucket.ts'
import type { Clock } from './clock.ts'

/** The store as controllers see it, kept in indexes from the changes that the store reports. */
export class IndexedWorld implements World {
  readonly #clock: Clock
  readonly #byName = new Map<string, KubeObject>()
  readonly #byKind = new Map<string, Bucket>()
  readonly #byNamespace = new Map<string, Bucket>()
  readonly #byHome = new Map<string, Bucket>()
  readonly #byLabel = new Map<string, Bucket>()
  readonly #byOwner = new Map<string, Bucket>()
  readonly #byUid = new Map<string, KubeObject>()
  /** In which order objects came; the clock alone cannot tell objects of one second apart. */
  readonly #order = new Map<string, number>()
  #arrivals = 0

  readonly minor: Minor

  constructor(clock: Clock, minor: Minor) {
    this.#clock = clock
    this.minor = minor
  }

  get now(): number {
    return this.#clock.now
  }

  get<K extends GroupKind>(kind: K, namespace: string, name: string): ObjectOf<K> | undefined {
    return this.#byName.get(`${kind} ${namespace}/${name}`) as ObjectOf<K> | undefined
  }

  list<K extends GroupKind>(kind: K, namespace?: string): readonly ObjectOf<K>[] {
    const bucket = namespace === undefined ? this.#byKind.get(kind) : this.#byNamespace.get(`${kind} ${namespace}`)
    const objects: readonly unknown[] = bucket?.list() ?? []
    return objects as readonly ObjectOf<K>[]
  }

  selected<K extends GroupKind>(
    kind: K,
    namespace: string,
    selector: LabelSelector | undefined,
  ): readonly ObjectOf<K>[] {
    if (!selector) return []
    let fewest = this.#byNamespace.get(`${kind} ${namespace}`)
    for (const key in selector.matchLabels) {
      const bucket = this.#byLabel.get(`${kind} ${namespace} ${key}=${selector.matchLabels[key]}`)
      if (!bucket) return []
      if (!fewest || bucket.size < fewest.size) fewest = bucket
    }
    const objects: readonly unknown[] = (fewest?.list() ?? []).filter(object =>
      matchesSelector(selector, object.metadata.labels),
    )
    return objects as readonly ObjectOf<K>[]
  }

  ownedBy(uid: string): readonly KubeObject[]
  ownedBy<K extends GroupKind>(uid: string, kind: K): readonly ObjectOf<K>[]
  ownedBy(uid: string, kind?: GroupKind): readonly KubeObject[] {
    const owned = this.#byOwner.get(uid)?.list() ?? []
    return kind === undefined ? owned : owned.filter(object => groupKindOf(object) === kind)
  }

  everythingIn(namespace: string): readonly KubeObject[] {
    return this.#byHome.get(namespace)?.list() ?? []
  }

  withUid(uid: string): KubeObject | undefined {
    return this.#byUid.get(uid)
  }

  compareAge(a: KubeObject, b: KubeObject): number {
    const left = a.metadata.creationTimestamp ?? ''
    const right = b.metadata.creationTimestamp ?? ''
    return left < right ? -1 : left > right ? 1 : this.#arrival(a) - this.#arrival(b)
  }

  #arrival(object: KubeObject): number {
    return this.#order.get(object.metadata.uid ?? '') ?? 0
  }

  get size(): number {
    return this.#byName.size
  }

  everything(): Iterable<KubeObject> {
    return this.#byName.values()
  }

  /** Takes in one change that the store reports. */
  apply({ type, object, before }: Change): void {
    if (before) this.#remove(before)
    if (type === 'deleted') {
      this.#remove(object)
      this.#order.delete(object.metadata.uid ?? '')
    } else {
      this.#put(object)
    }
  }

  #put(object: KubeObject): void {
    const kind = groupKindOf(object)
    const { namespace, name } = keyOf(object)
    const uid = object.metadata.uid ?? ''
    this.#byName.set(`${kind} ${namespace}/${name}`, object)
    this.#byUid.set(uid, object)
    if (!this.#order.has(uid)) this.#order.set(uid, (this.#arrivals += 1))
    for (const [index, key] of this.#entries(object)) {
      const bucket = index.get(key)
      if (bucket) bucket.put(object)
      else {
        const first = new Bucket()
        first.put(object)
        index.set(key, first)
      }
    }
  }

  #remove(object: KubeObject): void {
    const { namespace, name } = keyOf(object)
    this.#byName.delete(`${groupKindOf(object)} ${namespace}/${name}`)
    this.#byUid.delete(object.metadata.uid ?? '')
    for (const [index, key] of this.#entries(object)) {
      const bucket = index.get(key)
      bucket?.remove(object)
      if (bucket?.size === 0) index.delete(key)
    }
  }

  *#entries(object: KubeObject): Generator<[Map<string, Bucket>, string]> {
    const kind = groupKindOf(object)
    const inNamespace = `${kind} ${object.metadata.namespace ?? ''}`
    yield [this.#byKind, kind]
    yield [this.#byNamespace, inNamespace]
    const { labels, namespace } = object.metadata
    if (namespace !== undefined) yield [this.#byHome, namespace]
    for (const key in labels) yield [this.#byLabel, `${inNamespace} ${key}=${labels[key]}`]
    for (const { uid } of object.metadata.ownerReferences ?? []) yield [this.#byOwner, uid]
  }
}
