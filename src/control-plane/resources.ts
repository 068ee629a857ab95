import type { Resource, World as ServerWorld } from '../apiserver/context.ts'
import { type Definitions, definitionsOf } from '../apiserver/custom/definitions.ts'
import { type KubeObject, parseApiVersion } from '../resource/object.ts'
import { catalog } from '../schema/catalog.ts'
import type { IndexedWorld } from './world.ts'

const CRD_GROUP = 'apiextensions.k8s.io'
const CRD = 'CustomResourceDefinition'

/**
 * Which resource a kind is: built in, defined in the world, or, where more may exist than is at hand,
 * taken to be one whose definition says nothing.
 */
export class Resources {
  readonly #world: IndexedWorld
  readonly #openWorld: boolean
  readonly #builtIn = new Map<string, Resource | undefined>()
  readonly #assumed = new Map<string, KubeObject>()

  constructor(world: IndexedWorld, openWorld: boolean) {
    this.#world = world
    this.#openWorld = openWorld
  }

  of({ apiVersion, kind, namespaced = true }: KindOf): Resource | undefined {
    const key = `${apiVersion} ${kind}`
    let resource = this.#builtIn.get(key)
    if (!resource && !this.#builtIn.has(key)) this.#builtIn.set(key, (resource = this.#released(apiVersion, kind)))
    return resource ?? this.#defined(apiVersion, kind) ?? this.#assume(apiVersion, kind, namespaced)
  }

  /** The world as the API server asks for it, assumed definitions included. */
  readonly served: ServerWorld = {
    get: (group, kind, namespace, name) => this.#world.get(group ? `${group}/${kind}` : kind, namespace, name),
    list: (group, kind, namespace) => {
      const objects = this.#world.list(group ? `${group}/${kind}` : kind, namespace)
      const assumes = this.#assumed.size > 0 && kind === CRD && group === CRD_GROUP
      return assumes ? this.#withAssumed(objects) : objects
    },
    // The world lists the same array until something changes.
    state: (group, kind) => this.served.list(group, kind),
  }

  readonly #definitions: Definitions = {
    list: (group, kind) => this.#world.list(`${group}/${kind}`),
    state: (group, kind) => this.#world.list(`${group}/${kind}`),
  }

  #listed:
    | { readonly of: readonly KubeObject[]; readonly assumed: number; readonly all: readonly KubeObject[] }
    | undefined

  #withAssumed(of: readonly KubeObject[]): readonly KubeObject[] {
    const assumed = this.#assumed.size
    if (this.#listed?.of !== of || this.#listed.assumed !== assumed) {
      this.#listed = { of, assumed, all: [...of, ...this.#assumed.values()] }
    }
    return this.#listed.all
  }

  #released(apiVersion: string, kind: string): Resource | undefined {
    const known = catalog(this.#world.minor).kind(apiVersion, kind)
    if (!known || known.config) return undefined
    const { group, version, plural, namespaced } = known
    return { group, version, resource: plural, kind, namespaced }
  }

  #defined(apiVersion: string, kind: string): Resource | undefined {
    const { group, version } = parseApiVersion(apiVersion)
    for (const { spec } of definitionsOf(this.#definitions, group, kind)) {
      if (!spec?.versions?.some(({ name }) => name === version)) continue
      return { group, version, resource: `${spec.names?.plural}`, kind, namespaced: spec.scope !== 'Cluster' }
    }
    return undefined
  }

  #assume(apiVersion: string, kind: string, namespaced: boolean): Resource | undefined {
    const { group, version } = parseApiVersion(apiVersion)
    if (!this.#openWorld || kind === '' || version === '' || isBuiltInGroup(group, this.#world)) return undefined
    const resource = pluralOf(kind)
    this.#assumed.set(`${apiVersion} ${kind}`, {
      apiVersion: `${CRD_GROUP}/v1`,
      kind: CRD,
      metadata: { name: `${resource}.${group}` },
      spec: { group, names: { kind, plural: resource }, versions: [{ name: version, served: true, storage: true }] },
    } as KubeObject)
    return { group, version, resource, kind, namespaced }
  }
}

export interface KindOf {
  readonly apiVersion: string
  readonly kind: string
  /** What a kind that nobody defines is taken for. */
  readonly namespaced?: boolean
}

const isBuiltInGroup = (group: string, world: IndexedWorld): boolean =>
  group === '' || catalog(world.minor).versions(group).length > 0

/** `Gateway` → `gateways`, `Policy` → `policies`, `Mesh` → `meshes`. */
function pluralOf(kind: string): string {
  const word = kind.toLowerCase()
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}
