import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { threadId } from 'node:worker_threads'
import { afterAll, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let built: string | undefined

/** Builds the program once for the tests of a thread, apart from dist/. The folder is used again by the next run. */
export function program(): string {
  if (built === undefined) {
    const name = createHash('sha256').update(root).digest('hex').slice(0, 8)
    built = join(tmpdir(), `drydock-tested-${name}-${threadId}`)
    mkdirSync(built, { recursive: true })
    execFileSync(process.execPath, ['scripts/build.js', '--program-to', join(built, 'dist')], {
      cwd: root,
      stdio: 'pipe',
    })
    // As in the package; modules outside of one are CommonJS.
    writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  }
  return join(built, 'dist', 'drydock.js')
}

export interface Ran {
  code: number | null
  out: string
  err: string
}

interface RunOptions {
  readonly input?: string
  readonly env?: Record<string, string>
  /** Inside the folder. */
  readonly cwd?: string
}

/** A folder with files, in which drydock is run as a person would. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-test-')))
  readonly cache = join(this.folder, '.cache')
  readonly #tools: string[] = []

  constructor(files: Record<string, string> = {}) {
    this.write(files)
    removeWhenDone(this.folder)
  }

  write(files: Record<string, string>): this {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true })
      writeFileSync(join(this.folder, name), text)
    }
    return this
  }

  /** Puts a command on the PATH, written in JavaScript. */
  tool(name: string, script: string): this {
    const folder = join(this.folder, '.tools')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), `#!${process.execPath}\n${script}`)
    chmodSync(join(folder, name), 0o755)
    this.#tools.push(folder)
    return this
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main']
    return execFileSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' })
  }

  run(args: string[], { input, env = {}, cwd = '.' }: RunOptions = {}): Ran {
    const done = spawnSync(process.execPath, [program(), ...args], {
      cwd: join(this.folder, cwd),
      encoding: 'utf8',
      input: input ?? '',
      env: this.env(env),
    })
    return { code: done.status, out: done.stdout, err: done.stderr }
  }

  start(args: string[], env: Record<string, string> = {}) {
    return spawn(process.execPath, [program(), ...args], { cwd: this.folder, env: this.env(env) })
  }

  /** Only git is on the PATH, and what `tool` put there: what a machine happens to have does not matter. */
  env(more: Record<string, string>): Record<string, string> {
    const git = dirname(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim())
    const bin = join(this.folder, '.bin')
    mkdirSync(bin, { recursive: true })
    if (!existsSync(join(bin, 'git'))) symlinkSync(join(git, 'git'), join(bin, 'git'))
    return { PATH: [...this.#tools, bin].join(':'), HOME: this.folder, DRYDOCK_CACHE_DIR: this.cache, ...more }
  }
}

/** With the test that made it, or with the file when it was made outside of one. */
function removeWhenDone(folder: string): void {
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    onTestFinished(remove)
  } catch {
    afterAll(remove)
  }
}

export const POD = (name: string, image = 'nginx:1.29') => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      resources: { requests: { cpu: 10m, memory: 16Mi } }
      image: ${image}
`

/** kubectl does not take it: there is no such field. */
export const BAD_POD = `${POD('web')}  hostNetwrk: true\n`
