import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** What one replayed case showed. Counts that do not apply to the case are left out. */
export interface Outcome {
  readonly id: string
  readonly kind?: string
  /** How much each count grows: `true` is one, a number counts parts of a case (pods of a scenario). */
  readonly counts: Readonly<Record<string, boolean | number>>
  /** What to read when the case differs; anything that prints as JSON. */
  readonly difference?: unknown
}

export type Counts = Record<string, number>

/** One file of recorded answers: how many cases, and how many agree in which respect. */
export interface FileResult {
  readonly counts: Counts
  readonly kinds: Map<string, Counts>
}

/** Collects what the sets find, and writes the differing cases where they can be read. */
export class Recorder {
  readonly sets = new Map<string, Map<string, FileResult>>()
  readonly #differences: string | undefined

  constructor(differences?: string) {
    this.#differences = differences
    if (differences) mkdirSync(differences, { recursive: true })
  }

  record(set: string, file: string, outcome: Outcome): void {
    const result = this.#result(set, file)
    grow(result.counts, outcome)
    if (outcome.kind !== undefined) {
      let counts = result.kinds.get(outcome.kind)
      if (!counts) result.kinds.set(outcome.kind, (counts = {}))
      grow(counts, outcome)
    }
    if (this.#differences && outcome.difference !== undefined) {
      const line = JSON.stringify({ id: outcome.id, kind: outcome.kind, ...asObject(outcome.difference) }, bigints)
      appendFileSync(join(this.#differences, `${set}-${file.replaceAll('/', '-')}.jsonl`), `${line}\n`)
    }
  }

  #result(set: string, file: string): FileResult {
    let files = this.sets.get(set)
    if (!files) this.sets.set(set, (files = new Map()))
    let result = files.get(file)
    if (!result) files.set(file, (result = { counts: { cases: 0 }, kinds: new Map() }))
    return result
  }

  /** The form that others read: `{ set: { file: { cases, …, kinds: { kind: { cases, … } } } } }`. */
  toJson(): Record<string, Record<string, Counts | Record<string, Counts>>> {
    const json: Record<string, Record<string, Counts & { kinds?: Record<string, Counts> }>> = {}
    for (const [set, files] of this.sets) {
      const entry: (typeof json)[string] = (json[set] = {})
      for (const [file, { counts, kinds }] of files) {
        entry[file] = Object.assign({ ...counts }, { kinds: Object.fromEntries([...kinds].sort()) }) as never
      }
    }
    return json
  }
}

function grow(counts: Counts, { counts: more }: Outcome): void {
  counts['cases'] = (counts['cases'] ?? 0) + 1
  for (const name in more) counts[name] = (counts[name] ?? 0) + Number(more[name])
}

const asObject = (value: unknown): object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { difference: value }

const bigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
