import { pathToFileURL } from 'node:url'
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  InlayHintRefreshRequest,
  LSPErrorCodes,
  PositionEncodingKind,
  ResponseError,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  WatchKind,
} from 'vscode-languageserver'
import { VERSION } from '../src/cli/build-info.ts'
import { isObject } from '../src/resource/json.ts'
import { Checking } from './checking.ts'
import { Client } from './client.ts'
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
import { type EditorSettings, readEditorSettings } from './workspace/settings.ts'
import { Workspace } from './workspace/workspace.ts'

/** Joins the editor's requests and drydock's answers; what an answer says is in `features/`. */
export class Server {
  readonly #connection: Connection
  readonly #workspace = new Workspace()
  readonly #checking: Checking
  /** What the editor sets for one folder alone. */
  readonly #ownSettings = new Map<Folder, EditorSettings>()
  #client = new Client()
  /** Opening waits until the folders are known; everything about a text waits until it is open. */
  #ready: Promise<unknown> = Promise.resolve()

  constructor(connection: Connection) {
    this.#connection = connection
    this.#checking = new Checking(this.#workspace, connection, () => this.#renew())
    connection.onInitialize(params => this.#initialize(params))
    connection.onInitialized(() => this.#initialized())
    connection.onShutdown(() => {})
    this.#texts()
    this.#surroundings()
    this.#features()
  }

  #initialize(params: InitializeParams): InitializeResult {
    const options: unknown = params.initializationOptions
    this.#client = new Client(params.capabilities, isObject(options) && options['commands'] === true)
    this.#workspace.settings = readEditorSettings(options)
    const roots = rootsOf(params)
    this.#later(async () => {
      await Promise.all(roots.map(uri => this.#workspace.addFolder(uri)))
    })
    return {
      serverInfo: { name: 'drydock', version: VERSION },
      capabilities: {
        ...(this.#client.offersEncodings && { positionEncoding: PositionEncodingKind.UTF16 }),
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        completionProvider: { resolveProvider: true, triggerCharacters: [' ', ':', '-', '"', "'", '{', ',', '/', '.'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: this.#client.asksBeforeRename ? { prepareProvider: true } : true,
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
    if (this.#client.tellsOfSettings)
      this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'drydock' }).catch(() => {})
    await this.#ready
    const { inUse } = await this.#pullSettings()
    if (inUse) await this.#reload()
    this.#watch()
    // What is open comes first: the rest of the folder is read when the first text has been looked at.
    if (!inUse) setTimeout(() => this.#scanAll(this.#workspace.folders), 20)
  }

  /** Folders come and go with all that is in them; an editor tells of that by the folder alone. */
  #watch(): void {
    if (!this.#client.watches) return
    const comesOrGoes = WatchKind.Create | WatchKind.Delete
    const elsewhere = new Set(this.#workspace.folders.flatMap(({ definitionFolders }) => definitionFolders))
    this.#connection.client
      .register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: '**/*.{yaml,yml,json}', kind: WatchKind.Change },
          { globPattern: '**/Kustomization', kind: WatchKind.Change },
          { globPattern: '**/*', kind: comesOrGoes },
          ...(this.#client.watchesElsewhere ? [...elsewhere] : []).map(path => ({
            globPattern: { baseUri: pathToFileURL(path).href, pattern: '**/*.{yaml,yml,json}' },
          })),
        ],
      })
      .catch(() => {})
  }

  #renew(): void {
    if (this.#client.renewsLenses) this.#connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {})
    if (this.#client.renewsHints) this.#connection.sendRequest(InlayHintRefreshRequest.type).catch(() => {})
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
      this.#later(async () => {
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
      this.#later(() => this.#saved(uri))
    })
  }

  /** An editor that watches no files tells at least of those that it writes. */
  #saved(uri: string): Promise<void> | void {
    if (isConfiguration(uri)) return this.#reload()
    if (this.#client.watches) return
    const file = this.#workspace.file(uri)
    if (file) this.#disturbed([uri], [file.folder])
  }

