import {
  commands,
  EventEmitter,
  type ExtensionContext,
  Location,
  Position,
  Range,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode'
import { LanguageClient } from 'vscode-languageclient/node'
import { serverCommand } from './command.ts'
import { type ProtocolPlace, readPlaces, readPlan } from './places.ts'

let client: LanguageClient | undefined

export async function activate(context: ExtensionContext): Promise<void> {
  const plans = new Plans()
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider('drydock-plan', plans),
    commands.registerCommand('drydock.showPlaces', showPlaces),
    commands.registerCommand('drydock.showPlan', (uri?: unknown) => showPlan(plans, uri)),
    commands.registerCommand('drydock.restart', () => client?.restart()),
    workspace.onDidGrantWorkspaceTrust(() => client?.restart()),
  )
  client = clientFor(context)
  await client.start()
}

export const deactivate = (): Promise<void> | undefined => client?.stop()

function clientFor(context: ExtensionContext): LanguageClient {
  const setting = workspace.getConfiguration('drydock').get<string>('server.path', '')
  const bundled = context.asAbsolutePath('dist/server/drydock.js')
  const { command, args, env } = serverCommand(bundled, process.execPath, setting, workspace.isTrusted)
  return new LanguageClient(
    'drydock',
    'drydock',
    { command, args: [...args], options: { env: { ...process.env, ...env } } },
    {
      documentSelector: ['yaml', 'json', 'helm'].flatMap(language => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      synchronize: { configurationSection: 'drydock' },
      initializationOptions: { ...workspace.getConfiguration('drydock'), commands: true },
    },
  )
}

const positionOf = ({ line, character }: ProtocolPlace): Position => new Position(line, character)

function showPlaces(...args: unknown[]): Thenable<unknown> | undefined {
  const read = readPlaces(args)
  if (!read) return undefined
  const locations = read.locations.map(
    ({ uri, range }) => new Location(Uri.parse(uri), new Range(positionOf(range.start), positionOf(range.end))),
  )
  return commands.executeCommand('editor.action.showReferences', Uri.parse(read.uri), positionOf(read.at), locations)
}

async function showPlan(plans: Plans, given: unknown): Promise<void> {
  const uri = typeof given === 'string' ? given : window.activeTextEditor?.document.uri.toString()
  if (uri === undefined || !client) return
  const answer = await client.sendRequest('workspace/executeCommand', { command: 'drydock.plan', arguments: [uri] })
  const plan = readPlan(answer)
  if (!plan) {
    window.showInformationMessage('There is no plan: the file is not in a commit yet, or nothing in it can be applied.')
    return
  }
  if (plan.format === 'html') {
    const panel = window.createWebviewPanel('drydock.plan', 'Plan', ViewColumn.Beside, {})
    panel.webview.html = plan.text
    return
  }
  const shown = plans.put(uri, plan.text)
  await commands.executeCommand('markdown.showPreviewToSide', shown)
}

/** Plans as documents that are nowhere on disk. */
class Plans implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>()
  readonly #changed = new EventEmitter<Uri>()
  readonly onDidChange = this.#changed.event

  put(of: string, text: string): Uri {
    const name = of.slice(of.lastIndexOf('/') + 1)
    const uri = Uri.from({ scheme: 'drydock-plan', path: `/Plan of ${decodeURIComponent(name)}.md`, query: of })
    this.#texts.set(uri.toString(), text)
    this.#changed.fire(uri)
    return uri
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? ''
  }
}
