import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import type { Role } from '../../check/engine.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { readBeside, readTextBeside } from '../../input/beside.ts'
import { findCommand } from '../../input/command.ts'
import { topLevel, trackedNames, writeIndexTo } from '../../input/git.ts'
import type { Chart } from '../../input/helm/chart.ts'
import { findKustomize } from '../../input/kustomize/build.ts'
import { type Closure, filesOf } from '../../input/kustomize/closure.ts'
import type { ListedFile, Listing } from '../../input/listing.ts'
import { nameIn } from '../../input/names.ts'
import type { ReadText } from '../../input/origin/map-back.ts'
import { findPackages, type Packages } from '../../input/packages.ts'
import { type Rendering, render } from '../../input/render.ts'
import type { Rendered } from '../../input/rendered.ts'
import { temporaryFolder } from '../../input/temporary.ts'
import { formatMinor } from '../../resource/version.ts'
import { Source } from '../../text/source.ts'
import type { Answer } from './answer.ts'
import type { AnswerCache } from './cache.ts'
import { digestOf } from './contents.ts'
import type { Progress } from './progress.ts'
import type { Request } from './request.ts'
import { inShard } from './shard.ts'

/** What kustomize and helm have to do with the files of a run. */
export interface Packaged {
  /** Rendered now; the answer about it is kept under the key. */
  readonly rendered: readonly { readonly rendered: Rendered; readonly key: string }[]
  /** What earlier runs found in packages whose files are as they were. */
  readonly known: readonly Answer[]
  readonly keys: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly incomplete: readonly string[]
  readonly read: ReadText
  /** Every package rendered, also those whose answer was known. */
  all(): Promise<readonly Rendered[]>
  partOf(file: ListedFile): FilePart
}

export type FilePart =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'other'; readonly what: string; readonly rendered: boolean }

/** Where the files are: in the working tree, or in a copy of git's index. */
interface View {
  readonly to: (path: string) => string
  readonly from: (path: string) => string
}

const SAME: View = { to: path => path, from: path => path }

export async function packagesOf(
  request: Request,
  listing: Listing,
  { cache, progress }: { cache: AnswerCache; progress: Progress },
): Promise<Packaged> {
  const { view, packages } = await find(request, listing)
  const nameOf = (path: string) => nameIn(request.selection.cwd)(view.from(path))
  const read = reader(nameOf)
  const wanted: Packages = request.render
    ? {
        ...packages,
        builds: packages.builds.filter(({ root }) => inShard(nameOf(root.folder), request.shard)),
        charts: packages.charts.filter(({ folder }) => inShard(nameOf(folder), request.shard)),
      }
    : { ...packages, builds: [], charts: [] }
  const renderPackages = (some: Packages): Promise<Rendering> =>
    render(some, {
      timeLimitMs: request.renderSeconds * 1000,
      allowNetwork: request.allowNetwork,
      kubernetesVersion: formatMinor(request.engine.minors.at(-1)!),
      nameOf,
      read,
      onProgress: what => progress.say(`Rendering ${what}`),
    })
  const keyed = [
    ...wanted.builds.map(build => ({ folder: build.root.folder, build, key: buildKey(build, nameOf) })),
    ...wanted.charts.map(chart => ({ folder: chart.folder, chart, key: chartKey(chart, nameOf) })),
  ]
  const known = new Map(keyed.flatMap(one => pairIf(one.folder, cache.get(one.key))))
  const rendering = await renderPackages({
    ...wanted,
    builds: wanted.builds.filter(({ root }) => !known.has(root.folder)),
    charts: wanted.charts.filter(({ folder }) => !known.has(folder)),
  })
  const done = new Set([...known.keys(), ...rendering.rendered.map(({ folder }) => folder)])
  // A base is rendered with what builds on it.
  for (const { root, all } of wanted.builds)
    if (done.has(root.folder)) for (const { folder, component } of all) if (!component) done.add(folder)
  const keys = new Map(keyed.map(({ folder, key }) => [folder, key]))
  return {
    rendered: rendering.rendered.map(rendered => ({ rendered, key: keys.get(rendered.folder)! })),
    known: [...known.values()],
    keys: [...keys.values()],
    diagnostics: rendering.diagnostics,
    incomplete: rendering.incomplete,
    read,
    all: async () => (known.size === 0 ? rendering.rendered : (await renderPackages(wanted)).rendered),
    partOf: file => partOf(file.path === undefined ? undefined : view.to(file.path), packages, done),
  }
}

