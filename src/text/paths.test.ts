import { expect, test } from 'vitest'
import { wayFrom } from './paths.ts'

test.each([
  ['/repo', '/repo', 'web.yaml', 'web.yaml'],
  ['/repo', '/repo/apps', './web.yaml', 'apps/web.yaml'],
  ['/repo/apps', '/repo', 'web.yaml', '../web.yaml'],
  ['/repo/deploy', '/repo/apps/shop', '../web.yaml', '../apps/web.yaml'],
  ['/repo', '/elsewhere', '/repo/apps/web.yaml', 'apps/web.yaml'],
  ['C:/repo', 'C:/repo/apps', 'web.yaml', 'apps/web.yaml'],
])('from %s to what is called, in %s, %s', (folder, elsewhere, name, way) =>
  expect(wayFrom(folder, elsewhere, name)).toBe(way),
)
