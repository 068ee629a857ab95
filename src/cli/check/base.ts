import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BaseFile } from '../../check/updates.ts'
import { decode, readContent } from '../../input/content.ts'
import { ancestorOf, topLevel } from '../../input/git.ts'
import type { ListedFile } from '../../input/listing.ts'
import { select, selectIn } from '../../input/select.ts'
import { type Held, readAll } from './contents.ts'
import type { Request } from './request.ts'

/** What the cluster is taken to hold: `--base`, a folder or a revision of git. */
export interface Base {
  readonly files: readonly BaseFile[]
  readonly incomplete: readonly string[]
}

export async function baseOf({ base, selection }: Request): Promise<Base> {
  if (base === undefined) return { files: [], incomplete: [] }
  const { only: _, ...everything } = selection
  const folder = resolve(selection.cwd, base)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    const { files, incomplete } = await select({ ...everything, paths: [base] })
    return { files: textsOf(files, selection.limitBytes), incomplete }
  }
  const top = await topLevel(selection.cwd)
  const commit = 'value' in top ? await ancestorOf(top.value, base) : top
  const files = 'value' in commit ? await selectIn(everything, commit.value, 'all') : commit
  return 'value' in files
    ? { files: textsOf(files.value, selection.limitBytes), incomplete: [] }
    : { files: [], incomplete: [`--base ${base}: it is no folder, and ${files.reason}`] }
}

/** The files that `--changed-since` is about, as they were. */
export interface Before {
  /** A change is asked about: what was there before is no news. */
  readonly asked: boolean
  readonly held: readonly Held[]
  readonly base: readonly BaseFile[]
  readonly incomplete: readonly string[]
}

export async function before({ selection }: Request): Promise<Before> {
  const nothing: Before = { asked: false, held: [], base: [], incomplete: [] }
  const { only } = selection
  if (only?.kind !== 'since') return nothing
  const top = await topLevel(selection.cwd)
  const commit = 'value' in top ? await ancestorOf(top.value, only.revision) : top
  // What git has to say was said when the changed files were asked for.
  if (!('value' in commit)) return nothing
  const files = await selectIn(selection, commit.value, 'changed')
  if (!('value' in files)) return { ...nothing, incomplete: [files.reason] }
  return {
    asked: true,
    held: readAll(files.value, selection.limitBytes).held,
    base: textsOf(files.value, selection.limitBytes),
    incomplete: [],
  }
}

function textsOf(files: readonly ListedFile[], limitBytes: number): BaseFile[] {
  return files.flatMap(file => {
    const content = readContent(file, limitBytes)
    const decoded = 'bytes' in content ? decode(file.name, content.bytes) : content
    return 'text' in decoded ? [{ name: file.name, text: decoded.text }] : []
  })
}
