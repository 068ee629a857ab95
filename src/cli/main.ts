import { suggest } from '../resource/suggest.ts'
import { COMMANDS, commandNamed } from './commands.ts'
import { type ExitCode, type Io, ReaderGone } from './io.ts'

/** Finds the command that is meant and runs it. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(args, io)
  } catch (error) {
    // Whoever closed the pipe has read what they wanted.
    if (error instanceof ReaderGone) return 0
    throw error
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first, ...rest] = args
  if (first === undefined || first === '--help' || first === '-h') return runCommand('help', [], io)
  if (first === '--version' || first === '-v') return runCommand('version', [], io)
  if (commandNamed(first)) return runCommand(first, rest, io)
  const meant = suggest(
    first,
    COMMANDS.map(({ name }) => name),
  )
  const hint = meant ? `; did you mean \`drydock ${meant}\`?` : '. `drydock help` lists the commands.'
  io.err(`drydock: there is no command \`${first}\`${hint}\n`)
  return 2
}

async function runCommand(name: string, args: readonly string[], io: Io): Promise<ExitCode> {
  const body = await commandNamed(name)!.load()
  if (name !== 'help' && (args.includes('--help') || args.includes('-h'))) {
    io.out(body.help)
    return 0
  }
  return body.run(args, io)
}
