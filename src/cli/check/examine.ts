import type { CheckOptions } from '../../check/engine.ts'
import type { Skipped } from '../../diagnostic/skipped.ts'
import { select } from '../../input/select.ts'
import { toFinding } from '../../report/finding.ts'
import { masks } from '../../report/redact/mask-of.ts'
import type { Counts, Finding, FoundIgnore } from '../../report/report.ts'
import { BUILD } from '../build-info.ts'
import type { Io } from '../io.ts'
import { type Before, baseOf, before } from './base.ts'
import { AnswerCache } from './cache.ts'
import { cacheFolder } from './cache-folder.ts'
import { digestOf, type Held, readAll } from './contents.ts'
import { definitionsFor } from './definitions.ts'
import { packagesOf } from './packaged.ts'
import type { Progress } from './progress.ts'
import type { Request } from './request.ts'
import { Run } from './run.ts'

/** Everything a run found, before settings have their say. */
export interface Examined {
  readonly findings: Finding[]
  /** What files ask not to hear of. */
  readonly ignores: readonly FoundIgnore[]
  readonly counts: Counts
  readonly skipped: Skipped[]
  readonly incomplete: string[]
  /** The rules that were not asked. */
  readonly inactive: ReadonlySet<string>
  /** What could have been said before the change that is asked about. */
  readonly known: readonly Finding[]
}

export async function examine(request: Request, io: Io, progress: Progress): Promise<Examined> {
  const listing = await select(request.selection)
  const { held, failures } = readAll(listing.files, request.selection.limitBytes)
  const around = await whatIsAround(request, held)
  const base = await baseOf(request)
  const was = await before(request)
  const definitions = definitionsFor(request, [...held, ...around])
  const options: CheckOptions = { ...request.engine, definitions }
  const cache = openCache(request, options, io)
  const packaged = await packagesOf(request, listing, { cache, progress })
  const run = new Run(request, options, cache, packaged, progress)
  const files = { held, around, base: [...base.files, ...was.base], judgesAround: was.asked }
  await run.files(files)
  await run.rendered()
  await run.together(files)
  const known = await knownBefore(was, around, new Run(request, options, cache, packaged, progress))
  cache.save()
  const maskOf = masks()
  const inputProblems = [
    ...listing.diagnostics,
    ...request.remarks,
    ...failures.flatMap(failure => ('diagnostic' in failure ? [failure.diagnostic] : [])),
    ...packaged.diagnostics,
  ]
  return {
    findings: [...inputProblems.map(diagnostic => toFinding(diagnostic, maskOf)), ...run.findings],
    ignores: run.ignores,
    inactive: run.ignores.length + request.suppressions.length > 0 ? await request.inactive() : new Set(),
    counts: run.counts,
    skipped: [...listing.skipped, ...run.skipped],
    incomplete: [...listing.incomplete, ...packaged.incomplete, ...base.incomplete, ...was.incomplete],
    known,
  }
}

/** What the same question would have found before: a change is asked about, not its past. */
async function knownBefore(was: Before, around: readonly Held[], run: Run): Promise<readonly Finding[]> {
  if (!was.asked || was.held.length === 0) return []
  const files = { held: was.held, around, judgesAround: true }
  await run.files(files)
  await run.together(files)
  return run.findings
}

/** The files that did not change: those that did may refer to what is in them. */
async function whatIsAround({ selection }: Request, held: readonly Held[]): Promise<Held[]> {
  const { only: _, ...everything } = selection
  if (!selection.only || (held.length === 0 && selection.only.kind === 'staged')) return []
  const { files } = await select(everything)
  const known = new Set(held.map(({ file }) => file.name))
  return readAll(
    files.filter(({ name }) => !known.has(name)),
    selection.limitBytes,
  ).held
}

function openCache(request: Request, options: CheckOptions, io: Io): AnswerCache {
  const folder = request.cache && BUILD !== '' ? cacheFolder(io.env) : undefined
  if (folder === undefined) return AnswerCache.none()
  return AnswerCache.open(
    folder,
    digestOf(BUILD, io.cwd, String(request.carryLabels), JSON.stringify(options), JSON.stringify(request.ruleModules)),
  )
}
