import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { RULES } from '../../rules/rules.generated.ts'
import { reasonOf } from '../input/listing.ts'
import { type Annotating, fromAnnotations } from '../lint/migrate/annotations.ts'
import { fromCheckov } from '../lint/migrate/checkov.ts'
import { fromKubeLinter } from '../lint/migrate/kube-linter.ts'
import { fromKubeScore } from '../lint/migrate/kube-score.ts'
import { Settings } from '../lint/migrate/migration.ts'
import { rulesFor } from '../lint/migrate/names.ts'
import { fromPolaris } from '../lint/migrate/polaris.ts'
import { objectsIn } from '../manifest/objects.ts'
import { isObject, type Json } from '../resource/json.ts'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { renderPairs } from '../yaml/render.ts'
import type { CommandBody } from './command.ts'
import { optionHelp, parseOptions } from './options.ts'

/** What a file that is no manifest comes to. */
type Migrate = (config: Json, settings: Settings, text: string) => void

const TOOLS: Readonly<Record<Annotating, Migrate>> = {
  'kube-linter': fromKubeLinter,
  'kube-score': (_, settings, text) => fromKubeScore(text, settings),
  polaris: fromPolaris,
  checkov: fromCheckov,
}

const isTool = (name: string): name is Annotating => Object.hasOwn(TOOLS, name)

export const migrateCommand: CommandBody = {
  help: `Usage: drydock migrate TOOL FILE…

Makes settings for drydock.yaml of those of another tool, and prints them. What could not be carried over stands
above them as comments. Nothing is written. Files with manifests may be among those named: what their annotations
excuse them from becomes suppressions.

Tools
  kube-linter  .kube-linter.yaml; ignore-check.kube-linter.io/…
  kube-score   a script or pipeline with --ignore-test and --enable-optional-test; kube-score/ignore
  polaris      its configuration: checks and exemptions; polaris.fairwinds.com/…-exempt
  checkov      .checkov.yaml: check, skip-check, skip-path; checkov.io/skip…

${optionHelp({})}
`,
  run(args, io) {
    const parsed = parseOptions(args, {})
    if (parsed.kind === 'wrong') return refuse(parsed.reason)
    const [tool, ...files] = parsed.positionals
    if (tool === undefined || files.length === 0) return refuse('it takes a tool and a file')
    if (!isTool(tool)) return refuse(`\`${tool}\` is none of ${Object.keys(TOOLS).join(', ')}`)
    const settings = new Settings(rulesFor(RULES, tool))
    for (const file of files) {
      const problem = read(tool, file, settings, io.cwd)
      if (problem !== undefined) return refuse(`${file}: ${problem}`)
    }
    const { config, notes } = settings.done()
    for (const note of notes) io.out(`# Not carried over: ${note}\n`)
    const style = { step: 2, dash: 2, newline: '\n' }
    io.out(Object.keys(config).length > 0 ? `${renderPairs(config, 0, style)}\n` : '# There is nothing to set.\n')
    return 0

    function refuse(reason: string): 2 {
      io.err(`drydock migrate: ${reason}\n`)
      return 2
    }
  },
}

/** The reason, when a file cannot be read. */
function read(tool: Annotating, file: string, settings: Settings, cwd: string): string | undefined {
  let text: string
  try {
    text = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    return reasonOf(error)
  }
  const documents = readDocuments(new Source(file, text), { format: 'yaml' })
  const objects = documents.flatMap(objectsIn).filter(({ apiVersion, kind }) => apiVersion !== '' && kind !== '')
  for (const object of objects) fromAnnotations(tool, object, settings)
  if (objects.length > 0) return undefined
  const [document] = documents
  if (document?.problem !== undefined && tool !== 'kube-score') return document.problem
  if (document && tool !== 'kube-score' && !isObject(document.value))
    return `it holds neither settings of ${tool} nor manifests`
  TOOLS[tool](document?.value ?? null, settings, text)
  return undefined
}
