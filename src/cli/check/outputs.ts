import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { reasonOf } from '../../input/listing.ts'
import { nameIn } from '../../input/names.ts'
import { FORMAT_NAMES, FORMATS, type FormatName, isFormat } from '../../report/formats.ts'
import type { Report, ReportContext } from '../../report/report.ts'
import { suggest } from '../../resource/suggest.ts'
import type { Io } from '../io.ts'

export interface Output {
  readonly format: FormatName
  /** Absolute; standard output without it. */
  readonly file?: string
}

/** Reads `sarif=out.sarif`; the reason as text when it means nothing. */
export function outputsOf(texts: readonly string[], cwd: string): Output[] | string {
  const outputs: Output[] = []
  for (const text of texts) {
    const [, name = text, file] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    if (!isFormat(name)) {
      const meant = suggest(name, FORMAT_NAMES)
      return `there is no output format \`${name}\`${meant ? `; did you mean \`${meant}\`?` : `; there are ${FORMAT_NAMES.join(', ')}`}`
    }
    outputs.push({
      format: name,
      ...(file !== undefined && file !== '' && file !== '-' && { file: resolve(cwd, file) }),
    })
  }
  const toStandard = outputs.filter(({ file }) => file === undefined)
  if (toStandard.length > 1) {
    const [first, second] = toStandard
    return `${first!.format} and ${second!.format} cannot both go to standard output; write one to a file: --output ${second!.format}=FILE`
  }
  return outputs
}

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
    if (file === undefined && !(quiet && format === 'text' && nothingToSay)) io.out(FORMATS[format](report, context))
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
  const draft = join(dirname(file), `.${process.pid}-${Math.random().toString(36).slice(2)}.drydock`)
  try {
    writeTo(draft, text)
    renameSync(draft, file)
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
