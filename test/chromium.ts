import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** Where a Chromium is on this machine, if one is. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome']
  const paths = (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)))
  return paths.find(path => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
]

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/** A page in a headless Chromium, spoken to over a pipe; the browser and its folder are gone after `close`. */
export class Page {
  readonly messages: Message[] = []
  readonly #browser: ChildProcess
  readonly #folder: string
  readonly #waiting = new Map<number, (message: Message) => void>()
  readonly #listeners: ((message: Message) => void)[] = []
  #session: string | undefined
  #count = 0
  #rest = ''

  private constructor(path: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'drydock-chromium-'))
    this.#browser = spawn(path, [...FLAGS, `--user-data-dir=${this.#folder}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    })
    const answers = this.#browser.stdio[4] as Readable
    answers.setEncoding('utf8').on('data', (chunk: string) => this.#take(chunk))
  }

  static async open(path: string): Promise<Page> {
    const page = new Page(path)
    const { targetId } = await page.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await page.send('Target.attachToTarget', { targetId, flatten: true })
    page.#session = String(sessionId)
    for (const domain of ['Page', 'Log', 'Network', 'Runtime']) await page.send(`${domain}.enable`)
    return page
  }

  #take(chunk: string): void {
    const parts = (this.#rest + chunk).split('\0')
    this.#rest = parts.pop()!
    for (const part of parts) {
      const message = JSON.parse(part) as Message
      this.messages.push(message)
      for (const listener of this.#listeners) listener(message)
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message)
    }
  }

  async send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = (this.#count += 1)
    const answer = new Promise<Message>(resolve => this.#waiting.set(id, resolve))
    const session = this.#session === undefined ? {} : { sessionId: this.#session }
    ;(this.#browser.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`)
    const { result = {}, error } = await answer
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }

  async open(url: string): Promise<void> {
    const loaded = new Promise<void>(resolve =>
      this.#listeners.push(({ method }) => method === 'Page.loadEventFired' && resolve()),
    )
    await this.send('Page.navigate', { url })
    await loaded
  }

  async ask(expression: string): Promise<unknown> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true })
    return (result as { value?: unknown }).value
  }

  async close(): Promise<void> {
    const ended = new Promise(resolve => this.#browser.once('exit', resolve))
    this.#session = undefined
    await this.send('Browser.close').catch(() => {})
    await ended
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}
