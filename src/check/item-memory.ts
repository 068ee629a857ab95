import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import type { ManifestObject } from '../manifest/objects.ts'
import type { Source } from '../text/source.ts'

const FEW = 100

interface Kept {
  readonly source: Source
  readonly start: number
  readonly found: readonly Diagnostic[]
}

/**
 * What was found in each item of a `List`, by the item's text: in an editor all of them are asked about at every
 * keystroke, and nearly all of them are as they were. What was not asked about for a while is forgotten.
 */
export class ItemMemory {
  #before = new Map<string, Kept>()
  #now = new Map<string, Kept>()

  /** Begins a look at so many items. */
  look(count: number): void {
    if (this.#now.size < 2 * count + FEW) return
    this.#before = this.#now
    this.#now = new Map()
  }

  of(object: ManifestObject, find: () => readonly Diagnostic[]): readonly Diagnostic[] {
    const { source, start, end } = object.whole
    const text = source.text.slice(start, end)
    // An alias says what another place says.
    if (object.base.length === 0 || /(?:^|\s)\*/.test(text)) return find()
    const known = this.#now.get(text) ?? this.#before.get(text)
    const found = known ? known.found.map(one => moved(one, known.source, source, start - known.start)) : find()
    const isWithin = (at: Place): boolean => at.source === source && start <= at.start && at.end <= end
    const places = found.flatMap(({ at, related = [], fix }) => [
      at,
      ...related.map(other => other.at),
      ...(fix?.edits ?? []),
    ])
    if (places.every(isWithin)) this.#now.set(text, { source, start, found })
    return found
  }
}

function moved(diagnostic: Diagnostic, from: Source, to: Source, by: number): Diagnostic {
  const move = <P extends Place>(place: P): P =>
    place.source === from ? { ...place, source: to, start: place.start + by, end: place.end + by } : place
  const { at, related, fix } = diagnostic
  return {
    ...diagnostic,
    at: move(at),
    ...(related && { related: related.map(other => ({ ...other, at: move(other.at) })) }),
    ...(fix && { fix: { ...fix, edits: fix.edits.map(move) } }),
  }
}
