import type { ManifestObject } from '../../manifest/objects.ts'
import { type KubeObject, parseApiVersion } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import type { Kind } from '../../schema/catalog.ts'
import type { CheckOptions } from '../engine.ts'
import type { Definition } from './definition.ts'
import { readDefinitions } from './read.ts'

/** The kinds that the files at hand define. They are read when the first object asks for one. */
export class Definitions {
  readonly #files: CheckOptions['definitions']
  readonly #minor: Minor
  #index: Map<string, Definition> | undefined
  #objects: readonly KubeObject[] | undefined

  constructor({ definitions, minors }: Pick<CheckOptions, 'definitions' | 'minors'>) {
    this.#files = definitions
    this.#minor = Math.max(...minors)
  }

  /** Of several definitions of a kind, the first by the name of its file. */
  of(group: string, kind: string): Definition | undefined {
    this.#index ??= this.#read()
    const known = this.#index.get(`${group}/${kind}`)
    if (known) return known
    const called = this.#index.get(`${group}/${kind.toLowerCase()}`)?.called(kind)
    if (called) {
      this.#index.set(`${group}/${kind}`, called)
      this.#objects = undefined
    }
    return called
  }

  /** The kind that a definition at hand serves in a version. Who is in a namespace says so where no definition does. */
  served({ apiVersion, kind, subject }: ManifestObject, minor: Minor): Kind | undefined {
    const { group, version } = parseApiVersion(apiVersion)
    const definition = this.of(group, kind)
    const found = definition?.version(version)
    if (!definition || !found?.served) return undefined
    const known = definition.kind(found, minor)
    return definition.spec.scope === '' ? { ...known, namespaced: subject.namespace !== undefined } : known
  }

  /** The definitions themselves; the same list as long as no other one is known. */
  get objects(): readonly KubeObject[] {
    this.#index ??= this.#read()
    this.#objects ??= [...new Set(this.#index.values())].map(({ object }) => object)
    return this.#objects
  }

  /** Every kind that is defined, in each version that is served. */
  kinds(minor: Minor): Kind[] {
    this.#index ??= this.#read()
    return [...this.#index.values()].flatMap(definition =>
      definition.served.map(version => definition.kind(version, minor)),
    )
  }

  #read(): Map<string, Definition> {
    const index = new Map<string, Definition>()
    for (const file of [...this.#files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      for (const definition of readDefinitions(file, this.#minor)) {
        const { group, names } = definition.spec
        const key = `${group}/${names.kind}`
        index.set(key, index.get(key)?.with(definition) ?? definition)
      }
    }
    return index
  }
}
