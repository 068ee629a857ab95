import { dirname } from 'node:path'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { Source, type Span } from '../text/source.ts'
import { findCommand } from './command.ts'
import { templateChart } from './helm/template.ts'
import { buildKustomization, findKustomize } from './kustomize/build.ts'
import { type Closure, remoteOf } from './kustomize/closure.ts'
import type { ReadText } from './origin/map-back.ts'
import type { Packages } from './packages.ts'
import type { Failed, Rendered } from './rendered.ts'

export interface RenderOptions {
  readonly timeLimitMs: number
  readonly allowNetwork: boolean
  readonly kubernetesVersion: string
  readonly nameOf: (path: string) => string
  readonly read: ReadText
  readonly onProgress?: (what: string) => void
}

export interface Rendering {
  readonly rendered: readonly Rendered[]
  /** What could not be rendered, at its kustomization.yaml or Chart.yaml. */
  readonly diagnostics: readonly Diagnostic[]
  /** What was not even tried, and why: said once for each reason. */
  readonly incomplete: readonly string[]
  /** Builds whose objects are in `rendered`. */
  readonly done: ReadonlySet<Closure>
}

type Result = Rendered | Failed

/** Kustomizations and charts, rendered with the tools at hand; two at a time, because each is a process. */
export async function render({ builds, charts }: Packages, options: RenderOptions): Promise<Rendering> {
  const incomplete: string[] = []
  const kustomize = builds.length > 0 ? findKustomize() : undefined
  const helm = charts.length > 0 ? findCommand('helm') : undefined
  const offline = builds.filter(closure => options.allowNetwork || remoteOf(closure).length === 0)
  if (builds.length > 0 && !kustomize)
    incomplete.push(
      missing(
        'Kustomization',
        'neither `kustomize` nor `kubectl`',
        builds.map(({ root }) => options.nameOf(root.folder)),
      ),
    )
  else for (const closure of builds) if (!offline.includes(closure)) incomplete.push(needsNetwork(closure, options))
  if (charts.length > 0 && helm === undefined)
    incomplete.push(
      missing(
        'Helm chart',
        'no `helm`',
        charts.map(({ folder }) => options.nameOf(folder)),
      ),
    )

  const tasks: { file: string; closure?: Closure; start: () => Promise<Result> }[] = []
  if (kustomize)
    for (const closure of offline)
      tasks.push({ file: closure.root.file, closure, start: () => buildKustomization(kustomize, closure, options) })
  if (helm !== undefined)
    for (const chart of charts) tasks.push({ file: chart.file, start: () => templateChart(helm, chart, options) })

  const results: Result[] = []
  await inParallel(tasks, 2, async (task, index) => {
    options.onProgress?.(options.nameOf(task.file))
    results[index] = await task.start()
  })
  const rendered: Rendered[] = []
  const diagnostics: Diagnostic[] = []
  const done = new Set<Closure>()
  for (const [index, { file, closure }] of tasks.entries()) {
    const result = results[index]!
    if ('reason' in result) diagnostics.push(failure(file, result, options))
    else if (result.origins.length === 0) diagnostics.push(nothing(result, options))
    else if (!HOLDS_OBJECT.test(result.source.text)) diagnostics.push(failure(file, NO_OBJECTS, options))
    else {
      rendered.push(result)
      if (closure) done.add(closure)
    }
  }
  return { rendered, diagnostics, incomplete, done }
}

/** Some line of an object says what it is. Whatever else a tool prints is not what was asked of it. */
const HOLDS_OBJECT = /(?:^|[\s{,])["']?kind["']?\s*:/
const NO_OBJECTS = { reason: 'what it comes to is no Kubernetes object' }

function missing(what: string, command: string, folders: readonly string[]): string {
  const several = folders.length === 1 ? `1 ${what} was` : `${folders.length} ${what}s were`
  const shown = folders.slice(0, 5).join(', ') + (folders.length > 5 ? `, … (${folders.length - 5} more)` : '')
  return `${several} not rendered, because ${command} was found: ${shown}`
}

const needsNetwork = (closure: Closure, { nameOf }: RenderOptions): string =>
  `${nameOf(closure.root.folder)} was not rendered, because it fetches ${remoteOf(closure)[0]}; --allow-network lets it`

/** Nothing wrong by itself; but whoever reads `no findings` should know that nothing was there to be found. */
function nothing({ tool, file, folder }: Rendered, { nameOf, read }: RenderOptions): Diagnostic {
  const source = read(file) ?? new Source(nameOf(file), '')
  const values = tool === 'helm' ? ' with the values it comes with' : ''
  return {
    code: 'input/render',
    severity: 'note',
    message: `${tool} makes no object of ${nameOf(folder)}${values}: there was nothing rendered to check`,
    at: { source, ...firstLineOf(source) },
    ...(tool === 'helm' && { advice: 'Pipe what `helm template` makes with other values into `drydock check -`.' }),
  }
}

function firstLineOf({ text }: Source): Span {
  const end = text.indexOf('\n')
  return { start: 0, end: end < 0 ? text.length : end }
}

/** The tool's own words, at the first thing in the file that they name. */
function failure(file: string, { reason, slow }: Failed, { nameOf, read }: RenderOptions): Diagnostic {
  const source = read(file) ?? new Source(nameOf(file), '')
  const words = reason
    .replace(/^(?:Error|error): /, '')
    .split('\n')
    .filter(line => line.trim() !== '')
  const named = [...reason.matchAll(/['"]([^'"\n]{3,})['"]/g)]
    .map(match => match[1]!)
    .find(word => source.text.includes(word))
  const start = named === undefined ? 0 : source.text.indexOf(named)
  const span = named === undefined ? firstLineOf(source) : { start, end: start + named.length }
  const tool = file.endsWith('Chart.yaml') ? 'helm' : 'kustomize'
  const message = `${nameOf(file)} cannot be rendered: ${words.slice(0, 4).join(' ').slice(0, 600)}`
  return {
    code: 'input/render',
    severity: 'error',
    message,
    at: { source, ...span },
    advice: slow
      ? 'Let it take longer with `limits.renderSeconds` in drydock.yaml, or leave it out with --no-render.'
      : `Make \`${tool === 'helm' ? 'helm template' : 'kustomize build'} ${nameOf(dirname(file))}\` work.`,
  }
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const index = next++
      await work(items[index]!, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
}
