import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

export interface PublishedDiagnostic {
  readonly range: Range
  readonly severity: number
  readonly code: string
  readonly message: string
  readonly tags?: readonly number[]
  readonly relatedInformation?: readonly {
    readonly location: { uri: string; range: Range }
    readonly message: string
  }[]
}

export interface Published {
  readonly uri: string
  readonly version?: number
  readonly diagnostics: readonly PublishedDiagnostic[]
}

export interface Place {
  readonly line: number
  readonly character: number
}
export interface Range {
  readonly start: Place
  readonly end: Place
}

/** What most editors can do. */
const CAPABILITIES = {
  workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    rename: { prepareSupport: true },
  },
}

/** An editor, as far as the protocol sees one: it starts a server and speaks to it over standard input and output. */
export class Client {
  readonly process: ChildProcessWithoutNullStreams
  readonly published: Published[] = []
  readonly errors: string[] = []
  /** What the server asked of the editor. */
  readonly asked: string[] = []
  readonly #answers = new Map<number, (message: Message) => void>()
  readonly #listeners = new Set<(published: Published) => void>()
  readonly #settings: unknown
  #buffer = Buffer.alloc(0)
  #next = 1

  constructor(command: readonly string[], settings: unknown = null) {
    this.#settings = settings
    this.process = spawn(command[0]!, command.slice(1), { stdio: 'pipe' })
    this.process.stdout.on('data', (data: Buffer) => this.#read(data))
    this.process.stderr.on('data', (data: Buffer) => this.errors.push(String(data)))
  }

  async initialize(
    folders: readonly string[],
    options: unknown = {},
    capabilities: object = CAPABILITIES,
  ): Promise<unknown> {
    const result = await this.request('initialize', {
      processId: process.pid,
      rootUri: folders[0] === undefined ? null : uriOf(folders[0]),
      workspaceFolders: folders.map(folder => ({ uri: uriOf(folder), name: folder })),
      initializationOptions: options,
      capabilities,
    })
    this.notify('initialized', {})
    return result
  }

  open(uri: string, text: string, version = 1): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } })
  }

  change(uri: string, version: number, changes: readonly { range?: Range; text: string }[]): void {
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes })
  }

  request<T = unknown>(method: string, params: unknown): Promise<T> {
    const id = this.#next++
    this.#send({ jsonrpc: '2.0', id, method, params })
    return new Promise((done, fail) =>
      this.#answers.set(id, ({ result, error }) => (error ? fail(new Error(error.message)) : done(result as T))),
    )
  }

  notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: '2.0', method, params })
  }

  /** The next diagnostics of a file that meet a condition; those that came already count. */
  async diagnostics(uri: string, meets: (published: Published) => boolean = () => true): Promise<Published> {
    const last = this.published.findLast(one => one.uri === uri)
    if (last && meets(last)) return last
    return new Promise((done, fail) => {
      const timer = setTimeout(() => {
        const seen = JSON.stringify(this.published.findLast(one => one.uri === uri)?.diagnostics)
        fail(new Error(`no such diagnostics came for ${uri}; the last were ${seen} ${this.errors.join('')}`))
      }, 15_000)
      const listener = (published: Published) => {
        if (published.uri !== uri || !meets(published)) return
        clearTimeout(timer)
        this.#listeners.delete(listener)
        done(published)
      }
      this.#listeners.add(listener)
    })
  }

  async close(): Promise<number | null> {
    await this.request('shutdown', null)
    this.notify('exit', null)
    return new Promise(done => {
      if (this.process.exitCode !== null) done(this.process.exitCode)
      else this.process.on('exit', done)
    })
  }

  #send(message: unknown): void {
    const text = JSON.stringify(message)
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data])
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.toString('latin1', 0, head))![1])
      if (this.#buffer.length < head + 4 + length) return
      const message = JSON.parse(this.#buffer.toString('utf8', head + 4, head + 4 + length)) as Message
      this.#buffer = this.#buffer.subarray(head + 4 + length)
      this.#take(message)
    }
  }

  /** The same for all, or what a function says of a folder. */
  #configuration(params: unknown): unknown[] {
    const { items } = params as { items: readonly { readonly scopeUri?: string }[] }
    const settings = this.#settings
    return items.map(({ scopeUri }) => (typeof settings === 'function' ? settings(scopeUri) : settings))
  }

  #take(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) this.asked.push(message.method)
    if (message.method === undefined) {
      this.#answers.get(message.id!)?.(message)
      this.#answers.delete(message.id!)
    } else if (message.method === 'textDocument/publishDiagnostics') {
      const published = message.params as Published
      this.published.push(published)
      for (const listener of [...this.#listeners]) listener(published)
    } else if (message.method === 'workspace/configuration') {
      this.#send({ jsonrpc: '2.0', id: message.id, result: this.#configuration(message.params) })
    } else if (message.method === 'window/logMessage') {
      const { type, message: text } = message.params as { type: number; message: string }
      if (type === 1) this.errors.push(text)
    } else if (message.id !== undefined) this.#send({ jsonrpc: '2.0', id: message.id, result: null })
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href
