import type { Connection } from 'vscode-languageserver'
import type { Diagnostic } from '../src/diagnostic/diagnostic.ts'
import { carried } from './features/carried.ts'
import { alone, among, settled, toEditor } from './features/diagnostics.ts'
import { remarks } from './features/ignores.ts'
import { chunkOf } from './workspace/chunk.ts'
import type { ManifestFile } from './workspace/file.ts'
import type { Folder } from './workspace/folder.ts'
import type { Workspace } from './workspace/workspace.ts'

/** How long nobody may have typed before what depends on other texts is looked at again. */
const QUIET_MS = 250
/** How long that may hold up whoever begins to type meanwhile. */
const SLICE_MS = 5
/** How long a text may be looked at before the rest of it has to wait, and how often an editor hears how far it is. */
const LONGEST_MS = 60
const NEWS_MS = 500

/**
 * When what is checked: what a text says by itself at once when it changes; what can only be said of the open texts
 * among all objects when it has been quiet for a moment, in slices, and given up when somebody types on.
 */
export class Checking {
  readonly #workspace: Workspace
  readonly #connection: Connection
  readonly #waiting = new Set<ManifestFile>()
  readonly #found = new WeakMap<ManifestFile, readonly Diagnostic[]>()
  readonly #among = new WeakMap<ManifestFile, readonly Diagnostic[]>()
  readonly #quiet = new Map<Folder, NodeJS.Timeout>()
  /** Grows with every change of a folder: an answer to an older question is not wanted any more. */
  readonly #asked = new WeakMap<Folder, number>()

  /** The state of a folder for which the editor was last asked to look again at lenses and hints. */
  readonly #renewed = new WeakMap<Folder, number>()
  readonly #renew: () => void

  /** @param renew called when something else than the text being typed in makes lenses and hints say something else */
  constructor(workspace: Workspace, connection: Connection, renew: () => void) {
    this.#workspace = workspace
    this.#connection = connection
    this.#renew = renew
  }

  /** Several changes that came together are looked at once. */
  changed(file: ManifestFile): void {
    if (this.#waiting.size === 0) setImmediate(() => this.#run())
    this.#waiting.add(file)
    if (file.folder.complete) this.surroundings(file.folder)
  }

  #run(): void {
    const files = [...this.#waiting]
    this.#waiting.clear()
    for (const file of files) this.#check(file, carried(this.#among.get(file) ?? [], file))
  }

  /** Something about the folder is not as it was: its open texts are looked at when it is quiet. */
  surroundings(folder: Folder): void {
    this.#asked.set(folder, (this.#asked.get(folder) ?? 0) + 1)
    clearTimeout(this.#quiet.get(folder))
    const timer = setTimeout(() => {
      this.#quiet.delete(folder)
      folder.collectDefinitions()
      this.#checkAmong(folder).catch(error => this.#failed(error))
    }, QUIET_MS)
    this.#quiet.set(folder, timer)
  }

  scan(folder: Folder): void {
    this.#workspace
      .scan(folder)
      .then(() => {
        // Before that nothing was known of the others: lenses and hints said nothing.
        this.#renewed.delete(folder)
        return this.#checkAmong(folder)
      })
      .catch(error => this.#failed(error))
  }

  async #checkAmong(folder: Folder): Promise<void> {
    const asked = (this.#asked.get(folder) ?? 0) + 1
    this.#asked.set(folder, asked)
    const open = [...this.#workspace.openFiles].filter(file => file.folder === folder)
    const steps = among(folder, open)
    let step = steps.next()
    for (let since = performance.now(); !step.done; step = steps.next()) {
      if (performance.now() - since < SLICE_MS) continue
      await new Promise(done => setImmediate(done))
      if (this.#asked.get(folder) !== asked) return
      since = performance.now()
    }
    if (this.#renewed.get(folder) !== folder.index.generation) {
      this.#renewed.set(folder, folder.index.generation)
      this.#renew()
    }
    const byFile = new Map(open.map(file => [file, [] as Diagnostic[]]))
    for (const finding of step.value) {
      const file = chunkOf(finding.at.source)?.file
      if (file) byFile.get(file)?.push(finding)
    }
    for (const [file, found] of byFile) this.#check(file, found)
  }

  /** What was found in a text as it stands. */
  findings(file: ManifestFile): readonly Diagnostic[] {
    if (this.#waiting.delete(file)) this.#check(file, carried(this.#among.get(file) ?? [], file))
    return this.#found.get(file) ?? []
  }

  /** What could not be looked at in time is looked at when nobody waits. */
  #check(file: ManifestFile, others: readonly Diagnostic[], told = Number.NEGATIVE_INFINITY): void {
    if (!file.isOpen) return
    try {
      this.#among.set(file, others)
      const now = performance.now()
      const { found: own, complete } = alone(file, now + LONGEST_MS)
      if (!complete) {
        const news = now - told > NEWS_MS
        setImmediate(() => this.#goOn(file, news ? now : told))
        if (!news) return
      }
      const all = [...own, ...others]
      // A wish is in vain only when everything has been looked at.
      const about = complete && file.folder.complete ? remarks(file, all) : []
      const found = settled([...all, ...about], file)
      this.#found.set(file, found)
      this.#connection.sendDiagnostics({
        uri: file.uri,
        ...(file.version !== undefined && { version: file.version }),
        diagnostics: found.flatMap(diagnostic => toEditor(diagnostic, file)),
      })
    } catch (error) {
      this.#failed(error)
    }
  }

  #goOn(file: ManifestFile, told: number): void {
    if (!this.#waiting.has(file)) this.#check(file, carried(this.#among.get(file) ?? [], file), told)
  }

  #failed(error: unknown): void {
    this.#connection.console.error(`drydock: ${error instanceof Error ? error.stack : String(error)}`)
  }
}
