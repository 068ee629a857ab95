import { processIo } from '../io.ts'
import { main } from '../main.ts'

/** Runs drydock with the arguments of this process. */
export async function run(): Promise<void> {
  const io = processIo()
  try {
    process.exitCode = await main(process.argv.slice(2), io)
  } catch (error) {
    const known = error instanceof Error && error.message.startsWith('standard output: ')
    if (known) io.err(`drydock: ${error.message}\n`)
    else
      io.err(
        `drydock: this is a mistake in drydock itself, please report it.\n${error instanceof Error ? error.stack : String(error)}\n`,
      )
    process.exitCode = 2
  }
}
