import { suggest } from '../resource/suggest.ts'
import type { CommandBody } from './command.ts'
import { COMMANDS, commandNamed } from './commands.ts'

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length))
  const lines = COMMANDS.map(({ usage, summary }) => `  drydock ${usage.padEnd(width)}  ${summary}`)
  return `drydock tells you what Kubernetes would do with your manifests: no cluster, no network.

${lines.join('\n')}

Examples
  drydock check deploy/                       everything below a folder
  helm template web ./chart | drydock check - what a tool prints
  drydock check --staged                      what the next commit changes
  drydock check -o text -o sarif=out.sarif .  for people and for code scanning

Settings come from drydock.yaml, looked for upwards from the working directory.
\`drydock help COMMAND\` has the options of a command.
`
}

export const helpCommand: CommandBody = {
  help: 'Usage: drydock help [COMMAND]\n',
  async run([name], io) {
    if (name === undefined) {
      io.out(overview())
      return 0
    }
    const command = commandNamed(name)
    if (!command) {
      const meant = suggest(
        name,
        COMMANDS.map(other => other.name),
      )
      io.err(`drydock: there is no command \`${name}\`${meant ? `; did you mean \`${meant}\`?` : ''}\n`)
      return 2
    }
    io.out((await command.load()).help)
    return 0
  },
}
