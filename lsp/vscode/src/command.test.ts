import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { serverCommand, started } from './command.ts'

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

test('a program that is not there is a reason', async () => {
  await expect(started(spawn('/no/such/drydock', ['lsp', '--stdio']))).rejects.toThrow('ENOENT')
  const program = await started(spawn(process.execPath, ['--version'], { stdio: 'ignore' }))
  expect(program.pid).toBeGreaterThan(0)
})
