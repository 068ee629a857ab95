import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { VERSION } from '../src/cli/build-info.ts'
import { isObject } from '../src/resource/json.ts'
import { Checking } from './checking.ts'
import { actions, FIX_ALL } from './features/actions/actions.ts'
import { complete } from './features/completion/complete.ts'
import { resolveItem } from './features/completion/resolve.ts'
import { isConfiguration } from './features/configuration.ts'
import { folding } from './features/folding.ts'
import { hints } from './features/hints.ts'
import { hover } from './features/hover.ts'
import { lenses } from './features/lenses.ts'
import { links } from './features/links.ts'
import { definition, highlights, references } from './features/navigation.ts'
import { MAKE_PLAN, planLenses, resolvePlanLens, showPlan } from './features/plan.ts'
import { prepareRename, refusal, rename } from './features/rename.ts'
import { selectionAt } from './features/selection.ts'
import { documentSymbols, workspaceSymbols } from './features/symbols.ts'
import { applyChanges } from './workspace/changes.ts'
import type { ManifestFile } from './workspace/file.ts'
import type { Folder } from './workspace/folder.ts'
import { offsetAt, spanOf } from './workspace/positions.ts'
import { readEditorSettings } from './workspace/settings.ts'
import { Workspace } from './workspace/workspace.ts'

/** Joins the editor's requests and drydock's answers; what an answer says is in `features/`. */
export class Server {
  readonly #connection: Connection
  readonly #workspace = new Workspace()
  readonly #checking: Checking
  #client: InitializeParams['capabilities'] = {}
  /** The editor's extension knows the commands that lenses lead to. */
  #commands = false
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
    this.#features()
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#client = params.capabilities
    this.#workspace.settings = readEditorSettings(params.initializationOptions)
    this.#commands = isObject(params.initializationOptions) && params.initializationOptions['commands'] === true
    const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : [])
    this.#ready = Promise.all(roots.map(uri => this.#workspace.addFolder(uri)))
    return {
      serverInfo: { name: 'drydock', version: VERSION },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        completionProvider: { resolveProvider: true, triggerCharacters: [' ', ':', '-', '"', "'", '{', ',', '/', '.'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentHighlightProvider: true,
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        documentLinkProvider: {},
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        inlayHintProvider: true,
        codeLensProvider: { resolveProvider: true },
        executeCommandProvider: { commands: [MAKE_PLAN] },
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
    for (const folder of folders) {
      this.#complain(folder)
      this.#checking.scan(folder)
    }
  }

  /** Settings that were not meant so hold for nobody; their owner should know. */
  #complain({ settings: { complaint, problems } }: Folder): void {
    const why = complaint ?? problems[0]?.message
    if (why !== undefined) this.#connection.window.showWarningMessage(`drydock: the settings are not right: ${why}`)
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

  /** One line for each feature. Nobody gets an answer before the text is what the editor says it is. */
  #features(): void {
    const connection = this.#connection
    const about = <P extends { readonly textDocument: { readonly uri: string } }, R>(
      answer: (file: ManifestFile, params: P) => R | Promise<R>,
    ): ((params: P) => Promise<R | null>) => {
      return async params => {
        await this.#ready
        const file = this.#workspace.file(params.textDocument.uri)
        return file ? await answer(file, params) : null
      }
    }
    const at = <R>(answer: (file: ManifestFile, offset: number) => R) =>
      about((file, { position }: TextDocumentPositionParams) => answer(file, offsetAt(file.source, position)))

    connection.onCompletion(
      at((file, offset) => ({ isIncomplete: false, items: complete(file, offset, this.#abilities()) })),
    )
    connection.onCompletionResolve(item => resolveItem(item, this.#workspace))
    connection.onHover(at((file, offset) => hover(file, offset, this.#checking.findings(file), Date.now()) ?? null))
    connection.onDefinition(at(definition))
    connection.onReferences(
      about((file, { position, context }) =>
        references(file, offsetAt(file.source, position), context.includeDeclaration),
      ),
    )
    connection.onPrepareRename(at((file, offset) => prepareRename(file, offset) ?? null))
    connection.onRenameRequest(
      about((file, { position, newName }) => {
        const offset = offsetAt(file.source, position)
        const why = refusal(file, offset, newName)
        return why === undefined ? rename(file, offset, newName) : new ResponseError(LSPErrorCodes.RequestFailed, why)
      }),
    )
    connection.onDocumentHighlight(at(highlights))
    connection.onDocumentSymbol(about(documentSymbols))
    connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(this.#workspace, query))
    connection.onDocumentLinks(about(links))
    connection.onFoldingRanges(about(folding))
    connection.onSelectionRanges(
      about((file, { positions }) => positions.map(position => selectionAt(file, offsetAt(file.source, position)))),
    )
    connection.onCodeAction(
      about((file, { range, context }) =>
        actions(file, spanOf(file.source, range), this.#checking.findings(file), context.only),
      ),
    )
    connection.onCodeLens(
      about(async file =>
        this.#workspace.settings.codeLens ? [...(await planLenses(file)), ...lenses(file, this.#commands)] : [],
      ),
    )
    connection.onCodeLensResolve(lens => {
      const data: unknown = lens.data
      const file = isObject(data) ? this.#workspace.file(String(data['uri'])) : undefined
      return file && isObject(data) ? resolvePlanLens(lens, file, String(data['workload']), this.#commands) : lens
    })
    connection.onExecuteCommand(async ({ command, arguments: [uri, format] = [] }) => {
      await this.#ready
      const file = command === MAKE_PLAN ? this.#workspace.file(String(uri)) : undefined
      return file ? showPlan(file, format) : null
    })
    connection.languages.inlayHint.on(about((file, { range }) => hints(file, spanOf(file.source, range))))
  }

  #abilities(): { readonly snippets: boolean } {
    return { snippets: this.#client.textDocument?.completion?.completionItem?.snippetSupport === true }
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
      this.#complain(folder)
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

const isPackage = (uri: string): boolean => /\/(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(uri)
