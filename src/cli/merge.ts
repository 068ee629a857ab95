import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { atLeast, type Severity } from '../diagnostic/diagnostic.ts'
import { placeInRepository } from '../input/gitignore.ts'
import { reasonOf } from '../input/listing.ts'
import { joinReports, readReport } from '../report/join.ts'
import type { Report } from '../report/report.ts'
import { VERSION } from './build-info.ts'
import { outputsOf, writeReports } from './check/outputs.ts'
import type { CommandBody } from './command.ts'
import { type Options, optionHelp, parseOptions } from './options.ts'

const MERGE_OPTIONS = {
  output: {
    type: 'string',
    short: 'o',
    multiple: true,
    value: 'FORMAT[=FILE]',
    help: 'How to report, as with `check`; json without it.',
  },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    help: 'The mildest severity that makes the exit code 1: error, warning, note or never.',
  },
} as const satisfies Options

export const mergeCommand: CommandBody = {
  help: `Usage: drydock merge [OPTION…] REPORT…

Joins JSON reports, as the shards of \`drydock check --shard I/N --output json=FILE\` write them.

${optionHelp(MERGE_OPTIONS)}

The exit code is what one run over everything would have had.
`,
  run(args, io) {
    const parsed = parseOptions(args, MERGE_OPTIONS)
    if (parsed.kind === 'wrong') return refuse(parsed.reason)
    if (parsed.positionals.length === 0) return refuse('it needs at least one report')
    const failOn = parsed.values['fail-on'] ?? 'error'
    if (!isThreshold(failOn))
      return refuse(`--fail-on takes error, warning, note or never; \`${failOn}\` is none of them`)
    const outputs = outputsOf(parsed.values.output ?? ['json'], io.cwd)
    if (typeof outputs === 'string') return refuse(outputs)
    const reports: Report[] = []
    for (const file of parsed.positionals) {
      try {
        const report = readReport(readFileSync(resolve(io.cwd, file), 'utf8'))
        if (typeof report === 'string') return refuse(`${file}: ${report}`)
        reports.push(report)
      } catch (error) {
        return refuse(`${file}: ${reasonOf(error)}`)
      }
    }
    const joined = joinReports(reports)
    const problems = [
      ...(joined.summary.incomplete ?? []),
      ...writeReports(joined, outputs, { version: VERSION, inRepository: placeInRepository(io.cwd) }, io, false),
    ]
    for (const problem of problems) io.err(`drydock merge: ${problem}\n`)
    if (problems.length > 0) return 2
    return failOn !== 'never' && joined.diagnostics.some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0

    function refuse(reason: string): 2 {
      io.err(`drydock merge: ${reason}\n`)
      return 2
    }
  },
}

const isThreshold = (text: string): text is Severity | 'never' => ['error', 'warning', 'note', 'never'].includes(text)
