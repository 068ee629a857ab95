import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { reasonOf } from '../../input/listing.ts'
import { nameIn } from '../../input/names.ts'
import { FORMAT_NAMES, FORMATS, type FormatName } from '../../report/formats.ts'
import type { Report, ReportContext } from '../../report/report.ts'
import { type Io, ReaderGone } from '../io.ts'
import { type OutputTo, outputsTo } from '../outputs.ts'

export type Output = OutputTo<FormatName>

/** Reads `sarif=out.sarif`; the reason as text when it means nothing. */
export const outputsOf = (texts: readonly string[], cwd: string): Output[] | string =>
  outputsTo(texts, FORMAT_NAMES, cwd)

/** Every report to its place: the files first, so that they are there when a reader of standard output goes on. Returns what went wrong. */
export function writeReports(
  report: Report,
  outputs: readonly Output[],
  context: ReportContext,
  io: Io,
  quiet: boolean,
): string[] {
  const problems: string[] = []
  for (const { format, file } of outputs) {
    if (file === undefined) continue
    try {
      writeWhole(file, FORMATS[format](report, { ...context, colour: false }))
    } catch (error) {
      problems.push(`${nameIn(io.cwd)(file)} cannot be written: ${reasonOf(error)}`)
    }
  }
  const nothingToSay = report.diagnostics.length === 0 && !report.summary.incomplete?.length
  for (const { format, file } of outputs) {
    if (file !== undefined || (quiet && format === 'text' && nothingToSay)) continue
    try {
      io.out(FORMATS[format](report, context))
    } catch (error) {
      // The exit code says what was found, however much of it somebody read.
      if (!(error instanceof ReaderGone)) throw error
    }
  }
  return problems
}

/** All of a file or none of it: a full disk leaves the old one. A device or pipe is written as it is. */
export function writeWhole(file: string, text: string): void {
  const existing = statSync(file, { throwIfNoEntry: false })
  if (existing && !existing.isFile()) {
    writeTo(file, text)
    return
  }
  // Of a link what it leads to is written: the link stays one.
  const target = existing ? realpathSync(file) : file
  const draft = join(dirname(target), `.${process.pid}-${Math.random().toString(36).slice(2)}.drydock`)
  try {
    writeTo(draft, text)
    if (existing) chmodSync(draft, existing.mode & 0o7777)
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

function writeTo(path: string, text: string): void {
  const descriptor = openSync(path, 'w')
  try {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done)
    if (path.endsWith('.drydock')) fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
