import { existsSync, type Stats, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { globBase, isGlob, pathTest, shellTest } from '../text/glob.ts'
import { special } from './beside.ts'
import {
  changedNames,
  contentsIn,
  type GitAnswer,
  namesChangedIn,
  namesIn,
  stagedContents,
  stagedNames,
  topLevel,
} from './git.ts'
import { emptyListing, type ListedFile, type Listing, reasonOf } from './listing.ts'
import { nameIn, STDIN_NAME } from './names.ts'
import { readStdin } from './stdin.ts'
import { type WalkOptions, walk } from './walk.ts'

/** What the user asked to have checked. */
export interface Selection {
  readonly cwd: string
  /** Files, folders, globs and `-`. */
  readonly paths: readonly string[]
  readonly includes: (path: string) => boolean
  readonly excludes: (path: string) => boolean
  readonly limitBytes: number
  /** Files that are named are taken for what they look like, like those found on a walk. */
  readonly asFound: boolean
  /** Only what git says is new: in the index, or since a revision. */
  readonly only?: { readonly kind: 'staged' } | { readonly kind: 'since'; readonly revision: string }
  /** No path was named: where git is asked, all of the repository is meant. */
  readonly everywhere?: boolean
}

/** The files meant by a selection, each once, in a stable order. */
export async function select(selection: Selection): Promise<Listing> {
  const listing = emptyListing()
  const options = walkOptions(selection)
  if (selection.only) await selectFromGit(selection, options, listing)
  else for (const path of selection.paths) await selectPath(path, selection, options, listing)
  return { ...listing, files: withoutRepeats(listing) }
}

/** The files of a commit that a selection means, or only those that are not as they were, with their contents. */
export async function selectIn(
  selection: Selection,
  commit: string,
  which: 'all' | 'changed',
): Promise<GitAnswer<ListedFile[]>> {
  const top = await topLevel(selection.cwd)
  if (!('value' in top)) return top
  const names = await (which === 'all' ? namesIn(top.value, commit) : namesChangedIn(top.value, commit))
  if (!('value' in names)) return names
  const options = walkOptions(selection)
  const wanted = names.value.filter(name => meant(resolve(top.value, name), selection, options))
  const contents = await contentsIn(top.value, commit, wanted)
  if (!('value' in contents)) return contents
  return {
    value: [...contents.value].map(([name, bytes]) => {
      const path = resolve(top.value, name)
      return { name: options.nameOf(path), path, asked: false, bytes }
    }),
  }
}

const walkOptions = ({ cwd, includes, excludes }: Selection): WalkOptions => ({
  nameOf: nameIn(cwd),
  includes,
  excludes,
})

async function selectPath(path: string, selection: Selection, options: WalkOptions, into: Listing): Promise<void> {
  if (path === '-') {
    // Whoever names it twice means the same text: there is nothing left to read a second time.
    if (into.files.some(({ name }) => name === STDIN_NAME)) return
    into.files.push({ name: STDIN_NAME, asked: true, bytes: await readStdin(selection.limitBytes) })
    return
  }
  if (path === '') {
    into.incomplete.push('a path is empty; . is the working directory')
    return
  }
  const absolute = resolve(selection.cwd, path)
  const name = options.nameOf(absolute)
  let stats: Stats
  try {
    stats = statSync(absolute)
  } catch (error) {
    if (isGlob(path)) selectGlob(path, selection, options, into)
    else into.incomplete.push(`${name}: ${reasonOf(error)}`)
    return
  }
  if (stats.isDirectory()) walk(absolute, options, into)
  // `<(kustomize build …)` of a shell is a pipe under /dev/fd; any other pipe might never end.
  else if (!stats.isFile() && !/^\/(?:dev|proc\/self)\/(?:fd\/\d+|stdin)$/.test(absolute)) {
    into.incomplete.push(`${name}: not a file but ${special(stats)}`)
  } else if (options.excludes(absolute)) into.skipped.push({ file: name, why: 'excluded by `paths.exclude`' })
  else into.files.push({ name, path: absolute, asked: !selection.asFound })
}

function selectGlob(pattern: string, selection: Selection, options: WalkOptions, into: Listing): void {
  const matches = shellTest(globName(pattern, selection, options))
  const found = emptyListing()
  walk(
    resolve(selection.cwd, globBase(pattern)),
    { ...options, includes: path => matches(options.nameOf(path)) && options.includes(path) },
    found,
  )
  // On the way to what matches lies a lot that nobody asked about.
  into.files.push(...found.files)
  into.skipped.push(...found.skipped.filter(({ file }) => matches(file)))
  into.diagnostics.push(...found.diagnostics.filter(({ at }) => matches(at.source.name)))
  if (found.files.length === 0) into.incomplete.push(`${pattern}: no file matches`)
}

async function selectFromGit(selection: Selection, options: WalkOptions, into: Listing): Promise<void> {
  const top = await topLevel(selection.cwd)
  if (!('value' in top)) {
    into.incomplete.push(top.reason)
    return
  }
  into.incomplete.push(...(await pathsGitHasNot(top.value, selection)))
  const { only } = selection
  const names = only?.kind === 'since' ? await changedNames(top.value, only.revision) : await stagedNames(top.value)
  if (!('value' in names)) {
    into.incomplete.push(names.reason)
    return
  }
  const wanted = names.value.filter(name => meant(resolve(top.value, name), selection, options))
  const contents: GitAnswer<Map<string, Uint8Array>> | undefined =
    only?.kind === 'staged' && wanted.length > 0 ? await stagedContents(top.value, wanted) : undefined
  if (contents && !('value' in contents)) into.incomplete.push(contents.reason)
  for (const name of wanted) {
    const path = resolve(top.value, name)
    const bytes = contents && 'value' in contents ? contents.value.get(name) : undefined
    if (contents && 'value' in contents && !bytes) {
      into.incomplete.push(`${options.nameOf(path)}: git does not give what is staged of it`)
      continue
    }
    if (only?.kind === 'staged' && !bytes) continue
    into.files.push({ name: options.nameOf(path), path, asked: false, ...(bytes && { bytes }) })
  }
}

/** A misspelt path would mean that nothing has changed. One that is gone from the disk may be what changed. */
async function pathsGitHasNot(top: string, { cwd, paths, only, everywhere }: Selection): Promise<string[]> {
  const absolute = everywhere ? [] : paths.filter(path => !isGlob(path)).map(path => ({ path, at: resolve(cwd, path) }))
  const outside = absolute.filter(({ at }) => !isWithin(resolve(top), at))
  const gone = absolute.filter(({ at }) => isWithin(resolve(top), at) && !existsSync(at))
  const known = gone.length > 0 ? await namesIn(top, only?.kind === 'since' ? only.revision : 'HEAD') : undefined
  const names = known && 'value' in known ? known.value.map(name => resolve(top, name)) : []
  return [
    ...outside.map(({ path }) => `${path}: it lies outside of the git repository`),
    ...gone
      .filter(({ at }) => !names.some(name => isWithin(at, name)))
      .map(({ path }) => `${path}: there is no such file or folder`),
  ]
}

const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

/** Of what git names: manifests below one of the paths. */
function meant(path: string, { cwd, paths, everywhere }: Selection, options: WalkOptions): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(path)) return false
  if (options.excludes(path) || !options.includes(path)) return false
  if (everywhere || paths.some(root => isWithin(resolve(cwd, root), path))) return true
  const globs = paths.filter(isGlob).map(root => options.nameOf(resolve(cwd, root)))
  return pathTest(globs)(options.nameOf(path))
}

function withoutRepeats({ files }: Listing): Listing['files'] {
  const seen = new Map<string, number>()
  const kept: Listing['files'] = []
  for (const file of files) {
    const before = seen.get(file.name)
    if (before === undefined) {
      seen.set(file.name, kept.length)
      kept.push(file)
    } else if (file.asked) kept[before] = file
  }
  return kept
}

/** The pattern as the names have it: `./a/*.yaml` and `/home/me/a/*.yaml` both become `a/*.yaml`. */
function globName(pattern: string, { cwd }: Selection, { nameOf }: WalkOptions): string {
  const base = globBase(pattern)
  const rest = base === '.' ? pattern.replace(/^(?:\.\/)+/, '') : pattern.slice(base.length).replace(/^\/+/, '')
  const from = nameOf(resolve(cwd, base))
  return from === '.' ? rest : `${from}/${rest}`
}
