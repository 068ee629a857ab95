import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { type Ignore, remarkOn, silencer } from '../../src/lint/ignore.ts'
import type { Source } from '../../src/text/source.ts'
import type { ManifestFile } from '../workspace/file.ts'

/** What there is to say of the wishes in a file not to hear of something: those that are in vain, or without a reason. */
export function remarks(file: ManifestFile, found: readonly Diagnostic[]): Diagnostic[] {
  const bySource = new Map<Source, readonly Ignore[]>()
  for (const chunk of file.chunks) {
    const { ignores = [] } = chunk.result(file.folder.engine)
    if (ignores.length > 0) bySource.set(chunk.source, ignores)
  }
  if (bySource.size === 0) return []
  const used = new Set<Ignore>()
  for (const { at, code } of found) {
    const by = silencer(bySource.get(at.source) ?? [], code, at.source.position(at.start).line)
    if (by) used.add(by)
  }
  return [...bySource.values()].flat().flatMap(ignore => {
    const { inactive } = file.folder.settings
    const remark = remarkOn(ignore, used.has(ignore) || ignore.codes.some(code => inactive.has(code)))
    return remark ? [{ ...remark, at: ignore.at }] : []
  })
}
