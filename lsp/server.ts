import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { VERSION } from '../src/cli/build-info.ts'
import { Checking } from './checking.ts'
import { applyChanges } from './workspace/changes.ts'
import type { Folder } from './workspace/folder.ts'
import { readEditorSettings } from './workspace/settings.ts'
import { Workspace } from './workspace/workspace.ts'

/** Joins the editor's requests and drydock's answers; what an answer says is in `features/`. */
export class Server {
  readonly #connection: Connection
  readonly #workspace = new Workspace()
  readonly #checking: Checking
  #client: InitializeParams['capabilities'] = {}
  /** Opening waits until the folders are known; everything about a text waits until it is open. */
  #ready: Promise<unknown> = Promise.resolve()

  constructor(connection: Connection) {
    this.#connection = connection
    this.#checking = new Checking(this.#workspace, connection)
    connection.onInitialize(params => this.#initialize(params))
    connection.onInitialized(() => this.#initialized())
    connection.onShutdown(() => {})
    this.#texts()
    this.#surroundings()
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#client = params.capabilities
    this.#workspace.settings = readEditorSettings(params.initializationOptions)
    const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : [])
    this.#ready = Promise.all(roots.map(uri => this.#workspace.addFolder(uri)))
    return {
      serverInfo: { name: 'drydock', version: VERSION },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    }
  }

  async #initialized(): Promise<void> {
    const { workspace } = this.#client
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      this.#connection.client
        .register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.{yaml,yml,json}' }, { globPattern: '**/Kustomization' }],
        })
        .catch(() => {})
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'drydock' }).catch(() => {})
    await this.#ready
    await this.#pullSettings()
    // What is open comes first: the rest of the folder is read when the first text has been looked at.
    setTimeout(() => this.#scanAll(this.#workspace.folders), 20)
  }

  #scanAll(folders: readonly Folder[]): void {
    for (const folder of folders) this.#checking.scan(folder)
  }

  #texts(): void {
    const connection = this.#connection
    connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
      this.#ready = this.#ready.then(async () => {
        const file = await this.#workspace.open(uri, version, text)
        this.#checking.changed(file)
      })
    })
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
      this.#later(() => {
        const file = this.#workspace.file(textDocument.uri)
        if (!file) return
        file.text = applyChanges(file.source, contentChanges)
        file.version = textDocument.version ?? file.version
        this.#checking.changed(file)
      })
    })
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.#later(() => {
        const file = this.#workspace.close(uri)
        connection.sendDiagnostics({ uri, diagnostics: [] })
        if (file) this.#checking.surroundings(file.folder)
      })
    })
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      if (isConfiguration(uri)) this.#later(() => this.#reload())
    })
  }

  #surroundings(): void {
    this.#connection.onDidChangeWatchedFiles(({ changes }) => {
      this.#later(() => {
        if (changes.some(({ uri }) => isConfiguration(uri))) return this.#reload()
        const touched = new Set(changes.map(({ uri }) => this.#workspace.touched(uri)?.folder))
        if (changes.some(({ uri }) => isPackage(uri)))
          for (const folder of this.#workspace.folders) folder.recognisePackages()
        for (const folder of touched.size > 0 ? this.#workspace.folders : []) this.#checking.surroundings(folder)
        return undefined
      })
    })
    this.#connection.onDidChangeConfiguration(({ settings }) => {
      this.#later(async () => {
        if (settings?.drydock !== undefined) this.#workspace.settings = readEditorSettings(settings.drydock)
        else await this.#pullSettings()
        await this.#reload()
      })
    })
    if (this.#connection.workspace)
      this.#connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }) => {
        this.#later(async () => {
          for (const { uri } of event.removed) this.#workspace.removeFolder(uri)
          const added = await Promise.all(event.added.map(({ uri }: { uri: string }) => this.#workspace.addFolder(uri)))
          this.#scanAll(added.filter(folder => folder !== undefined))
        })
      })
  }

  async #pullSettings(): Promise<void> {
    if (!this.#client.workspace?.configuration) return
    try {
      const sent = await this.#connection.workspace.getConfiguration('drydock')
      if (sent !== null && sent !== undefined) this.#workspace.settings = readEditorSettings(sent)
    } catch {
      // An editor that offers its settings and then has none keeps those it began with.
    }
  }

  async #reload(): Promise<void> {
    for (const folder of this.#workspace.folders) {
      await folder.reload(this.#workspace.settings)
      this.#checking.scan(folder)
    }
  }

  /** In the order in which the editor said it, and never before the folders are known. */
  #later(work: () => void | Promise<void>): void {
    this.#ready = this.#ready.then(work).catch(error => {
      this.#connection.console.error(`drydock: ${error instanceof Error ? error.stack : String(error)}`)
    })
  }
}

const isConfiguration = (uri: string): boolean => /\/drydock\.ya?ml$/.test(uri)
const isPackage = (uri: string): boolean => /\/(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(uri)
