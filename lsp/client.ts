import {
  type ClientCapabilities,
  type CodeAction,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  MarkupKind,
  type SymbolInformation,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { withoutVersions } from './features/workspace-edit.ts'

/** What an editor says it can do, and answers made so that it understands them. */
export class Client {
  readonly #can: ClientCapabilities
  /** Its extension knows the commands that lenses lead to. */
  readonly commands: boolean

  constructor(capabilities: ClientCapabilities = {}, commands = false) {
    this.#can = capabilities
    this.commands = commands
  }

  get snippets(): boolean {
    return this.#can.textDocument?.completion?.completionItem?.snippetSupport === true
  }

  get asksBeforeRename(): boolean {
    return this.#can.textDocument?.rename?.prepareSupport === true
  }

  get offersEncodings(): boolean {
    return this.#can.general?.positionEncodings !== undefined
  }

  /** It tells of files that others change, if it is asked to. */
  get watches(): boolean {
    return this.#can.workspace?.didChangeWatchedFiles?.dynamicRegistration === true
  }

  get watchesElsewhere(): boolean {
    return this.watches && this.#can.workspace?.didChangeWatchedFiles?.relativePatternSupport === true
  }

  get tellsOfSettings(): boolean {
    return this.#can.workspace?.didChangeConfiguration?.dynamicRegistration === true
  }

  get hasSettings(): boolean {
    return this.#can.workspace?.configuration === true
  }

  /** What it shows of other files' doing can be asked for again. */
  get renewsLenses(): boolean {
    return this.#can.workspace?.codeLens?.refreshSupport === true
  }

  get renewsHints(): boolean {
    return this.#can.workspace?.inlayHint?.refreshSupport === true
  }

  edit(edit: WorkspaceEdit): WorkspaceEdit {
    return this.#can.workspace?.workspaceEdit?.documentChanges ? edit : withoutVersions(edit)
  }

  action(action: CodeAction): CodeAction {
    return action.edit ? { ...action, edit: this.edit(action.edit) } : action
  }

  hover(hover: Hover): Hover {
    const formats = this.#can.textDocument?.hover?.contentFormat
    if (formats?.includes(MarkupKind.Markdown)) return hover
    const { contents } = hover
    return typeof contents === 'object' && 'kind' in contents
      ? { ...hover, contents: { kind: MarkupKind.PlainText, value: plain(contents.value) } }
      : hover
  }

  /** Where there are more than it can show, the outer ones. They come in the order of their first lines. */
  folds(ranges: readonly FoldingRange[]): FoldingRange[] {
    const limit = this.#can.textDocument?.foldingRange?.rangeLimit ?? MOST_FOLDS
    if (ranges.length <= limit) return [...ranges]
    const open: number[] = []
    const depths = ranges.map(({ startLine, endLine }) => {
      while (open.length > 0 && open.at(-1)! < startLine) open.pop()
      return open.push(endLine)
    })
    const counts: number[] = []
    for (const depth of depths) counts[depth] = (counts[depth] ?? 0) + 1
    let deepest = 1
    for (let left = limit - (counts[1] ?? 0); left >= (counts[deepest + 1] ?? limit); ) left -= counts[++deepest]!
    return ranges.filter((_, index) => depths[index]! <= deepest).slice(0, limit)
  }

  /** An outline; for an editor without one, a list in which each names what it is in. */
  symbols(symbols: readonly DocumentSymbol[], uri: string): DocumentSymbol[] | SymbolInformation[] {
    const isTree = this.#can.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true
    return isTree ? [...symbols] : flat(symbols, uri, undefined)
  }
}

const MOST_FOLDS = 5000

const flat = (symbols: readonly DocumentSymbol[], uri: string, container: string | undefined): SymbolInformation[] =>
  symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(container !== undefined && { containerName: container }) },
    ...flat(children, uri, name),
  ])

/** Markdown as we write it, without its marks. */
const plain = (markdown: string): string => markdown.replaceAll(/\*\*|`/g, '').replaceAll('\\\n', '\n')
