import type { CodeInfo } from '../report/report.ts'
import { nearest } from '../text/nearest.ts'
import { allCodes } from './codes.ts'
import type { CommandBody } from './command.ts'
import { optionHelp, parseOptions } from './options.ts'

export const explainCommand: CommandBody = {
  help: `Usage: drydock explain CODE

Says what a code in a report means and what to do about it.

${optionHelp({})}
`,
  run(args, io) {
    const parsed = parseOptions(args, {})
    if (parsed.kind === 'wrong') return refuse(parsed.reason)
    const [question, ...rest] = parsed.positionals
    if (question === undefined || rest.length > 0) return refuse('it takes one code')
    const codes = allCodes()
    const info = codes.get(question)
    if (!info) {
      const meant = nearest(question, codes.keys())
      return refuse(`nothing is known of \`${question}\`${meant ? `; did you mean \`${meant}\`?` : ''}`)
    }
    io.out(explainCode(question, info))
    return 0

    function refuse(reason: string): 2 {
      io.err(`drydock explain: ${reason}\n`)
      return 2
    }
  },
}

function explainCode(code: string, { summary, why, instead, url }: CodeInfo): string {
  const parts = [`${code}\n  ${summary}`]
  if (why) parts.push(`Why\n  ${why}`)
  if (instead) parts.push(`Instead\n  ${instead}`)
  if (url) parts.push(url)
  return `${parts.join('\n\n')}\n`
}
