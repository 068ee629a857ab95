import { expect, test } from 'vitest'
import { objectsIn } from '../manifest/objects.ts'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { ignoresIn } from './ignore.ts'

/** What is ignored where: `codes lines: reason`. */
const told = (text: string): string[] =>
  readDocuments(new Source('a.yaml', text)).flatMap(document =>
    ignoresIn(document, objectsIn(document)).map(
      ({ codes, firstLine, lastLine, reason }) => `${codes} ${firstLine}-${lastLine}: ${reason}`,
    ),
  )

test.each([
  [
    'behind a value: its line',
    'kind: Pod\nspec:\n  a: 1 # drydock-ignore image-*: built here\n  b: 2\n',
    ['image-* 3-3: built here'],
  ],
  [
    'behind a key: what is below it',
    'kind: Pod\nspec: # drydock-ignore a, b: old\n  x:\n    y: 1\nstatus: {}\n',
    ['a,b 2-4: old'],
  ],
  [
    'on a line of its own: the next one and what is below it',
    'kind: Pod\nspec:\n  # drydock-ignore a: why\n  # more words\n  x:\n  - y: 1\n  - z: 2\n  w: 1\n',
    ['a 5-7: why'],
  ],
  ['above an item: that item', 'a:\n# drydock-ignore a: why\n- b: 1\n  c: 2\n- d: 1\n', ['a 3-4: why']],
  ['above a document: all of it', '# drydock-ignore a: why\nkind: Pod\nspec:\n  x: 1\n', ['a 2-4: why']],
  ['for a file', 'kind: Pod\n# drydock-ignore-file a: why\nspec: {}\n', ['a 1-4: why']],
  ['without a reason', '# drydock-ignore a\nkind: Pod\n', ['a 2-2: ']],
  [
    'as an annotation: its object',
    'kind: Pod\nmetadata:\n  annotations:\n    ignore.drydock.dev/image-has-tag: a mirror\n',
    ['image-has-tag 1-4: a mirror'],
  ],
  ['in a text: nothing', 'kind: Pod\ndata: "# drydock-ignore a: why"\n', []],
])('%s', (_, text, expected) => expect(told(text)).toEqual(expected))
