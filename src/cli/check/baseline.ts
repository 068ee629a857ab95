import { readFileSync } from 'node:fs'
import { reasonOf } from '../../input/listing.ts'
import { fingerprints } from '../../report/fingerprint.ts'
import type { Finding } from '../../report/report.ts'
import { isObject } from '../../resource/json.ts'
import { writeWhole } from './outputs.ts'

/** The findings of an earlier day, by fingerprint: lines may move, what is said may not change. */
export class Baseline {
  readonly #known: ReadonlySet<string>

  private constructor(known: ReadonlySet<string>) {
    this.#known = known
  }

  /** The reason as text when the file is not one. */
  static read(file: string): Baseline | string {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
      const known = isObject(value) && value['format'] === 1 ? value['findings'] : undefined
      if (!Array.isArray(known)) return `${file} is no baseline of drydock`
      return new Baseline(new Set(known.map(entry => (isObject(entry) ? String(entry['fingerprint']) : ''))))
    } catch (error) {
      return `${file}: ${error instanceof SyntaxError ? 'it is not JSON' : reasonOf(error)}`
    }
  }

  without(findings: readonly Finding[]): Finding[] {
    const names = fingerprints(findings)
    return findings.filter((_, index) => !this.#known.has(names[index]!))
  }
}

/** One line for each finding, so that a change of the file reads well in a review. */
export function writeBaseline(file: string, findings: readonly Finding[]): void {
  const names = fingerprints(findings)
  const lines = findings.map(
    ({ code, file: where, message }, index) =>
      `    ${JSON.stringify({ fingerprint: names[index], code, file: where, message })}`,
  )
  writeWhole(file, `{\n  "format": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`)
}
