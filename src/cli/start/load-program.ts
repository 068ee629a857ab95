import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'
import { PROGRAM } from '../build-info.ts'
import { cacheFolder } from '../check/cache-folder.ts'
import type { Starter } from '../starter.ts'

interface Program {
  run(starter: Starter): Promise<void>
  work(starter: Starter): Promise<void>
}

type Body = (
  require: NodeJS.Require,
  exports: object,
  module: { exports: object },
  url: string,
  facts: (name: string) => string,
) => void

/** What a process loads the program for. What V8 compiled for the one is half of what the other needs. */
export type Use = 'check' | 'work' | 'plan' | 'other'

export const useOf = (command: string | undefined): Use =>
  command === 'check' || command === 'plan' ? command : 'other'

let flagsChanged = false

export const starter: Starter = {
  importModule: url => import(url),
  setFlags(flags) {
    flagsChanged = true
    setFlagsFromString(flags)
  },
}

/**
 * Loads the program from one file, with what V8 compiled in an earlier run: that halves the start.
 * The kept code belongs to one build, one Node and one use; anything unexpected about it and it is not used.
 */
export function loadProgram(use: Use): Program {
  // What a long run did not use for a while would be thrown away before it can be kept, the start of the program first.
  setFlagsFromString('--no-flush-bytecode')
  // A plan of some fifty files is over before it pays to optimize what makes it: that alone took a third of the time.
  // It is said here, as what V8 compiled is only good under the very flags it was compiled with.
  if (use === 'plan') setFlagsFromString('--interrupt-budget=1000000')
  const url = new URL('./program.cjs', import.meta.url)
  const file = fileURLToPath(url)
  // One byte for each character: the build writes nothing else.
  const source = readFileSync(file, 'latin1')
  const kept = process.argv.includes('--no-cache') ? undefined : keptFile(use)
  const cachedData = kept === undefined ? undefined : readKept(kept)
  const script = new Script(`(function(require,exports,module,__url,__facts){${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  })
  if (kept !== undefined && (!cachedData || script.cachedDataRejected))
    process.once('exit', () => {
      if (!flagsChanged) keep(kept, script.createCachedData())
    })
  const module = { exports: {} }
  const body = script.runInThisContext() as Body
  body(createRequire(url), module.exports, module, url.href, factsBeside(url))
  return module.exports as Program
}

/** The texts that the build put aside, by name; the file is read when the first one is asked for. */
function factsBeside(url: URL): (name: string) => string {
  let texts: Map<string, string> | undefined
  return name => {
    texts ??= readFacts(readFileSync(new URL('./program.facts', url), 'latin1'))
    const text = texts.get(name)
    if (text === undefined) throw new Error(`program.facts has no ${name}: it belongs to another build`)
    return text
  }
}

function readFacts(all: string): Map<string, string> {
  const first = all.indexOf('\n')
  const texts = new Map<string, string>()
  let at = first + 1
  for (const [name, length] of JSON.parse(all.slice(0, first)) as [string, number][]) {
    texts.set(name, all.slice(at, at + length))
    at += length + 1
  }
  return texts
}

function keptFile(use: Use): string | undefined {
  const folder = cacheFolder(process.env)
  return folder && join(folder, `${PROGRAM}-${process.version}-${process.arch}-${use}.code`)
}

const SUM_BYTES = 32

function readKept(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file)
    const code = bytes.subarray(SUM_BYTES)
    return sum(code).equals(bytes.subarray(0, SUM_BYTES)) ? code : undefined
  } catch {
    return undefined
  }
}

/** Whole or not at all; no reason to fail. */
function keep(file: string, code: Buffer): void {
  const draft = `${file}.${process.pid}.draft`
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(draft, Buffer.concat([sum(code), code]), { mode: 0o600 })
    renameSync(draft, file)
  } catch {
    try {
      rmSync(draft, { force: true })
    } catch {}
  }
}

const sum = (code: Buffer): Buffer => createHash('sha256').update(code).digest()
