import { resolve } from 'node:path'
import { placeInCatalogue } from '../../check/definitions/catalogue-place.ts'
import type { CheckOptions } from '../../check/engine.ts'
import { decode, readContent } from '../../input/content.ts'
import { emptyListing, type ListedFile } from '../../input/listing.ts'
import { nameIn } from '../../input/names.ts'
import { walk } from '../../input/walk.ts'
import { globBase, pathTest } from '../../text/glob.ts'
import { bytesOf, type Held } from './contents.ts'
import type { Request } from './request.ts'

/** Files that define custom resources: those among the checked ones, and those that settings name. */
export function definitionsFor(request: Request, held: readonly Held[]): CheckOptions['definitions'] {
  const { limitBytes, cwd } = request.selection
  const found = new Map<string, string>()
  const add = (name: string, bytes: Uint8Array) => {
    const decoded = decode(name, bytes)
    if ('text' in decoded) found.set(name, decoded.text)
  }
  for (const one of held) {
    const content = one.defines ? bytesOf(one, limitBytes) : undefined
    if (content && 'bytes' in content) add(one.file.name, content.bytes)
  }
  let groups: ReadonlySet<string> | undefined
  for (const file of request.crds.flatMap(glob => filesFor(glob, cwd))) {
    // A catalogue has thousands of files: only those of groups that somebody names are read.
    const place = placeInCatalogue(file.path ?? file.name)
    if (place && !(groups ??= groupsIn(held, limitBytes)).has(place.group)) continue
    const content = readContent(file, limitBytes)
    if ('bytes' in content) add(file.name, content.bytes)
  }
  return [...found].map(([name, text]) => ({ name, text }))
}

/** All the definitions that options name, whoever asks for them. */
export function definitionsIn(globs: readonly string[], cwd: string): CheckOptions['definitions'] {
  return globs
    .flatMap(glob => filesFor(resolve(cwd, glob), cwd))
    .flatMap(file => {
      const content = readContent(file, Number.POSITIVE_INFINITY)
      const decoded = 'bytes' in content ? decode(file.name, content.bytes) : content
      return 'text' in decoded ? [{ name: file.name, text: decoded.text }] : []
    })
}

/** The groups that the checked files name. */
function groupsIn(held: readonly Held[], limitBytes: number): Set<string> {
  const groups = new Set<string>()
  for (const one of held) {
    const content = bytesOf(one, limitBytes)
    if (!('bytes' in content)) continue
    const text = Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.length).toString('latin1')
    for (const [, group] of text.matchAll(/apiVersion["']?\s*:\s*["']?([\w.-]+)\//g)) groups.add(group!)
  }
  return groups
}

/** The files that a path or glob means, whatever git makes of them: definitions are often fetched, not committed. */
export function filesFor(glob: string, cwd: string): ListedFile[] {
  const listing = emptyListing()
  const matches = pathTest([glob])
  walk(
    resolve(cwd, globBase(glob)),
    { nameOf: nameIn(cwd), includes: matches, excludes: () => false, ignored: true },
    listing,
  )
  return listing.files
}
