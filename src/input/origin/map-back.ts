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
    return {
      ...rest,
      at: this.#place(diagnostic.at),
      ...(related && { related: related.map(other => ({ ...other, at: this.#place(other.at) })) }),
    }
  }

  #place(at: Place): Place {
    if (at.source !== this.#rendered.source) return at
    const index = this.#documents.findIndex(({ span }) => at.start <= span.end)
    const document = this.#documents[index]
    const found = document && this.#placeIn(document, at, this.#originOf(index))
    return found ?? this.#whole()
  }

  #placeIn(document: Document, at: Place, origin: Origin | undefined): Place | undefined {
    if (this.#rendered.tool === 'helm') {
      const template = origin && this.#read(origin.file)
      return template && inTemplate(template, document, at)
    }
    const steps = stepsTo(document, at)
    const files = origin ? [origin.file] : this.#rendered.candidates
    return inManifest(document, steps, {
      origins: files.flatMap(file => this.#documentsOf(file)),
      patches: this.#rendered.patches.flatMap(file => this.#documentsOf(file)),
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
