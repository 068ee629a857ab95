import type { Connection } from 'vscode-languageserver'
import type { Diagnostic } from '../src/diagnostic/diagnostic.ts'
import { findingsIn, toEditor } from './features/diagnostics.ts'
import type { ManifestFile } from './workspace/file.ts'
import type { Folder } from './workspace/folder.ts'
import type { Workspace } from './workspace/workspace.ts'

/** How long nobody may have typed before what depends on the text is looked at again elsewhere. */
const QUIET_MS = 200

/**
 * When what is checked: a text at once when it changes; the other open texts, which may refer to it, when it has been
 * quiet for a moment.
 */
export class Checking {
  readonly #workspace: Workspace
  readonly #connection: Connection
  readonly #waiting = new Set<ManifestFile>()
  readonly #found = new WeakMap<ManifestFile, readonly Diagnostic[]>()
  readonly #quiet = new Map<Folder, NodeJS.Timeout>()

  constructor(workspace: Workspace, connection: Connection) {
    this.#workspace = workspace
    this.#connection = connection
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
    for (const file of files) this.#check(file)
  }

  /** Something about the folder is not as it was: its open texts are looked at when it is quiet. */
  surroundings(folder: Folder): void {
    clearTimeout(this.#quiet.get(folder))
    const timer = setTimeout(() => {
      this.#quiet.delete(folder)
      folder.collectDefinitions()
      this.#checkOpen(folder)
    }, QUIET_MS)
    this.#quiet.set(folder, timer)
  }

  scan(folder: Folder): void {
    this.#workspace
      .scan(folder)
      .then(() => this.#checkOpen(folder))
      .catch(error => this.#failed(error))
  }

  #checkOpen(folder: Folder): void {
    for (const file of this.#workspace.openFiles) if (file.folder === folder) this.#check(file)
  }

  /** What was found in a text as it stands. */
  findings(file: ManifestFile): readonly Diagnostic[] {
    if (this.#waiting.delete(file)) this.#check(file)
    return this.#found.get(file) ?? []
  }

  #check(file: ManifestFile): void {
    if (!file.isOpen) return
    try {
      const found = findingsIn(file)
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

  #failed(error: unknown): void {
    this.#connection.console.error(`drydock: ${error instanceof Error ? error.stack : String(error)}`)
  }
}
