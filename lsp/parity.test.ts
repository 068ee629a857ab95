import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RULES } from '../rules/rules.generated.ts'
import { readMarks } from '../src/lint/tester.ts'
import { program } from '../test/cli/project.ts'
import { type PublishedDiagnostic, uriOf } from './testing/client.ts'
import { folderWith, startServer } from './testing/server.ts'

const SETTINGS = 'profile: strict\nkubernetesVersions: ["1.29", "1.36"]\n'

const filesBelow = (folder: string, from = ''): string[] =>
  readdirSync(join(folder, from)).flatMap(name => {
    const path = join(from, name)
    return statSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path]
  })

const examples = Object.fromEntries(
  filesBelow('examples').map(name => [name, readFileSync(join('examples', name), 'utf8')]),
)

/** What each rule finds wanting, all in one workspace, some of it with the line ends of Windows. */
const wanting = Object.fromEntries(
  RULES.flatMap(({ name, examples: { bad } }, index) =>
    bad.map((example, nth) => {
      const { text } = readMarks(example)
      return [`${index % 7}/${name}-${nth}.yaml`, index % 3 === 0 ? text.replaceAll('\n', '\r\n') : text]
    }),
  ),
)

const config = '"metadata":{"name":"a","namespace":"shop"}'
const odd = {
  'a.json': `{"apiVersion":"v1","kind":"ConfigMap",${config}}`,
  'no-version.json': `{"kind":"ConfigMap",${config}}`,
  'of-another-group.yaml': `{"apiVersion":"apps/v1","kind":"ConfigMap",${config}}`,
  'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- {"apiVersion":"v1","kind":"ConfigMap",${config},"dta":{}}\n- 3\n`,
  'broken.yaml':
    'apiVersion: v1\nkind: Pod\nspec: {\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: "é😀", nmae: a }\n',
  'empty.yaml': '',
  'text.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\njust a text\n',
}

const pod = (tier: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${tier}, namespace: shop, labels: { tier: ${tier} } }\nspec:\n  containers: [{ name: a, image: 'a' }]\n`

/** Settings that hold for some objects only, by all that they can go by. */
const scoped = {
  'drydock.yaml': `rules: { image-from-trusted-registry: { severity: error, options: { registries: [ghcr.io] } } }
overrides:
  - { labels: { tier: test }, rules: { image-has-tag: off } }
  - { paths: [prod], rules: { has-memory-limit: error } }
  - { labels: { tier: dev }, rules: { image-from-trusted-registry: { options: { registries: [docker.io] } } } }
  - { paths: [prod], namespaces: [shop], rules: { image-has-tag: { options: { moving: [stable] } } } }
suppressions: [{ code: no-naked-pod, labels: { tier: dev }, reason: only there }]
`,
  'dev/web.yaml': pod('dev'),
  'prod/web.yaml': pod('prod').replace("'a'", "'a:stable'"),
  'test/web.yaml': pod('test'),
}

type Places = { [place: string]: string }

function checked(folder: string): Places {
  const { stdout } = spawnSync(process.execPath, [program(), 'check', '.', '--output', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { file: string; code: string; message: string; start: Place; end: Place }[]
  }
  return Object.fromEntries(
    diagnostics.map(({ file, code, message, start, end }) => [
      `${file} ${start.line}:${start.column}-${end.line}:${end.column} ${code}`,
      message,
    ]),
  )
}

interface Place {
  readonly line: number
  readonly column: number
}

async function shown(folder: string, names: readonly string[]): Promise<Places> {
  const editor = startServer()
  await editor.initialize([folder])
  for (const name of names) editor.open(uriOf(join(folder, name)), readFileSync(join(folder, name), 'utf8'))
  // The first diagnostics of a file speak of its text alone, the second of all of them.
  for (let before = -1; before < names.length * 2 || before !== editor.published.length; ) {
    before = editor.published.length
    await new Promise(done => setTimeout(done, 1200))
  }
  const last = new Map(editor.published.map(({ uri, diagnostics }) => [uri, diagnostics]))
  await editor.close()
  expect(editor.errors).toEqual([])
  const placeOf = ({ code, range: { start, end } }: PublishedDiagnostic) =>
    `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${code}`
  return Object.fromEntries(
    names.flatMap(name =>
      (last.get(uriOf(join(folder, name))) ?? []).map(one => [`${name} ${placeOf(one)}`, one.message]),
    ),
  )
}

test.each([
  ['the examples', examples, 10],
  ['whatever rules find wanting', wanting, 500],
  ['what is hardly a manifest', odd, 5],
  ['what settings are about some objects', scoped, 10],
])('the editor shows what check finds: %s', { timeout: 60_000 }, async (_story, files, least) => {
  const folder = folderWith({ 'drydock.yaml': SETTINGS, ...files })
  const [inEditor, onCommand] = [await shown(folder, Object.keys(files)), checked(folder)]
  expect(Object.keys(onCommand).length).toBeGreaterThanOrEqual(least)
  const beyond = (some: Places, others: Places) =>
    Object.fromEntries(Object.entries(some).filter(([place]) => !Object.hasOwn(others, place)))
  expect({ editor: beyond(inEditor, onCommand), check: beyond(onCommand, inEditor) }).toEqual({ editor: {}, check: {} })
})
