import { resolve } from 'node:path'
import { RULES } from '../../rules/rules.generated.ts'
import { ruleText } from '../lint/rule-page.ts'
import type { CodeInfo } from '../report/report.ts'
import { suggest } from '../resource/suggest.ts'
import { DEFAULT_MINOR, formatMinor, type Minor, NEWEST, OLDEST, parseMinor } from '../resource/version.ts'
import type { Kind } from '../schema/catalog.ts'
import { allCodes } from './codes.ts'
import type { CommandBody } from './command.ts'
import { explainField } from './explain/field.ts'
import { fieldText } from './explain/field-text.ts'
import { type Options, optionHelp, parseOptions } from './options.ts'

const EXPLAIN_OPTIONS = {
  'kubernetes-version': {
    type: 'string',
    short: 'k',
    value: '1.N',
    help: `The release to explain; ${formatMinor(DEFAULT_MINOR)} without it.`,
  },
  crds: {
    type: 'string',
    multiple: true,
    value: 'GLOB',
    help: 'Files or folders with CustomResourceDefinitions, whose kinds are explained like any other.',
  },
} as const satisfies Options

export const explainCommand: CommandBody = {
  help: `Usage: drydock explain [OPTION…] FIELD|CODE

Says what a field is (Deployment.spec.replicas, pods.spec.containers.image, apps/v1/Deployment), or
what a code in a report or a rule means and what to do about it.

${optionHelp(EXPLAIN_OPTIONS)}
`,
  async run(args, io) {
    const parsed = parseOptions(args, EXPLAIN_OPTIONS)
    if (parsed.kind === 'wrong') return refuse(parsed.reason)
    const [question, ...rest] = parsed.positionals
    if (!question?.replaceAll('.', '') || rest.length > 0) return refuse('it takes one field or code')
    const minor = parseMinor(parsed.values['kubernetes-version'] ?? formatMinor(DEFAULT_MINOR))
    if (minor === undefined || minor < OLDEST || minor > NEWEST) {
      return refuse(
        `\`${parsed.values['kubernetes-version']}\` is no Kubernetes release that drydock knows (${formatMinor(OLDEST)} to ${formatMinor(NEWEST)})`,
      )
    }
    const codes = allCodes()
    const rule = RULES.find(({ name }) => name === question)
    if (rule) {
      io.out(ruleText(rule))
      return 0
    }
    const info = codes.get(question)
    if (info) {
      io.out(codeText(question, info))
      return 0
    }
    const custom = await customKinds(parsed.values.crds ?? [], io.cwd, minor)
    if (typeof custom === 'string') return refuse(custom)
    const explained = explainField(question, minor, custom)
    if (explained.kind === 'facts') {
      io.out(fieldText(explained.facts))
      return 0
    }
    const meant = question.includes('.') ? undefined : suggest(question, codes.keys())
    return refuse(meant ? `nothing is known of \`${question}\`; did you mean \`${meant}\`?` : explained.reason)

    function refuse(reason: string): 2 {
      io.err(`drydock explain: ${reason}\n`)
      return 2
    }
  },
}

/** The reason as text, when there is nothing where definitions should be. */
async function customKinds(globs: readonly string[], cwd: string, minor: Minor): Promise<Kind[] | string> {
  if (globs.length === 0) return []
  const { Definitions } = await import('../check/definitions/definitions.ts')
  const { definitionsIn, filesFor } = await import('./check/definitions.ts')
  const empty = globs.find(glob => filesFor(resolve(cwd, glob), cwd).length === 0)
  if (empty !== undefined) return `--crds: no file matches \`${empty}\``
  return new Definitions({ definitions: definitionsIn(globs, cwd), minors: [minor] }).kinds(minor)
}

function codeText(code: string, { summary, why, instead, url }: CodeInfo): string {
  const parts = [`${code}\n  ${summary}`]
  if (why) parts.push(`Why\n  ${why}`)
  if (instead) parts.push(`Instead\n  ${instead}`)
  if (url) parts.push(url)
  return `${parts.join('\n\n')}\n`
}
