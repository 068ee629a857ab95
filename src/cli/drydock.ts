#!/usr/bin/env node
import { processIo } from './io.ts'
import { main } from './main.ts'

const io = processIo()

main(process.argv.slice(2), io).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    const known = error instanceof Error && error.message.startsWith('standard output: ')
    if (known) io.err(`drydock: ${error.message}\n`)
    else
      io.err(
        `drydock: this is a mistake in drydock itself, please report it.\n${error instanceof Error ? error.stack : String(error)}\n`,
      )
    process.exitCode = 2
  },
)
