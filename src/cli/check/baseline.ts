import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { errorCode, reasonOf } from '../../input/listing.ts'
import { nameIn } from '../../input/names.ts'
import { fingerprints } from '../../report/fingerprint.ts'
import type { Finding } from '../../report/report.ts'
import { isObject, type Json } from '../../resource/json.ts'
import { Source } from '../../text/source.ts'
import { writeWhole } from './outputs.ts'

interface Entry {
  readonly fingerprint: string
  readonly code: string
  /** Relative to the folder of the baseline, so that it holds wherever drydock is called. */
  readonly file: string
}

/** The findings of an earlier day, by fingerprint: lines may move, what is said may not change. */
export class Baseline {
  readonly #file: string
  readonly #cwd: string
  readonly #text: string
  readonly #entries: readonly Entry[]
  readonly #known: ReadonlySet<string>

  private constructor(file: string, cwd: string, text: string, entries: readonly Entry[]) {
    this.#file = file
    this.#cwd = cwd
    this.#text = text
    this.#entries = entries
    this.#known = new Set(entries.map(({ fingerprint }) => fingerprint))
  }

  /** The reason as text when the file is not one. */
  static read(file: string, cwd: string): Baseline | string {
    const name = nameIn(cwd)(file)
    try {
      const text = readFileSync(file, 'utf8')
      const entries = entriesIn(JSON.parse(text))
      return entries ? new Baseline(file, cwd, text, entries) : `${name} is no baseline of drydock`
    } catch (error) {
      if (error instanceof SyntaxError) return `${name} is no baseline of drydock: it is no JSON`
      const hint = errorCode(error) === 'ENOENT' ? `; ${MAKE_ONE} ${name}\` makes one` : ''
      return `the baseline ${name}: ${reasonOf(error)}${hint}`
    }
  }

  without(findings: readonly Finding[]): Finding[] {
    const names = fingerprints(seenFrom(this.#file, this.#cwd, findings))
    return findings.filter((_, index) => !this.#known.has(names[index]!))
  }

  /** What it still excuses though nobody finds it any more, in files that were looked at or are gone. */
  remark(findings: readonly Finding[], looked: (path: string) => boolean): Diagnostic | undefined {
    const found = new Set(fingerprints(seenFrom(this.#file, this.#cwd, findings)))
    const folder = dirname(this.#file)
    const gone = this.#entries.filter(({ fingerprint, file }) => {
      const path = resolve(folder, file)
      return !found.has(fingerprint) && (looked(path) || !existsSync(path))
    })
    const [first] = gone
    if (!first) return undefined
    const name = nameIn(this.#cwd)(this.#file)
    const start = Math.max(0, this.#text.indexOf(JSON.stringify(first.fingerprint)))
    return {
      code: 'ignore/baseline',
      severity: 'note',
      message:
        gone.length === 1
          ? `A finding of the baseline is there no more: ${first.code} in ${first.file}`
          : `${gone.length} findings of the baseline are there no more, ${first.code} in ${first.file} among them`,
      at: { source: new Source(name, this.#text), start, end: start + first.fingerprint.length + 2 },
      advice: `${MAKE_ONE} ${name}\` takes them out.`,
    }
  }
}

const MAKE_ONE = '`drydock check --write-baseline'

function entriesIn(value: unknown): Entry[] | undefined {
  const list = isObject(value) && value['format'] === 1 ? value['findings'] : undefined
  if (!Array.isArray(list)) return undefined
  const entries = list.map(entryIn)
  return entries.every(entry => entry !== undefined) ? entries : undefined
}

function entryIn(value: Json): Entry | undefined {
  if (!isObject(value)) return undefined
  const { fingerprint, code, file } = value
  return typeof fingerprint === 'string' && typeof code === 'string' && typeof file === 'string'
    ? { fingerprint, code, file }
    : undefined
}

/** Findings with their files named from the folder of the baseline. */
function seenFrom(baseline: string, cwd: string, findings: readonly Finding[]): Finding[] {
  const folder = dirname(baseline)
  if (folder === cwd) return [...findings]
  const nameOf = (file: string) =>
    file.startsWith('<') ? file : relative(folder, resolve(cwd, file)).split(sep).join('/')
  return findings.map(finding => ({ ...finding, file: nameOf(finding.file) }))
}

/** One line for each finding, so that a change of the file reads well in a review. */
export function writeBaseline(file: string, cwd: string, found: readonly Finding[]): void {
  const findings = seenFrom(file, cwd, found)
  const names = fingerprints(findings)
  const lines = findings.map(
    ({ code, file: where, message }, index) =>
      `    ${JSON.stringify({ fingerprint: names[index], code, file: where, message })}`,
  )
  writeWhole(file, `{\n  "format": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`)
}
