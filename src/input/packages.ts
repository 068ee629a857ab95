import { basename, dirname } from 'node:path'
import { gitTop } from './gitignore.ts'
import { type Chart, chartFolderOf, chartPart, readChart } from './helm/chart.ts'
import { type Closure, closureOf, filesOf } from './kustomize/closure.ts'
import { KUSTOMIZATION_NAMES, type Kustomization, kustomizationIn } from './kustomize/kustomization.ts'
import type { ListedFile } from './listing.ts'

/** What the folders of the listed files make of them. */
export interface Packages {
  /** To be built: Kustomizations that no other one builds on, and that are no component. */
  readonly builds: readonly Closure[]
  readonly charts: readonly Chart[]
  /** What a file is by the word of its Kustomization or chart, by absolute path. */
  readonly parts: ReadonlyMap<string, Part>
}

export type Part =
  /** A manifest that a build takes: if that works, its objects are checked as they come out of it. */
  | { readonly kind: 'resource'; readonly builds: readonly Closure[] }
  /** No manifest by itself. */
  | { readonly kind: 'other'; readonly what: string; readonly isPatch?: true }

/** What is known of a folder, asked once. */
type Reader = (folder: string) => Kustomization | undefined

/**
 * @param affected only builds and charts with one of the listed files in them, found by looking
 *   through `everywhere`; without it, only those that are listed themselves
 */
export function findPackages(files: readonly ListedFile[], everywhere: readonly string[] = []): Packages {
  const read = remembering(kustomizationIn)
  const paths = files.flatMap(({ path }) => (path === undefined ? [] : [path]))
  const listed = new Set(paths)
  const candidates = [...new Set([...paths, ...everywhere])]
  const folders = new Set(candidates.filter(isKustomization).map(dirname))
  for (const folder of foldersAbove(paths)) if (read(folder)) folders.add(folder)
  const kustomizations = [...folders].sort().flatMap(folder => read(folder) ?? [])
  const parts = new Map<string, Part>()
  const charts = chartsOf(candidates, listed, everywhere.length > 0, parts)
  const closures = rootsOf(kustomizations).map(root => closureOf(root, read))
  const builds = closures.filter(closure => {
    if (everywhere.length > 0) return [...filesOf(closure)].some(file => listed.has(file))
    return closure.all.some(({ file }) => listed.has(file))
  })
  for (const kustomization of closures.flatMap(({ all }) => all)) nameParts(kustomization, parts)
  for (const closure of builds) {
    for (const path of closure.all.flatMap(({ resources }) => resources)) {
      const known = parts.get(path)
      if (known?.kind === 'resource') parts.set(path, { kind: 'resource', builds: [...known.builds, closure] })
      else if (!known) parts.set(path, { kind: 'resource', builds: [closure] })
    }
  }
  return { builds, charts, parts }
}

const isKustomization = (path: string): boolean => (KUSTOMIZATION_NAMES as readonly string[]).includes(basename(path))

/** A patch named on the command line alone is still a patch: the Kustomization beside or above it says so. */
function foldersAbove(paths: readonly string[]): Set<string> {
  const folders = new Set<string>()
  const tops = new Map<string, string | undefined>()
  for (const path of paths) {
    const start = dirname(path)
    if (!tops.has(start)) tops.set(start, gitTop(start))
    const top = tops.get(start)
    for (let folder = start, steps = 0; steps < 3 && !folders.has(folder); folder = dirname(folder), steps++) {
      folders.add(folder)
      if (folder === top || dirname(folder) === folder) break
    }
  }
  return folders
}

function rootsOf(kustomizations: readonly Kustomization[]): Kustomization[] {
  const built = new Set(kustomizations.flatMap(({ bases }) => bases))
  return kustomizations.filter(({ component, folder }) => !component && !built.has(folder))
}

function nameParts({ file, component, patches, others, folder }: Kustomization, parts: Map<string, Part>): void {
  parts.set(file, { kind: 'other', what: component ? 'a kustomize component' : 'a Kustomization' })
  for (const path of patches)
    parts.set(path, { kind: 'other', what: `a kustomize patch of ${basename(folder)}`, isPatch: true })
  for (const [path, what] of others) parts.set(path, { kind: 'other', what })
}

function chartsOf(
  paths: readonly string[],
  listed: ReadonlySet<string>,
  affected: boolean,
  parts: Map<string, Part>,
): Chart[] {
  const charts = new Map<string, Chart | undefined>()
  const wanted = new Set<string>()
  const byFolder = new Map<string, string | undefined>()
  for (const path of paths) {
    const start = dirname(path)
    if (!byFolder.has(start)) byFolder.set(start, chartFolderOf(path, gitTop(start) ?? ''))
    const folder = byFolder.get(start)
    if (folder === undefined) continue
    if (!charts.has(folder)) charts.set(folder, readChart(folder))
    const what = chartPart(folder, path)
    if (what !== undefined) parts.set(path, { kind: 'other', what })
    if (listed.has(path) && (affected ? what !== undefined : basename(path) === 'Chart.yaml')) wanted.add(folder)
  }
  return [...wanted].sort().flatMap(folder => {
    const chart = charts.get(folder)
    return chart && !chart.library ? [chart] : []
  })
}

function remembering(read: Reader): Reader {
  const known = new Map<string, Kustomization | undefined>()
  return folder => {
    if (!known.has(folder)) known.set(folder, read(folder))
    return known.get(folder)
  }
}
