import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Source } from '../src/text/source.ts'
import { actions } from './features/actions/actions.ts'
import { complete } from './features/completion/complete.ts'
import { alone, among, settled, toEditor } from './features/diagnostics.ts'
import { folding } from './features/folding.ts'
import { hints } from './features/hints.ts'
import { hover } from './features/hover.ts'
import { lenses } from './features/lenses.ts'
import { links } from './features/links.ts'
import { definition, highlights, references } from './features/navigation.ts'
import { prepareRename, rename } from './features/rename.ts'
import { selectionAt } from './features/selection.ts'
import { documentSymbols } from './features/symbols.ts'
import { SHOP, unmarked } from './testing/shop.ts'
import { applyChanges } from './workspace/changes.ts'
import type { ManifestFile } from './workspace/file.ts'
import { positionAt } from './workspace/positions.ts'
import { NO_SETTINGS } from './workspace/settings.ts'
import { Workspace } from './workspace/workspace.ts'

const LIST = `kind: List
apiVersion: v1
items:
${['a', 'b', 'b', 'c'].map(name => `  - apiVersion: v1\n    kind: Pod\n    metadata: { name: ${name} }\n    spec: { containers: [{ name: x, image: nginx, ports: [{ containerPort: 0 }] }] }\n`).join('')}`
const TEXT = unmarked(`${SHOP['web.yaml']}---\n${LIST}---\n${SHOP['others.yaml']}`).text

/** What people type, and what cats do. */
const typed = fc.oneof(
  fc.constantFrom(
    '\n',
    '  ',
    '---\n',
    '- ',
    'a: b\n',
    ':',
    '{',
    '}',
    '"',
    "'",
    '#',
    '|',
    '&a',
    '*a',
    '<<: *a',
    '\t',
    '\r\n',
    'é',
    '🚀',
    'kind: List\nitems:\n- ',
  ),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
  fc.constantFrom(
    'apiVersion: v1\nkind: Secret\ndata: {a: aHVudGVyMg==}\n',
    '{"kind": "Pod"}',
    '# drydock-ignore-file image-*: why\n',
    'services: { web: { image: x } }\n',
  ),
)
const edit = fc.record({
  at: fc.nat({ max: 100_000 }),
  length: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 400 })),
  text: typed,
})

async function opened(text: string): Promise<ManifestFile> {
  const workspace = new Workspace()
  return workspace.open('untitled:one.yaml', 1, text)
}

function findings(file: ManifestFile) {
  const steps = among(file.folder, [file])
  let step = steps.next()
  while (!step.done) step = steps.next()
  return settled([...alone(file).found, ...step.value], file)
}

function everything(file: ManifestFile, offset: number): void {
  const found = findings(file)
  found.flatMap(one => toEditor(one, file))
  complete(file, offset, { snippets: true })
  hover(file, offset, found, 0)
  definition(file, offset)
  references(file, offset, true)
  highlights(file, offset)
  prepareRename(file, offset)
  rename(file, offset, 'other')
  actions(file, { start: offset, end: offset }, found, undefined)
  selectionAt(file, offset)
  hints(file, { start: 0, end: file.text.length })
  folding(file)
  documentSymbols(file)
  links(file)
  lenses(file, true)
}

test('whatever is typed, the server has the text that the editor has, and says of it what it says of a new one', async () => {
  expect(NO_SETTINGS.codeLens).toBe(true)
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), fc.nat(), async (edits, cursor) => {
      const file = await opened(TEXT)
      file.folder.editor = { ...NO_SETTINGS, inlayHints: { defaults: true, totals: true } }
      let text = TEXT
      for (const { at, length, text: inserted } of edits) {
        // Editors speak in lines and UTF-16 columns, and never cut a line break or a character in two.
        const source = new Source('editor', text)
        const [from, to] = [
          whole(text, at % (text.length + 1)),
          whole(text, Math.min(text.length, (at % (text.length + 1)) + length)),
        ]
        const range = { start: positionAt(source, from), end: positionAt(source, Math.max(from, to)) }
        file.text = applyChanges(file.source, [{ range, text: inserted }])
        text = text.slice(0, from) + inserted + text.slice(Math.max(from, to))
        expect(file.text).toBe(text)
        alone(file)
        expect(file.chunks.map(({ source: { text: part } }) => part).join('')).toBe(text)
      }
      everything(file, cursor % (text.length + 1))
      const fresh = await opened(text)
      const told = (one: ManifestFile) => findings(one).flatMap(found => toEditor(found, one))
      expect(told(file)).toEqual(told(fresh))
      expect([...file.folder.index.entries()].length).toBe([...fresh.folder.index.entries()].length)
      expect(JSON.stringify(told(file))).not.toContain('hunter2-is-secret')
    }),
    { numRuns: 60 },
  )
}, 120_000)

function whole(text: string, offset: number): number {
  const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)]
  const inside = (before === 13 && after === 10) || (after >= 0xdc00 && after <= 0xdfff)
  return inside ? offset - 1 : offset
}
