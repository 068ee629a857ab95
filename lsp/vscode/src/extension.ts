import { spawn } from 'node:child_process'
import { commands, type ExtensionContext, Location, Position, Range, Uri, ViewColumn, window, workspace } from 'vscode'
import { LanguageClient } from 'vscode-languageclient/node'
import { serverCommand, started } from './command.ts'
import { type ProtocolPlace, readPlaces, readPlan } from './places.ts'

let client: LanguageClient | undefined

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand('drydock.showPlaces', showPlaces),
    commands.registerCommand('drydock.showPlan', showPlan),
    commands.registerCommand('drydock.restart', () => client?.restart()),
    workspace.onDidGrantWorkspaceTrust(() => client?.restart()),
    workspace.onDidChangeConfiguration(change =>
      change.affectsConfiguration('drydock.server.path') ? client?.restart() : undefined,
    ),
  )
  client = clientFor(context)
  await client.start()
}

export const deactivate = (): Promise<void> | undefined => client?.stop()

function clientFor(context: ExtensionContext): LanguageClient {
  const bundled = context.asAbsolutePath('dist/server/drydock.js')
  return new LanguageClient(
    'drydock',
    'drydock',
    // Asked at each start: a setting, or trust, may not be what it was at the last one.
    async () => {
      const setting = workspace.getConfiguration('drydock').get<string>('server.path', '')
      const { command, args, env } = serverCommand(bundled, process.execPath, setting, workspace.isTrusted)
      const cwd = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath
      return started(spawn(command, args, { env: { ...process.env, ...env }, ...(cwd !== undefined && { cwd }) }))
    },
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

async function showPlan(given?: unknown): Promise<void> {
  const uri = typeof given === 'string' ? given : window.activeTextEditor?.document.uri.toString()
  if (uri === undefined || !client) return
  const asked = { command: 'drydock.plan', arguments: [uri, 'html'] }
  const plan = readPlan(await client.sendRequest('workspace/executeCommand', asked))
  if (!plan) {
    window.showInformationMessage(
      'There is no plan: the file is not in a commit yet, cannot be read, or is part of a chart.',
    )
    return
  }
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))
  const panel = window.createWebviewPanel('drydock.plan', `Plan of ${name}`, ViewColumn.Beside, {})
  panel.webview.html = plan.text
}
