import { atLeast } from '../diagnostic/diagnostic.ts'
import { placeInRepository } from '../input/gitignore.ts'
import { reasonOf } from '../input/listing.ts'
import { nameIn } from '../input/names.ts'
import type { Rule } from '../lint/rule.ts'
import { toFinding } from '../report/finding.ts'
import { masks } from '../report/redact/mask-of.ts'
import type { Report, ReportContext } from '../report/report.ts'
import { count as counted } from '../report/text/words.ts'
import { formatMinor } from '../resource/version.ts'
import { printable } from '../text/printable.ts'
import { VERSION } from './build-info.ts'
import { assemble } from './check/assemble.ts'
import { Baseline, writeBaseline } from './check/baseline.ts'
import { examine } from './check/examine.ts'
import { type FixLevel, fixesOf, writeFixes } from './check/fix.ts'
import { CHECK_OPTIONS } from './check/options.ts'
import { writeReports } from './check/outputs.ts'
import { Progress } from './check/progress.ts'
import { type Refusal, type Request, readRequest } from './check/request.ts'
import type { CommandBody } from './command.ts'
import type { ExitCode, Io } from './io.ts'
import { optionHelp } from './options.ts'

export const checkCommand: CommandBody = {
  help: `Usage: drydock check [OPTION…] [PATH…]

Checks manifests: files, folders, globs, or - for standard input; the working directory without any.
Folders are searched for .yaml, .yml and .json, leaving out what .gitignore names. Kustomizations and
Helm charts on the way are rendered with the tools at hand.

${optionHelp(CHECK_OPTIONS)}

Exit codes
  0  nothing at or above the threshold (--fail-on)
  1  findings
  2  the job could not be done, or not all of it; the reason is on standard error
`,
  run: check,
}

async function check(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = await readRequest(args, io)
  if (request.kind !== 'request') return refuse(request, io)
  const baseline =
    request.baseline === undefined || request.writeBaseline !== undefined
      ? undefined
      : Baseline.read(request.baseline, io.cwd)
  if (typeof baseline === 'string') return refuse({ kind: 'refused', reason: baseline }, io)

  let loaded: readonly Rule[] = []
  if (request.ruleModules.length > 0) {
    const rules = await (await import('./check/rule-modules.ts')).loadRules(request.ruleModules)
    if (typeof rules === 'string') return refuse({ kind: 'refused', reason: rules }, io)
    loaded = rules
  }
  const { ownRules } = request.engine
  if (ownRules.length + loaded.length > 0) {
    const taken = await (await import('./check/known-rules.ts')).nameTaken(ownRules, loaded)
    if (taken !== undefined) return refuse({ kind: 'refused', reason: taken }, io)
  }
  const progress = new Progress(io, !request.quiet)
  const examined = await examine(request, io, progress)
  progress.end()
  const report = assemble(examined, request, baseline, io)
  if (request.diff) return showFixes(report, request.fix ?? 'safe', request, io)
  if (request.fix) return fix(report, request.fix, request, baseline, io)
  if (request.writeBaseline !== undefined) return keepBaseline(report, request.writeBaseline, io)
  const problems = writeReports(report, request.outputs, await contextOf(request), io, request.quiet)
  return conclude(report, problems, request, io)
}

/** What codes mean is only looked up for reports that say so. */
async function contextOf({ outputs, colour, all, engine, selection }: Request): Promise<ReportContext> {
  const described = outputs.some(({ format }) => format === 'sarif' || format === 'text')
  const codes = described ? (await import('./codes.ts')).allCodes() : undefined
  return {
    version: VERSION,
    inRepository: placeInRepository(selection.cwd),
    kubernetesVersions: engine.minors.map(formatMinor),
    colour,
    all,
    ...(codes && { describe: code => codes.get(code) }),
  }
}

function conclude(
  { diagnostics, summary }: Report,
  problems: readonly string[],
  { failOn, outputs }: Pick<Request, 'failOn' | 'outputs'>,
  io: Io,
): ExitCode {
  const incomplete = summary.incomplete ?? []
  // On a screen the text report has said it already.
  const told =
    io.outIsTerminal && io.errIsTerminal && outputs.some(({ format, file }) => format === 'text' && file === undefined)
  for (const reason of told ? problems : [...incomplete, ...problems]) io.err(`drydock: ${printable(reason)}\n`)
  if (incomplete.length + problems.length > 0) return 2
  return failOn !== 'never' && diagnostics.some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0
}

function refuse(refusal: Refusal, io: Io): ExitCode {
  if (refusal.kind === 'refused') {
    io.err(`drydock check: ${refusal.reason}\n`)
    return 2
  }
  const maskOf = masks()
  for (const diagnostic of refusal.diagnostics) {
    const { file, start, message, advice, code } = toFinding(diagnostic, maskOf)
    io.err(
      `${printable(`${file}:${start.line}:${start.column}: ${message}${advice ? `. ${advice}` : ''}`)} (${code})\n`,
    )
  }
  io.err('drydock check: nothing was checked, because the settings are not right\n')
  return 2
}

function keepBaseline({ diagnostics, summary }: Report, file: string, io: Io): ExitCode {
  const problems: string[] = []
  try {
    writeBaseline(file, io.cwd, diagnostics)
    io.out(`${counted(diagnostics.length, 'finding is', 'findings are')} the baseline now.\n`)
  } catch (error) {
    problems.push(`${nameIn(io.cwd)(file)} cannot be written: ${reasonOf(error)}`)
  }
  return conclude({ diagnostics: [], summary }, problems, { failOn: 'never', outputs: [] }, io)
}

/** More rounds than any chain of fixes needs: one may bring to light what another hid. */
const MOST_ROUNDS = 10

/** Fixes, and reports what is left. Files are read again after each round: a fix may cure more than its own finding. */
async function fix(report: Report, level: FixLevel, request: Request, baseline: Baseline | undefined, io: Io) {
  let left = report
  let count = 0
  const files = new Set<string>()
  const problems: string[] = []
  for (let round = 0; round < MOST_ROUNDS && problems.length === 0; round++) {
    const fixes = fixesOf(left.diagnostics, io.cwd, level)
    if (fixes.count === 0) break
    problems.push(...writeFixes(fixes, io.cwd))
    count += fixes.count
    for (const { file } of fixes.files) files.add(file)
    left = assemble(await examine(request, io, new Progress(io, false)), request, baseline, io)
  }
  if (count > 0) io.err(`drydock: ${counted(count, 'finding')} fixed in ${counted(files.size, 'file')}\n`)
  const written = writeReports(left, request.outputs, await contextOf(request), io, request.quiet)
  return conclude(left, [...problems, ...written], request, io)
}

/** Shows what the fixes would change, and changes nothing. */
async function showFixes(report: Report, level: FixLevel, request: Request, io: Io): Promise<ExitCode> {
  const { unifiedDiff } = await import('../report/unified-diff.ts')
  const maskOf = masks()
  for (const { file, before, after } of fixesOf(report.diagnostics, io.cwd, level).files)
    io.out(unifiedDiff(file, before, after, maskOf))
  return conclude(report, [], request, io)
}
