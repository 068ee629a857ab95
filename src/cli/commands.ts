import type { Command } from './command.ts'

/** Every command, in the order of the help text. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'check',
    usage: 'check [PATH…]',
    summary: 'Say what the API server would not take, and what will not go well.',
    load: () => import('./check.ts').then(file => file.checkCommand),
  },
  {
    name: 'plan',
    usage: 'plan [PATH…]',
    summary: 'Show what happens when the manifests ship, step by step, and what follows.',
    load: () => import('./plan.ts').then(file => file.planCommand),
  },
  {
    name: 'snapshot',
    usage: 'snapshot > FILE',
    summary: 'Write what is in a cluster, without the values of Secrets, for `plan --from`.',
    load: () => import('./snapshot.ts').then(file => file.snapshotCommand),
  },
  {
    name: 'explain',
    usage: 'explain FIELD|CODE',
    summary: 'Explain a field of any kind, or a code in a report.',
    load: () => import('./explain.ts').then(file => file.explainCommand),
  },
  {
    name: 'test',
    usage: 'test',
    summary: 'Hold rules of your own to their examples.',
    load: () => import('./test.ts').then(file => file.testCommand),
  },
  {
    name: 'lsp',
    usage: 'lsp --stdio',
    summary: 'Serve an editor: findings, completion and more while you type.',
    load: () => import('./lsp.ts').then(file => file.lspCommand),
  },
  {
    name: 'migrate',
    usage: 'migrate TOOL FILE',
    summary: 'Make settings of those of another linter.',
    load: () => import('./migrate.ts').then(file => file.migrateCommand),
  },
  {
    name: 'merge',
    usage: 'merge REPORT…',
    summary: 'Join the JSON reports of several shards.',
    load: () => import('./merge.ts').then(file => file.mergeCommand),
  },
  {
    name: 'version',
    usage: 'version',
    summary: 'Say which drydock this is and which Kubernetes releases it knows.',
    load: () => import('./version.ts').then(file => file.versionCommand),
  },
  {
    name: 'help',
    usage: 'help [COMMAND]',
    summary: 'Say how drydock, or one of its commands, is used.',
    load: () => import('./help.ts').then(file => file.helpCommand),
  },
]

export const commandNamed = (name: string): Command | undefined => COMMANDS.find(command => command.name === name)
