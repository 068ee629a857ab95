import { expect, test } from 'vitest'
import { serverCommand } from './command.ts'

test.each([
  ['the one that comes along', '', true, 'code /ext/drydock.js lsp --stdio'],
  ['one that the settings name', '/opt/drydock', true, '/opt/drydock lsp --stdio'],
  [
    'a script that the settings name',
    'node_modules/kube-drydock/dist/drydock.js',
    true,
    'code node_modules/kube-drydock/dist/drydock.js lsp --stdio',
  ],
  ['nothing that a stranger names', '/tmp/evil', false, 'code /ext/drydock.js lsp --stdio'],
])('%s', (_story, setting, trusted, line) => {
  const { command, args } = serverCommand('/ext/drydock.js', 'code', setting, trusted)
  expect([command, ...args].join(' ')).toBe(line)
})
