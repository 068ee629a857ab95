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
    if (called) this.#index.set(`${group}/${kind}`, called)
    return called
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
