import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { RULES } from '../../rules/rules.generated.ts'
import { reasonOf } from '../input/listing.ts'
import { fromCheckov } from '../lint/migrate/checkov.ts'
import { fromKubeLinter } from '../lint/migrate/kube-linter.ts'
import { fromKubeScore } from '../lint/migrate/kube-score.ts'
import type { Migration } from '../lint/migrate/migration.ts'
import { type RulesFor, rulesFor } from '../lint/migrate/names.ts'
import { fromPolaris } from '../lint/migrate/polaris.ts'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { renderPairs } from '../yaml/render.ts'
import type { CommandBody } from './command.ts'
import { optionHelp, parseOptions } from './options.ts'

type Migrate = (source: Source, rules: RulesFor) => Migration

const config = (source: Source) => readDocuments(source, { format: 'yaml' })[0]?.value ?? null

const TOOLS = {
  'kube-linter': (source, rules) => fromKubeLinter(config(source), rules),
  'kube-score': (source, rules) => fromKubeScore(source.text, rules),
  polaris: (source, rules) => fromPolaris(config(source), rules),
  checkov: (source, rules) => fromCheckov(config(source), rules),
} as const satisfies Record<string, Migrate>

const isTool = (name: string): name is keyof typeof TOOLS => Object.hasOwn(TOOLS, name)

export const migrateCommand: CommandBody = {
  help: `Usage: drydock migrate TOOL FILE

Makes settings for drydock.yaml of those of another tool, and prints them. What could not be carried over stands
above them as comments. Nothing is written.

Tools
  kube-linter  .kube-linter.yaml
  kube-score   a script or pipeline with --ignore-test and --enable-optional-test
  polaris      its configuration: checks and exemptions
  checkov      .checkov.yaml: check, skip-check, skip-path

${optionHelp({})}
`,
  run(args, io) {
    const parsed = parseOptions(args, {})
    if (parsed.kind === 'wrong') return refuse(parsed.reason)
    const [tool, file, ...rest] = parsed.positionals
    if (tool === undefined || file === undefined || rest.length > 0) return refuse('it takes a tool and a file')
    if (!isTool(tool)) return refuse(`\`${tool}\` is none of ${Object.keys(TOOLS).join(', ')}`)
    let text: string
    try {
      text = readFileSync(resolve(io.cwd, file), 'utf8')
    } catch (error) {
      return refuse(`${file}: ${reasonOf(error)}`)
    }
    const source = new Source(file, text)
    const problem = tool === 'kube-score' ? undefined : readDocuments(source, { format: 'yaml' })[0]?.problem
    if (problem !== undefined) return refuse(`${file}: ${problem}`)
    const { config: settings, notes } = TOOLS[tool](source, rulesFor(RULES, tool))
    for (const note of notes) io.out(`# Not carried over: ${note}\n`)
    const style = { step: 2, dash: 2, newline: '\n' }
    io.out(Object.keys(settings).length > 0 ? `${renderPairs(settings, 0, style)}\n` : '# There is nothing to set.\n')
    return 0

    function refuse(reason: string): 2 {
      io.err(`drydock migrate: ${reason}\n`)
      return 2
    }
  },
}
