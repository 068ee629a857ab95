import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { reasonOf } from '../../input/listing.ts'
import type { Finding, FoundFix } from '../../report/report.ts'
import { applyEdits, type Edit } from '../../text/edit.ts'
import { Source } from '../../text/source.ts'
import { writeWhole } from './outputs.ts'

/** Which fixes: those that cannot change what a manifest means, or also those that want a human's eye. */
export type FixLevel = FoundFix['safety']

/** Files as they would be with the fixes applied; nothing is written yet. */
export interface Fixes {
  readonly files: readonly { readonly file: string; readonly before: string; readonly after: string }[]
  /** How many findings they cure. */
  readonly count: number
}

/** Each fix is applied whole or not at all. Those that touch the same text wait for the next run. */
export function fixesOf(findings: readonly Finding[], cwd: string, level: FixLevel): Fixes {
  const byFile = new Map<string, { source: Source; edits: Edit[] }>()
  let count = 0
  for (const { fix } of findings) {
    if (!fix || (fix.safety !== level && level !== 'review')) continue
    const placed = fix.edits.map(edit => ({ edit, target: open(edit.file) }))
    if (placed.some(({ target }) => !target)) continue
    const edits = placed.map(({ edit, target }) => ({
      target: target!,
      start: target!.source.offset(edit.start),
      end: target!.source.offset(edit.end),
      text: edit.text,
    }))
    if (edits.some(({ target, ...edit }) => target.edits.some(other => collide(target.source, edit, other)))) continue
    for (const { target, ...edit } of edits) target.edits.push(edit)
    count++
  }
  const files = [...byFile].flatMap(
    ([
      file,
      {
        source: { text },
        edits,
      },
    ]) => (edits.length > 0 ? [{ file, before: text, after: applyEdits(text, edits).text }] : []),
  )
  return { files, count }

  function open(file: string) {
    const known = byFile.get(file)
    if (known) return known
    const path = resolve(cwd, file)
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
    try {
      const bytes = readFileSync(path)
      const text = bytes.toString('utf8')
      // UTF-16, or bytes that are no text: writing them again would change them where nothing was to be mended.
      if (!Buffer.from(text).equals(bytes)) return undefined
      const opened = { source: new Source(file, text), edits: [] }
      byFile.set(file, opened)
      return opened
    } catch {
      return undefined
    }
  }
}

/**
 * Edits that touch depend on which comes first: two insertions at one place, or lines that are added behind one that
 * another edit takes away, which may have been the last of its mapping.
 */
function collide({ text }: Source, a: Edit, b: Edit): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  if (second.start <= first.end) return true
  return (
    second.start === second.end && /^\r?\n/.test(second.text) && !text.slice(first.end, second.start).includes('\n')
  )
}

/** Writes the fixed files; what could not be written is the answer. */
export function writeFixes({ files }: Fixes, cwd: string): string[] {
  return files.flatMap(({ file, after }) => {
    try {
      writeWhole(resolve(cwd, file), after)
      return []
    } catch (error) {
      return [`${file} cannot be written: ${reasonOf(error)}`]
    }
  })
}