const pairIf = <T>(key: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[key, value]])

function partOf(path: string | undefined, { parts }: Packages, done: ReadonlySet<string>): FilePart {
  const part = path === undefined ? undefined : parts.get(path)
  if (!part) return { kind: 'role', role: 'objects' }
  if (part.kind === 'other') return { ...part, rendered: isEntry(path!) && done.has(join(path!, '..')) }
  const rendered = part.builds.some(({ root }) => done.has(root.folder))
  return { kind: 'role', role: rendered ? 'syntax' : 'objects' }
}

const isEntry = (path: string): boolean => /^(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(basename(path))

/** The packages of the files; when git chose the files, those that a chosen file is part of. */
async function find({ selection }: Request, { files }: Listing): Promise<{ view: View; packages: Packages }> {
  const { only, cwd } = selection
  if (!only || files.length === 0) return { view: SAME, packages: findPackages(files) }
  const top = await topLevel(cwd)
  const tracked = 'value' in top ? await trackedNames(top.value) : top
  if (!('value' in top) || !('value' in tracked)) return { view: SAME, packages: findPackages(files) }
  const entries = tracked.value.filter(isEntry).map(name => resolve(top.value, name))
  const packages = findPackages(files, entries)
  if (only.kind !== 'staged' || packages.builds.length + packages.charts.length === 0) return { view: SAME, packages }
  const copy = temporaryFolder().path
  const written = await writeIndexTo(top.value, `${copy}/`)
  if (!('value' in written)) return { view: SAME, packages }
  const view: View = {
    to: path => resolve(copy, relative(top.value, path)),
    from: path => (path.startsWith(copy) ? resolve(top.value, relative(copy, path)) : path),
  }
  const inCopy = files.map(file => (file.path === undefined ? file : { ...file, path: view.to(file.path) }))
  return { view, packages: findPackages(inCopy, entries.map(view.to)) }
}

function reader(nameOf: (path: string) => string): ReadText {
  const known = new Map<string, Source | undefined>()
  return path => {
    if (!known.has(path)) {
      try {
        known.set(path, new Source(nameOf(path), readTextBeside(path)))
      } catch {
        known.set(path, undefined)
      }
    }
    return known.get(path)
  }
}

/** Everything a build reads, and the tool. A folder that cannot be read has no key that holds. */
const buildKey = (closure: Closure, nameOf: (path: string) => string): string =>
  digestOf(
    'build',
    toolAt(findKustomize()?.path),
    ...[...filesOf(closure)].sort().flatMap(file => [nameOf(file), ...contentOf(file)]),
  )

const chartKey = ({ folder }: Chart, nameOf: (path: string) => string): string =>
  digestOf(
    'chart',
    toolAt(findCommand('helm')),
    ...filesBelow(folder).flatMap(file => [nameOf(file), ...contentOf(file)]),
  )

function contentOf(file: string): (Uint8Array | string)[] {
  try {
    return [readBeside(file)]
  } catch {
    return ['(unreadable)']
  }
}

/** A tool that was put in the place of another is another tool. */
function toolAt(path: string | undefined): string {
  const stats = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })
  return stats ? `${path} ${stats.size} ${stats.mtimeMs}` : ''
}

/** Every file of a folder, links followed: charts in a monorepo often lead to a part they have in common. */
function filesBelow(folder: string, above: readonly string[] = []): string[] {
  const real = realpathSync(folder)
  if (above.includes(real)) return []
  return readdirSync(folder)
    .map(name => join(folder, name))
    .sort()
    .flatMap(path => {
      const stats = statSync(path, { throwIfNoEntry: false })
      if (stats?.isDirectory()) return filesBelow(path, [...above, real])
      return stats?.isFile() ? [path] : []
    })
}
