import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { reasonOf } from '../../input/listing.ts'
import type { Finding } from '../../report/report.ts'
import { applyEdits, type Edit } from '../../text/edit.ts'
import { Source } from '../../text/source.ts'
import { writeWhole } from './outputs.ts'

export interface Fixed {
  readonly fixed: number
  readonly files: number
  readonly problems: readonly string[]
}

/** Applies the safe fixes. Those that touch the same text wait for the next run. */
export function applyFixes(findings: readonly Finding[], cwd: string): Fixed {
  const safe = findings.filter(
    ({ fix }) => fix?.safety === 'safe' && fix.edits.every(({ file }) => isPlainFile(resolve(cwd, file))),
  )
  const byFile = new Map<string, { source: Source; edits: Edit[] }>()
  const problems: string[] = []
  let fixed = 0
  for (const { fix } of safe) {
    const placed = fix!.edits.map(edit => ({ edit, target: open(edit.file) }))
    if (placed.some(({ target }) => !target)) continue
    const edits = placed.map(({ edit, target }) => ({
      target: target!,
      start: target!.source.offset(edit.start),
      end: target!.source.offset(edit.end),
      text: edit.text,
    }))
    // All edits of a fix or none of them.
    if (edits.some(({ target, start, end }) => target.edits.some(other => start < other.end && other.start < end)))
      continue
    for (const { target, start, end, text } of edits) target.edits.push({ start, end, text })
    fixed++
  }
  for (const [file, { source, edits }] of byFile) {
    if (edits.length === 0) continue
    try {
      writeWhole(resolve(cwd, file), applyEdits(source.text, edits).text)
    } catch (error) {
      problems.push(`${file} cannot be written: ${reasonOf(error)}`)
    }
  }
  return { fixed, files: [...byFile.values()].filter(({ edits }) => edits.length > 0).length, problems }

  function open(file: string) {
    const known = byFile.get(file)
    if (known) return known
    try {
      const opened = { source: new Source(file, readFileSync(resolve(cwd, file), 'utf8')), edits: [] }
      byFile.set(file, opened)
      return opened
    } catch {
      return undefined
    }
  }
}

const isPlainFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
