import { readCluster } from '../input/kubectl.ts'
import { forSnapshot } from '../plan/left-out.ts'
import type { CommandBody } from './command.ts'
import type { ExitCode, Io } from './io.ts'
import { type Options, optionHelp, parseOptions } from './options.ts'

const SNAPSHOT_OPTIONS = {
  namespace: {
    type: 'string',
    short: 'n',
    value: 'NAME',
    help: 'Only one namespace, with what has none; all of them without it.',
  },
  context: { type: 'string', value: 'NAME', help: 'The context of kubectl to use.' },
  kubeconfig: { type: 'string', value: 'FILE', help: 'The kubeconfig of kubectl to use.' },
} as const satisfies Options

export const snapshotCommand: CommandBody = {
  help: `Usage: drydock snapshot [OPTION…] > FILE

Writes what is in a cluster, for \`drydock plan --from FILE\`. It calls \`kubectl get\` and nothing else, so rights to
read are enough, and leaves out the values of Secrets.

${optionHelp(SNAPSHOT_OPTIONS)}

Exit codes
  0  everything was read
  2  not everything could be read; the reason is on standard error
`,
  run: snapshot,
}

/** A minute for each question to the cluster. */
const TIME_LIMIT_MS = 60_000

async function snapshot(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseOptions(args, SNAPSHOT_OPTIONS)
  if (parsed.kind === 'wrong') return refuse(parsed.reason, io)
  if (parsed.positionals.length > 0) return refuse('it takes no files; redirect what it writes', io)
  const read = await readCluster({ cwd: io.cwd, timeLimitMs: TIME_LIMIT_MS, ...parsed.values })
  if ('reason' in read) return refuse(read.reason, io)
  const lines = read.objects.map(object => `    ${JSON.stringify(forSnapshot(object))}`)
  io.out(`{\n  "apiVersion": "v1",\n  "kind": "List",\n  "items": [\n${lines.join(',\n')}\n  ]\n}\n`)
  for (const reason of read.incomplete) io.err(`drydock snapshot: ${reason}\n`)
  return read.incomplete.length > 0 ? 2 : 0
}

function refuse(reason: string, io: Io): ExitCode {
  io.err(`drydock snapshot: ${reason}\n`)
  return 2
}
