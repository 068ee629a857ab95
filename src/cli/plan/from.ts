import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { topLevel } from '../../input/git.ts'
import { commitOf, mergeBase, writeRevisionTo } from '../../input/revision.ts'
import type { Selection } from '../../input/select.ts'
import { temporaryFolder } from '../../input/temporary.ts'
import { isLive } from '../../plan/live.ts'
import type { Side } from '../../plan/plan.ts'
import { type ManifestsRead, type ReadOptions, readManifests } from './manifests.ts'

export interface SideRead extends ManifestsRead {
  readonly side: Pick<Side, 'kind' | 'name'>
}

export type FromRead = SideRead | { readonly reason: string }

/** What is there now: nothing, files, or a commit; a file or folder of that name goes before a revision. */
export async function readFrom(from: string | undefined, to: Selection, options: ReadOptions): Promise<FromRead> {
  if (from === 'nothing') return { side: { kind: 'nothing', name: 'nothing' }, manifests: [], problems: [] }
  if (from === '-' || (from !== undefined && existsSync(resolve(to.cwd, from)))) {
    const read = await readManifests({ ...to, paths: [from], asFound: false }, options)
    const kind = read.manifests.some(isLive) ? 'snapshot' : 'files'
    return { side: { kind, name: from }, ...read }
  }
  return readRevision(from, to, options)
}

async function readRevision(from: string | undefined, to: Selection, options: ReadOptions): Promise<FromRead> {
  const top = await topLevel(to.cwd)
  if (!('value' in top)) {
    if (from !== undefined) return { reason: `--from ${from}: there is no such file or folder, and no git repository` }
    return { reason: 'this is no git repository; --from says what is there now: a folder, a snapshot, or `nothing`' }
  }
  const base = from === undefined ? await mergeBase(to.cwd) : await commitOf(to.cwd, from)
  if (!('value' in base)) return { reason: `${base.reason}; --from says what is there now` }
  const [commit, name] =
    typeof base.value === 'string'
      ? [base.value, from ?? '']
      : [base.value.commit, `${base.value.branch} at ${base.value.commit.slice(0, 9)}`]
  const folder = temporaryFolder()
  const inTop = (path: string): string => relative(top.value, resolve(to.cwd, path)).split(sep).join('/')
  const paths = to.paths.map(inTop)
  const outside = paths.find(path => path.startsWith('..'))
  if (outside !== undefined) return { reason: `${outside} is not in the repository; --from says what is there now` }
  const written = await writeRevisionTo(top.value, commit, paths.includes('') ? [] : paths, folder.path)
  if (!('value' in written)) return written
  // The paths as they were then; one that is new was not there.
  const cwd = resolve(folder.path, inTop('.'))
  const there = to.paths.filter(path => existsSync(resolve(cwd, path)))
  const read =
    there.length > 0 ? await readManifests({ ...to, cwd, paths: there }, options) : { manifests: [], problems: [] }
  folder.remove()
  return { side: { kind: 'revision', name }, ...read }
}
