import type { Status } from '../apiserver/status.ts'
import type { GroupKind, ObjectOf } from '../resource/kinds.ts'
import type { LabelSelector } from '../resource/labels.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'

/**
 * A controller is a question asked of one object and the world: what are the next steps?
 *
 *   reconcile(object, world) → steps
 *
 * Asking changes nothing. Steps are data; whoever asked carries each one out and hands back the API
 * server's answer, which is why a reconcile is a generator: `const answer = yield create(pod)`. A
 * controller therefore reads the world once, at the top, into a model of its own, and afterwards
 * knows only that model and the answers. It must not depend on the order of what the world lists.
 */
export interface Controller<K extends GroupKind = GroupKind> {
  /** As kube-controller-manager names it in events: `deployment-controller`. */
  readonly name: string
  /** `*` is every kind; the names of its keys are uids then. */
  readonly kind: K
  /**
   * Which objects of `kind` to look at again when an object of another kind changed. A change of an
   * object of `kind` itself asks for that object; `watches[kind]` replaces this when it is there, and
   * `watches['*']` stands for every kind not named.
   */
  readonly watches?: Readonly<Record<string, (change: Change, world: World) => Iterable<ObjectKey>>>
  /** For those that keep a model of the world of their own: sees every change before anybody watches it. */
  observe?(change: Change, now: number): void
  reconcile(object: ObjectOf<K>, world: World): Steps
  /** For controllers that have work to do after an object is gone. */
  gone?(key: ObjectKey, world: World): Steps
}

export type Steps = Generator<Step, void, Answer>

export interface ObjectKey {
  readonly namespace: string
  readonly name: string
}

export type Propagation = 'Background' | 'Foreground' | 'Orphan'

export type Step =
  | { readonly do: 'create'; readonly object: KubeObject }
  /** Replaces everything but the status. Refused with 409 when the object changed since it was read. */
  | { readonly do: 'update'; readonly object: KubeObject; readonly subresource?: string }
  | { readonly do: 'update status'; readonly object: KubeObject }
  | {
      readonly do: 'delete'
      readonly ref: ObjectRef
      readonly uid?: string
      readonly propagation?: Propagation
      readonly gracePeriodSeconds?: number
    }
  | { readonly do: 'bind'; readonly ref: ObjectRef; readonly node: string }
  | { readonly do: 'event'; readonly event: Occurrence }
  /** Look at this object again later. `pace` marks a controller's own rhythm, which belongs to settling. */
  | { readonly do: 'again'; readonly afterSeconds: number; readonly pace?: boolean }
  /** Something was refused: look again after the work queue's back-off, 5 ms doubling with each failure in a row. */
  | { readonly do: 'retry' }
  /** Kubernetes picks among equals by chance; drydock picked the first and says which others it could have been. */
  | { readonly do: 'tie'; readonly picked: readonly ObjectRef[]; readonly among: readonly ObjectRef[] }

/** A Kubernetes Event, before it is written down. */
export interface Occurrence {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  readonly about: ObjectRef
}

/** What the API server answers to a request. */
export interface Answer {
  readonly code: number
  readonly object?: KubeObject
  readonly status?: Status | undefined
  /** Texts of `Warning:` headers, in order. */
  readonly warnings: readonly string[]
  /** Paths of values that a real server would pick itself: addresses, ports, uids. */
  readonly unknown?: readonly string[]
}

export const OK: Answer = { code: 200, warnings: [] }

export const refusal = (status: Status): Answer => ({ code: status.code, status, warnings: [] })

export const succeeded = (answer: Answer): boolean => answer.code < 400

/** One write to the store, as a watch reports it. */
export interface Change {
  readonly type: 'added' | 'modified' | 'deleted'
  readonly object: KubeObject
  readonly before?: KubeObject
}

/** The store as controllers see it. Objects are shared: never write into one. Lists are ordered by namespace and name. */
export interface World {
  /** Milliseconds since 1970 on the virtual clock. */
  readonly now: number
  /** The release whose controllers these are. */
  readonly minor: Minor
  get<K extends GroupKind>(kind: K, namespace: string, name: string): ObjectOf<K> | undefined
  /** `namespace` absent: of all namespaces. Cluster-scoped objects live in namespace ``. */
  list<K extends GroupKind>(kind: K, namespace?: string): readonly ObjectOf<K>[]
  /** Only what matches; found through an index of labels, so it costs as much as there are candidates. */
  selected<K extends GroupKind>(kind: K, namespace: string, selector: LabelSelector | undefined): readonly ObjectOf<K>[]
  /** Objects with an owner reference to this uid. */
  ownedBy(uid: string): readonly KubeObject[]
  ownedBy<K extends GroupKind>(uid: string, kind: K): readonly ObjectOf<K>[]
  /** All that lives in a namespace, of whatever kind. */
  everythingIn(namespace: string): readonly KubeObject[]
  withUid(uid: string): KubeObject | undefined
  /** Oldest first, by creation timestamp and then by what was created first. */
  compareAge(a: KubeObject, b: KubeObject): number
}

/** `apps/v1 Deployment` → `apps/Deployment`, `v1 Pod` → `Pod`. */
export function groupKindOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): GroupKind {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? kind : `${apiVersion.slice(0, slash)}/${kind}`
}

export const keyOf = (object: KubeObject): ObjectKey => ({
  namespace: object.metadata.namespace ?? '',
  name: object.metadata.name ?? '',
})
