import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, type JsonObject } from '../../resource/json.ts'
import type { Answer } from './answer.ts'
import { makeFolder } from './cache-folder.ts'

const MOST_ENTRIES = 50_000
const MOST_FILES = 40

/**
 * Answers of earlier runs, by what they depend on. One file holds all answers given under the same
 * options in the same folder: it is read at once, checked against its own hash (half a file is no
 * file), and replaced as a whole, so that runs side by side at worst do some work twice.
 */
export class AnswerCache {
  readonly #file: string | undefined
  readonly #old: Map<string, unknown>
  readonly #used = new Map<string, unknown>()
  #changed = false

  private constructor(file: string | undefined, old: Map<string, unknown>) {
    this.#file = file
    this.#old = old
  }

  /** @param scope the hash of everything that all its answers depend on */
  static open(folder: string, scope: string): AnswerCache {
    const file = join(folder, `${scope}.answers`)
    return new AnswerCache(file, readPack(file))
  }

  static none(): AnswerCache {
    return new AnswerCache(undefined, new Map())
  }

  get(key: string): Answer | undefined {
    const found = this.#used.get(key) ?? this.#old.get(key)
    if (!isAnswer(found)) return undefined
    this.#used.set(key, found)
    return found
  }

  /** Without the sketch: it holds what manifests say, which is nobody's business on a disk. */
  set(key: string, { sketch: _, ...answer }: Answer): void {
    this.#used.set(key, answer)
    this.#changed = true
  }

  /** Keeps what was used now, and of the rest the most recent. A cache that cannot be written is no reason to fail. */
  save(): void {
    if (this.#file === undefined || !this.#changed) return
    const rest = [...this.#old].filter(([key]) => !this.#used.has(key))
    const entries = [...this.#used, ...rest].slice(0, MOST_ENTRIES)
    const draft = `${this.#file}.${process.pid}.draft`
    const folder = join(this.#file, '..')
    try {
      const body = JSON.stringify(entries)
      makeFolder(folder)
      writeFileSync(draft, `${checksum(body)}\n${body}`, { mode: 0o600 })
      renameSync(draft, this.#file)
      prune(folder)
    } catch {
      try {
        rmSync(draft, { force: true })
      } catch {}
    }
  }
}

function readPack(file: string): Map<string, unknown> {
  try {
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    if (end < 0 || checksum(body) !== text.slice(0, end)) return new Map()
    return new Map(JSON.parse(body) as [string, unknown][])
  } catch {
    return new Map()
  }
}

const checksum = (body: string): string => createHash('sha256').update(body).digest('hex')

function isAnswer(value: unknown): value is Answer {
  const answer: JsonObject | undefined = isObject(value) ? value : undefined
  return (
    typeof answer?.['documents'] === 'number' &&
    typeof answer['objects'] === 'number' &&
    Array.isArray(answer['findings'])
  )
}

/** Other options, other folders, other versions of drydock: the oldest go, so that the folder does not grow for ever. */
function prune(folder: string): void {
  const files = readdirSync(folder).map(name => join(folder, name))
  if (files.length <= MOST_FILES) return
  const byAge = files
    .map(file => ({ file, time: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time)
  for (const { file } of byAge.slice(MOST_FILES)) rmSync(file, { force: true })
}
