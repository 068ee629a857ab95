import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CONFIG_NAMES, type Config } from '../config/config.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { Source } from '../text/source.ts'
import type { Document } from '../yaml/document.ts'
import { readDocuments } from '../yaml/read.ts'
import { readTextBeside } from './beside.ts'
import { reasonOf } from './listing.ts'
import { nameIn } from './names.ts'

export type Loaded =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'config'
      readonly config: Config
      readonly folder: string
      readonly file: string
      /** Where everything stands; absent for an empty file. */
      readonly document?: Document
    }
  /** The file is there but wrong: nothing is checked with settings that were not meant. */
  | { readonly kind: 'broken'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** The configuration that holds in a folder: the nearest file upwards, as far as the top of the git repository. */
export async function loadConfig(cwd: string, explicit?: string): Promise<Loaded> {
  const file = explicit === undefined ? findConfig(cwd) : resolve(cwd, explicit)
  if (file === undefined) return { kind: 'none' }
  let text: string
  try {
    // One that is named may be a pipe (`--config <(…)`).
    text = explicit === undefined ? readTextBeside(file) : readFileSync(file, 'utf8')
  } catch (error) {
    return {
      kind: 'unreadable',
      reason: `${nameIn(cwd)(file)}: ${reasonOf(error)}`,
    }
  }
  const documents = readDocuments(new Source(nameIn(cwd)(file), text), { format: 'yaml' })
  const [document] = documents
  const second = documents[1]
  if (second) return { kind: 'broken', diagnostics: [moreThanOne(second)] }
  if (!document) return { kind: 'config', config: {}, folder: dirname(file), file }
  const unread = documents.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error')
  if (unread.length > 0) return { kind: 'broken', diagnostics: unread }
  // ajv is large: it is only loaded when there is something to validate.
  const { checkConfig } = await import('../config/check-config.ts')
  const diagnostics = checkConfig(document)
  if (diagnostics.length > 0) return { kind: 'broken', diagnostics }
  const config = document.value as Config
  if (config.ownRules?.length) {
    const { checkOwnRules } = await import('../config/check-own-rules.ts')
    const wrong = checkOwnRules(document, config.ownRules)
    if (wrong.length > 0) return { kind: 'broken', diagnostics: wrong }
  }
  return { kind: 'config', config, folder: dirname(file), file, document }
}

function moreThanOne({ source, span }: Document): Diagnostic {
  const line = source.text.indexOf('\n', span.start)
  return {
    code: 'config/invalid',
    severity: 'error',
    message: 'There is another document here: settings are one document',
    at: { source, start: span.start, end: line < 0 ? span.end : line },
    advice: 'Make one of the two.',
  }
}

function findConfig(cwd: string): string | undefined {
  for (let folder = cwd; ; ) {
    for (const name of CONFIG_NAMES) if (existsSync(join(folder, name))) return join(folder, name)
    const parent = dirname(folder)
    if (parent === folder || existsSync(join(folder, '.git'))) return undefined
    folder = parent
  }
}
