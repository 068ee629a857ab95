import type { ChildProcess } from 'node:child_process'

/** How a server is started. */
export interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * The drydock that comes with the extension, run by the editor's own Node; or another one, named in the settings,
 * unless the folder is not trusted: a setting of a stranger's repository would choose what runs.
 */
export function serverCommand(bundled: string, node: string, setting: string, trusted: boolean): ServerCommand {
  const own = setting.trim()
  if (own === '' || !trusted)
    return { command: node, args: [bundled, 'lsp', '--stdio'], env: { ELECTRON_RUN_AS_NODE: '1' } }
  if (/\.[cm]?js$/.test(own))
    return { command: node, args: [own, 'lsp', '--stdio'], env: { ELECTRON_RUN_AS_NODE: '1' } }
  return { command: own, args: ['lsp', '--stdio'], env: {} }
}

/** A program once it runs; one that cannot be started is a reason, not an event that nobody waits for. */
export function started(program: ChildProcess): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    program.once('spawn', () => done(program))
    program.on('error', fail)
  })
}
