import { join } from 'node:path'
import { Source } from '../../src/text/source.ts'
import { positionAt } from '../workspace/positions.ts'
import { type Client, type Place, uriOf } from './client.ts'
import { folderWith, startServer } from './server.ts'
import { unmarked } from './shop.ts'

/** A workspace with marked files and a server that looks at it. */
export class Conversation {
  readonly client: Client
  readonly folder: string
  readonly #texts = new Map<string, { text: string; marks: Map<string, number> }>()
  #version = 1

  private constructor(files: Readonly<Record<string, string>>, settings: unknown) {
    for (const [name, text] of Object.entries(files)) this.#texts.set(name, unmarked(text))
    this.folder = folderWith(Object.fromEntries([...this.#texts].map(([name, { text }]) => [name, text])))
    this.client = startServer(settings)
  }

  /** Opens the files named; the others lie on disk. It begins when the whole folder is known. */
  static async begin(files: Readonly<Record<string, string>>, open: readonly string[], settings: unknown = null) {
    const conversation = new Conversation(files, settings)
    await conversation.client.initialize([conversation.folder], settings)
    for (const name of open) conversation.client.open(conversation.uri(name), conversation.text(name))
    // The first diagnostics speak of a text alone, the second of all of them.
    for (let seen = 0; seen < open.length * 2; seen = conversation.client.published.length)
      await new Promise(done => setTimeout(done, 10))
    return conversation
  }

  uri(name: string): string {
    return uriOf(join(this.folder, name))
  }

  text(name: string): string {
    return this.#texts.get(name)!.text
  }

  /** Where a mark is; without one, where a text stands. */
  at(name: string, mark: string): { textDocument: { uri: string }; position: Place } {
    const { text, marks } = this.#texts.get(name)!
    const offset = marks.get(mark) ?? text.indexOf(mark)
    if (offset < 0) throw new Error(`${name} has no ${mark}`)
    return { textDocument: { uri: this.uri(name) }, position: positionAt(new Source(name, text), offset) }
  }

  /** Types a text; `‹here›` is where the cursor is left. */
  type(name: string, marked: string): { textDocument: { uri: string }; position: Place } {
    const next = unmarked(marked)
    const isOpen = this.#texts.has(name)
    this.#texts.set(name, next)
    if (isOpen) this.client.change(this.uri(name), ++this.#version, [{ text: next.text }])
    else this.client.open(this.uri(name), next.text)
    return this.at(name, 'here')
  }

  /** An answer as people can read it: the folder has no name, and places are `line:column` from 1. */
  readable(value: unknown): string {
    const folder = uriOf(this.folder)
    const write = (one: unknown): unknown => {
      if (typeof one === 'string') return one.replaceAll(`${folder}/`, '').replaceAll(/@\d+\.\d+\.\d+\/docs/g, '/docs')
      if (Array.isArray(one)) return one.map(write)
      if (typeof one !== 'object' || one === null) return one
      if ('start' in one && 'end' in one) return `${placeText(one.start as Place)}-${placeText(one.end as Place)}`
      if ('line' in one && 'character' in one) return placeText(one as Place)
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [write(key), write(inner)]))
    }
    return `${JSON.stringify(write(value), null, 1)}\n`
  }
}

const placeText = ({ line, character }: Place): string => `${line + 1}:${character + 1}`
