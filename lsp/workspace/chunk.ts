import type { Engine, FileResult } from '../../src/check/engine.ts'
import type { ItemMemory } from '../../src/check/item-memory.ts'
import { type ManifestObject, objectsIn } from '../../src/manifest/objects.ts'
import { Source, type Span } from '../../src/text/source.ts'
import type { Document } from '../../src/yaml/document.ts'
import { readDocuments } from '../../src/yaml/read.ts'
import { splitDocuments } from '../../src/yaml/split.ts'
import type { ManifestFile } from './file.ts'

/**
 * What stands between two `---` lines of a file: read once, checked once, and kept as long as its text stays the
 * same, wherever edits above it move it to. Offsets inside count from its own beginning.
 */
export class Chunk {
  readonly source: Source
  readonly file: ManifestFile
  /** Where it begins in its file. */
  start: number
  #documents: readonly Document[] | undefined
  #objects: readonly ManifestObject[] | undefined
  #result: { readonly engine: Engine; readonly found: FileResult } | undefined

  constructor(file: ManifestFile, text: string, start: number) {
    this.file = file
    this.start = start
    this.source = new Source(file.name, text)
    chunks.set(this.source, this)
  }

  get end(): number {
    return this.start + this.source.text.length
  }

  get documents(): readonly Document[] {
    this.#documents ??= readDocuments(this.source)
    return this.#documents
  }

  get objects(): readonly ManifestObject[] {
    this.#objects ??= this.documents.flatMap(objectsIn)
    return this.#objects
  }

  /** Whether an engine has been asked about it. */
  isKnownTo(engine: Engine): boolean {
    return this.#result?.engine === engine
  }

  /** A chunk with a `List` goes by what was found in the one that it took the place of. */
  #items(engine: Engine): ItemMemory | undefined {
    return this.objects.length > 1 ? this.file.itemsFor(engine) : undefined
  }

  /** What an engine says of it by itself. */
  result(engine: Engine): FileResult {
    if (this.#result?.engine !== engine) {
      const file = {
        source: this.source,
        role: this.file.role,
        asked: false,
        read: this.documents,
        items: this.#items(engine),
      } as const
      this.#result = { engine, found: engine.file(file) }
    }
    return this.#result.found
  }
}

const chunks = new WeakMap<Source, Chunk>()

/** The chunk that a place is in. */
export const chunkOf = (source: Source): Chunk | undefined => chunks.get(source)

/** A text that asks for something over the whole file, or is one JSON value, is not cut. */
const isWhole = (text: string): boolean =>
  /^\s*\{(?!\{)/.test(text.slice(0, 200)) || text.includes('drydock-ignore-file')

export const cut = (text: string): Span[] => (isWhole(text) ? [{ start: 0, end: text.length }] : splitDocuments(text))

/**
 * The chunks of a text, those kept that were there before: the same at the beginning, the same at the end, and what
 * is between them new.
 */
export function rechunk(file: ManifestFile, before: readonly Chunk[], text: string, whole: boolean): Chunk[] {
  const spans = whole || text === '' ? [{ start: 0, end: text.length }] : cut(text)
  const isSame = (chunk: Chunk | undefined, { start, end }: Span): boolean =>
    chunk !== undefined && chunk.source.text.length === end - start && text.startsWith(chunk.source.text, start)
  let head = 0
  while (head < spans.length && isSame(before[head], spans[head]!)) head++
  let tail = 0
  while (
    tail < Math.min(spans.length, before.length) - head &&
    isSame(before[before.length - 1 - tail], spans[spans.length - 1 - tail]!)
  )
    tail++
  return spans.map(({ start, end }, index) => {
    const fromEnd = spans.length - index
    const kept = index < head ? before[index]! : fromEnd <= tail ? before[before.length - fromEnd]! : undefined
    if (!kept)
      return new Chunk(file, before.length > 0 ? detached(text.slice(start, end)) : text.slice(start, end), start)
    kept.start = start
    return kept
  })
}

/** A slice keeps all of the text alive that it was cut from; after an edit that would be one text for each keystroke. */
const detached = (slice: string): string => Buffer.from(slice, 'utf16le').toString('utf16le')