  /** What is on disk is not as it was. */
  #disturbed(uris: readonly string[], folders: readonly Folder[]): void {
    for (const folder of folders) {
      folder.forgetDefinitions()
      if (uris.some(mayBePackage)) folder.recognisePackages()
      this.#checking.surroundings(folder)
    }
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
      at((file, offset) => ({ isIncomplete: false, items: complete(file, offset, this.#client) })),
    )
    connection.onCompletionResolve(item => resolveItem(item, this.#workspace))
    connection.onHover(
      at((file, offset) => {
        const found = hover(file, offset, this.#checking.findings(file), Date.now())
        return found ? this.#client.hover(found) : null
      }),
    )
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
        return why === undefined
          ? this.#client.edit(rename(file, offset, newName))
          : new ResponseError(LSPErrorCodes.RequestFailed, why)
      }),
    )
    connection.onDocumentHighlight(at(highlights))
    connection.onDocumentSymbol(about(file => this.#client.symbols(documentSymbols(file), file.uri)))
    connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(this.#workspace, query))
    connection.onDocumentLinks(about(links))
    connection.onFoldingRanges(about(file => this.#client.folds(folding(file))))
    connection.onSelectionRanges(
      about((file, { positions }) => positions.map(position => selectionAt(file, offsetAt(file.source, position)))),
    )
    connection.onCodeAction(
      about((file, { range, context }) =>
        actions(file, spanOf(file.source, range), this.#checking.findings(file), context.only).map(action =>
          this.#client.action(action),
        ),
      ),
    )
    connection.onCodeLens(
      about(async file =>
        file.folder.editor.codeLens ? [...(await planLenses(file)), ...lenses(file, this.#client.commands)] : [],
      ),
    )
    connection.onCodeLensResolve(lens => {
      const data: unknown = lens.data
      const file = isObject(data) ? this.#workspace.file(String(data['uri'])) : undefined
      return file && isObject(data)
        ? resolvePlanLens(lens, file, String(data['workload']), this.#client.commands)
        : lens
    })
    connection.onExecuteCommand(async ({ command, arguments: [uri, format] = [] }) => {
      await this.#ready
      const file = command === MAKE_PLAN ? this.#workspace.file(String(uri)) : undefined
      return file ? showPlan(file, format) : null
    })
    connection.languages.inlayHint.on(about((file, { range }) => hints(file, spanOf(file.source, range))))
  }

  #surroundings(): void {
    this.#connection.onDidChangeWatchedFiles(({ changes }) => {
      this.#later(() => {
        const uris = changes.map(({ uri }) => uri)
        if (uris.some(isConfiguration)) return this.#reload()
        if (this.#workspace.touched(uris)) this.#disturbed(uris, this.#workspace.folders)
        return undefined
      })
    })
    this.#connection.onDidChangeConfiguration(({ settings }) => {
      this.#later(async () => {
        if (isObject(settings) && settings['drydock'] !== undefined) {
          this.#workspace.settings = readEditorSettings(settings['drydock'])
          this.#ownSettings.clear()
        } else await this.#pullSettings()
        await this.#reload()
        this.#renew()
      })
    })
    if (this.#connection.workspace)
      this.#connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }) => {
        this.#later(async () => {
          for (const { uri } of event.removed) this.#workspace.removeFolder(uri)
          const added = await Promise.all(event.added.map(({ uri }: { uri: string }) => this.#workspace.addFolder(uri)))
          for (const file of await this.#workspace.rehome()) this.#checking.changed(file)
          await this.#pullSettings()
          for (const folder of added) if (folder) await folder.reload(this.#settingsFor(folder))
          this.#scanAll(added.filter(folder => folder !== undefined))
        })
      })
  }

  /** Asks the editor for its settings, for each folder by itself. `inUse`: they are not those it began with. */
  async #pullSettings(): Promise<{ readonly inUse: boolean }> {
    if (!this.#client.hasSettings) return { inUse: false }
    const section = 'drydock'
    const folders = this.#workspace.folders.filter(({ path }) => path !== undefined)
    try {
      const [common, ...own]: unknown[] = await this.#connection.workspace.getConfiguration([
        { section },
        ...folders.map(({ path }) => ({ section, scopeUri: pathToFileURL(path!).href })),
      ])
      const before = folders.map(({ editor }) => JSON.stringify(editor))
      if (common !== null && common !== undefined) this.#workspace.settings = readEditorSettings(common)
      for (const [index, folder] of folders.entries()) {
        const sent = own[index]
        if (sent !== null && sent !== undefined) this.#ownSettings.set(folder, readEditorSettings(sent))
      }
      return { inUse: folders.some((folder, index) => JSON.stringify(this.#settingsFor(folder)) !== before[index]) }
    } catch {
      // An editor that offers its settings and then has none keeps those it began with.
      return { inUse: false }
    }
  }

  #settingsFor(folder: Folder): EditorSettings {
    return this.#ownSettings.get(folder) ?? this.#workspace.settings
  }

  async #reload(): Promise<void> {
    for (const folder of await this.#workspace.everyFolder()) {
      await folder.reload(this.#settingsFor(folder))
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

/** As old editors name it, too. */
function rootsOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri)
  if (rootUri) return [rootUri]
  return rootPath ? [pathToFileURL(rootPath).href] : []
}

/** A Kustomization or a chart, or a folder with one in it. */
const mayBePackage = (uri: string): boolean =>
  /\/(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(uri) || !/\.(?:ya?ml|json)$/.test(uri)
