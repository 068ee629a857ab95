import type { Engine, Role } from '../../src/check/engine.ts'
import { ItemMemory } from '../../src/check/item-memory.ts'
import type { ManifestObject } from '../../src/manifest/objects.ts'
import { Source } from '../../src/text/source.ts'
import { type Chunk, rechunk } from './chunk.ts'
import type { Folder } from './folder.ts'

/** An edit makes one or two; a text that comes whole is looked at from its beginning. */
const MOST_LATEST = 3

/** A file of the workspace: as it is on disk, or as it stands in the editor. */
export class ManifestFile {
  readonly uri: string
  /** Where it is on disk; absent for texts that were never saved. */
  readonly path: string | undefined
  /** Relative to its folder. */
  readonly name: string
  readonly folder: Folder
  /** The editor's count of changes; absent as long as it is not open. */
  version: number | undefined
  chunks: readonly Chunk[] = []
  /** Those that the last change made anew. */
  latest: readonly Chunk[] = []
  #role: Role = 'objects'
  #isPatch = false
  #text: Source
  #whole = false
  #items: { readonly engine: Engine; readonly memory: ItemMemory } | undefined

  constructor(folder: Folder, uri: string, path: string | undefined, name: string) {
    this.folder = folder
    this.uri = uri
    this.path = path
    this.name = name
    this.#text = new Source(name, '')
    this.#recut(true)
  }

  get isOpen(): boolean {
    return this.version !== undefined
  }

  get source(): Source {
    return this.#text
  }

  get text(): string {
    return this.#text.text
  }

  /** `context`: part of a package that makes something else of it; nothing is said of it by itself. */
  get role(): Role {
    return this.#role
  }

  /** A patch of a Kustomization: no object of its own, but what it names is what manifests name. */
  get isPatch(): boolean {
    return this.#isPatch
  }

  become(role: Role, isPatch: boolean): void {
    if (role === this.#role && isPatch === this.#isPatch) return
    this.#role = role
    this.#isPatch = isPatch
    this.#recut(true)
  }

  set text(text: string) {
    if (text === this.#text.text) return
    this.#text = new Source(this.name, text)
    this.#whole = false
    this.#recut(false)
  }

  /** What an engine found in the items of `List`s: it holds for that engine alone. */
  itemsFor(engine: Engine): ItemMemory {
    if (this.#items?.engine !== engine) this.#items = { engine, memory: new ItemMemory() }
    return this.#items.memory
  }

  /** Reads the file in one piece from now on: what it holds only makes sense together. */
  joinChunks(): void {
    if (this.#whole) return
    this.#whole = true
    this.#recut(true)
  }

  #recut(anew: boolean): void {
    const before = this.chunks
    this.chunks = rechunk(this, anew ? [] : before, this.text, this.#whole)
    const kept = new Set(before)
    this.latest = this.chunks.filter(chunk => !kept.has(chunk)).slice(0, MOST_LATEST)
    this.folder.index.replace(before, this.chunks)
  }

  /** The chunk in which an offset is; one at the border belongs to the later one only behind its `---`. */
  chunkAt(offset: number): Chunk | undefined {
    let low = 0
    let high = this.chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.chunks[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return this.chunks[low]
  }

  get objects(): readonly ManifestObject[] {
    return this.role === 'context' ? [] : this.chunks.flatMap(({ objects }) => objects)
  }
}
