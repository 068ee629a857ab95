import type { Diagnostic, Place } from '../../diagnostic/diagnostic.ts'
import { Source } from '../../text/source.ts'
import type { Document } from '../../yaml/document.ts'
import { readDocuments } from '../../yaml/read.ts'
import type { Origin, Rendered } from '../rendered.ts'
import { inManifest } from './in-manifest.ts'
import { inTemplate } from './in-template.ts'
import { stepsTo } from './steps.ts'

/** The text of a file by its absolute path, or nothing when it cannot be read. */
export type ReadText = (path: string) => Source | undefined

/**
 * Findings about a rendered text, moved to the files a person can edit: to the value itself where it
 * is written, else to the nearest thing that exists, else to the file that stands for the rendering.
 */
export class Origins {
  readonly #rendered: Rendered
  readonly #read: ReadText
  readonly #documents: readonly Document[]
  readonly #known = new Map<string, readonly Document[]>()

  constructor(rendered: Rendered, read: ReadText) {
    this.#rendered = rendered
    this.#read = read
    this.#documents = readDocuments(rendered.source)
  }

  move(diagnostic: Diagnostic): Diagnostic {
    // Edits would apply to a text that no file holds.
    const { fix, related, ...rest } = diagnostic
    const at = this.#trace(diagnostic.at)
    return {
      ...rest,
      ...(!at && { message: `${diagnostic.message} (in what ${this.#made(diagnostic.at)})` }),
      at: at ?? this.#whole(),
      foundAt: diagnostic.at,
      ...(related && { related: related.map(other => ({ ...other, at: this.#place(other.at) })) }),
    }
  }

  #place(at: Place): Place {
    return this.#trace(at) ?? this.#whole()
  }

  /** Where it comes from, if that can be told. */
  #trace(at: Place): Place | undefined {
    if (at.source !== this.#rendered.source) return at
    const index = this.#documentAt(at)
    const document = this.#documents[index]
    return document && this.#placeIn(document, at, this.#originOf(index))
  }

  #documentAt = ({ start }: Place): number => this.#documents.findIndex(({ span }) => start <= span.end)

  /** `helm makes of chart/templates/web.yaml`: the file as far as it is known, though it cannot be looked into. */
  #made(at: Place): string {
    const { tool, folder, source, file } = this.#rendered
    const origin = this.#originOf(this.#documentAt(at))
    const inside = origin && origin.file !== file ? origin.file.slice(folder.length) : ''
    const name = source.name.slice(0, source.name.lastIndexOf(' ('))
    return `${tool} makes of ${name}${origin?.file.startsWith(folder) ? inside : ''}`
  }

  #placeIn(document: Document, at: Place, origin: Origin | undefined): Place | undefined {
    if (this.#rendered.tool === 'helm') {
      const template = origin && this.#read(origin.file)
      return template && inTemplate(template, document, at)
    }
    // What cannot be read has no shape that a manifest could have as well.
    if (document.problem !== undefined) return undefined
    const steps = stepsTo(document, at)
    const files = origin ? [origin.file] : this.#rendered.candidates
    return inManifest(document, steps, {
      origins: files.flatMap(file => this.#documentsOf(file)),
      patches: this.#rendered.patches.flatMap(file => this.#documentsOf(file)),
      kustomizations: this.#rendered.kustomizations.flatMap(file => this.#documentsOf(file)),
      generated: origin?.generated ?? false,
    })
  }

  /** The output's documents were split as text, the parsed ones leave out empty ones: both are in order. */
  #originOf(index: number): Origin | undefined {
    return this.#rendered.origins[index]
  }

  #documentsOf(file: string): readonly Document[] {
    let documents = this.#known.get(file)
    if (!documents) {
      const source = this.#read(file)
      documents = source ? readDocuments(source) : []
      this.#known.set(file, documents)
    }
    return documents
  }

  #whole(): Place {
    const source = this.#read(this.#rendered.file) ?? new Source(this.#rendered.source.name, '')
    const [document] = readDocuments(source)
    const start = document?.span.start ?? 0
    const line = source.text.indexOf('\n', start)
    return { source, start, end: line < 0 ? source.text.length : line }
  }
}
