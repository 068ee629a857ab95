import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'

/** A resource as a URL names it. */
export interface Resource {
  readonly group: string
  readonly version: string
  /** The plural: `deployments`. */
  readonly resource: string
  readonly kind: string
  readonly namespaced: boolean
}

export interface User {
  readonly username: string
  readonly uid?: string
  readonly groups: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

/** What exists. Objects are in the form of their group's storage version and must not be changed. */
export interface World {
  get(group: string, kind: string, namespace: string, name: string): KubeObject | undefined
  /** In order of namespace and name; one namespace, or all when it is absent. */
  list(group: string, kind: string, namespace?: string): readonly KubeObject[]
  /**
   * Stands for all objects of a kind as they are now: another one as soon as one of them comes, goes or is replaced,
   * so that what is known of them can be kept. A world that is only asked once has none.
   */
  state?(group: string, kind: string): object | undefined
}

/** Which feature gates are on. */
export interface Gates {
  enabled(gate: string): boolean
}

/** Everything that the answer to one request may depend on besides the object. */
export interface Context {
  readonly minor: Minor
  readonly gates: Gates
  readonly world: World
  /** What is not in the world may exist all the same: an absent namespace, class or account is not held against anyone. */
  readonly openWorld: boolean
  /** False: no admission plugin runs. */
  readonly admission: boolean
  /** RFC 3339, of the virtual clock. */
  readonly now: string
  readonly operation: 'create' | 'update' | 'delete'
  readonly resource: Resource
  /** The resource as the URL named it, where the object was converted to another version of its kind. */
  readonly asked?: Resource
  readonly subresource?: string
  /** The namespace of the URL; empty for cluster-scoped kinds. */
  readonly namespace: string
  readonly user: User
  /** In whose name the fields that are written are owned; without one nobody keeps book. */
  readonly manager?: string
  /** The subresource through which they are owned, where the object behind it is what is written. */
  readonly ownedThrough?: string
  /** The answer is wanted, not the deed: nobody looks whether addresses are free, and policies can tell. */
  readonly dryRun?: boolean
  /** Texts of `Warning:` headers, in order. */
  readonly warnings: string[]
  /** What admission would put on the audit event. */
  readonly auditAnnotations: Record<string, string>
  /** Paths of values that a real server picks by chance or from its own state, such as addresses. */
  readonly unknown: string[]
  /** What is written besides when the request is taken: quotas with what they are charged. */
  readonly also: KubeObject[]
  /** Five characters, where the server takes them at random (generateName, the service account's volume). */
  randomSuffix(prefix: string): string
  /** The uid of a new object, which has its name by now; of the form of one, as it becomes the value of labels. */
  newUid(object: KubeObject): string
}
