import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { Server } from './server.ts'

/** Serves an editor over standard input and output until it hangs up. */
export function serve(): Promise<number> {
  return new Promise(done => {
    const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    connection.onExit(() => done(0))
    process.stdin.on('end', () => done(0))
    new Server(connection)
    connection.listen()
  })
}
