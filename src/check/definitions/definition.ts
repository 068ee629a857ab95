import { shapeOfDefinition } from '../../apiserver/custom/shape.ts'
import { ApiServer } from '../../apiserver/server.ts'
import { Store } from '../../apiserver/store.ts'
import type { Schema } from '../../apiserver/validation/apiextensions/schema.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import type { Kind } from '../../schema/catalog.ts'
import { NOW } from '../world.ts'

export interface DefinedVersion {
  readonly name: string
  readonly served: boolean
  readonly deprecated?: boolean
  readonly deprecationWarning?: string
  readonly schema?: { readonly openAPIV3Schema?: Schema }
}

/** What a definition says, in the form of apiextensions.k8s.io/v1. */
export interface DefinitionSpec {
  readonly group: string
  readonly names: { readonly kind: string; readonly plural: string }
  /** Empty where a catalogue does not say it: most are namespaced. */
  readonly scope: string
  readonly versions: readonly DefinedVersion[]
}

/** A kind that a CustomResourceDefinition at hand defines. */
export class Definition {
  readonly spec: DefinitionSpec
  /** The definition itself. */
  readonly object: KubeObject & { readonly spec: DefinitionSpec }
  readonly #servers = new Map<Minor, ApiServer>()
  readonly #kinds = new Map<string, Kind>()

  constructor(object: KubeObject & { readonly spec: DefinitionSpec }) {
    this.spec = object.spec
    this.object = object
  }

  /** With the versions of another file that this one does not have: catalogues keep each version in a file of its own. */
  with({ spec }: Definition): Definition {
    const more = spec.versions.filter(({ name }) => !this.version(name))
    return more.length > 0 ? this.#changed({ versions: [...this.spec.versions, ...more] }) : this
  }

  /** Catalogues have kinds in lower case; objects say how they are written. */
  called(kind: string): Definition {
    return this.#changed({ names: { ...this.spec.names, kind } })
  }

  #changed(spec: Partial<DefinitionSpec>): Definition {
    return new Definition({ ...this.object, spec: { ...this.spec, ...spec } })
  }

  version(name: string): DefinedVersion | undefined {
    return this.spec.versions.find(version => version.name === name)
  }

  /** The versions that a server with this definition would serve, as it has them. */
  get served(): readonly DefinedVersion[] {
    return this.spec.versions.filter(version => version.served)
  }

  /** A world of its own that holds the definition. */
  world(): Store {
    const world = new Store()
    world.put('apiextensions.k8s.io', this.object)
    return world
  }

  /** A server whose world holds this definition and nothing else: a definition looks at no other object. */
  server(minor: Minor): ApiServer {
    let server = this.#servers.get(minor)
    if (!server) {
      server = new ApiServer(this.world(), { minor, now: NOW, admission: false })
      this.#servers.set(minor, server)
    }
    return server
  }

  /** The kind in the terms in which built-in ones are described. */
  kind(version: DefinedVersion, minor: Minor): Kind {
    const key = `${version.name} ${minor}`
    let kind = this.#kinds.get(key)
    if (!kind) this.#kinds.set(key, (kind = this.#describe(version, minor)))
    return kind
  }

  #describe({ name, schema }: DefinedVersion, minor: Minor): Kind {
    const { group, names, scope } = this.spec
    const shape = shapeOfDefinition(schema?.openAPIV3Schema ?? {}, minor)
    if (shape.kind !== 'struct') throw new Error('an object is a struct')
    return {
      group,
      version: name,
      apiVersion: `${group}/${name}`,
      kind: names.kind,
      plural: names.plural,
      shortNames: [],
      categories: [],
      namespaced: scope === 'Namespaced' || scope === '',
      subresources: [],
      verbs: [],
      optIn: false,
      config: false,
      deprecated: false,
      deprecatedSince: undefined,
      until: undefined,
      replacement: undefined,
      type: shape.type,
    }
  }
}
