import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { equal } from '../../resource/json.ts'
import { forbiddenCharacter } from '../encoding.ts'
import { readExactly } from '../exact.ts'
import { splitDocuments } from '../split.ts'
import { mayBePlain, readPlainly } from './read.ts'

const plainly = (text: string) => readPlainly(text, 0, text.length, { values: 1e6 })

test.each([
  [
    'a: 1\nb:\n  c: [x, "y"] # why\n  d: { e: nginx:1.29, f: [] }\n',
    { a: 1, b: { c: ['x', 'y'], d: { e: 'nginx:1.29', f: [] } } },
  ],
  ['---\nlist:\n- a: 1\n  b: 2\n-\n  - c\n- - d\n', { list: [{ a: 1, b: 2 }, ['c'], ['d']] }],
  [
    'run: |\n  set -e\n\n    echo\nnext: |-\n  x\n\nkept: |+\n  y\n\n',
    { run: 'set -e\n\n  echo\n', next: 'x', kept: 'y\n\n' },
  ],
  ['one: >-\n  a\n  b\n\n  c\ntwo: long\n  text\n\n  it is\n', { one: 'a b\nc', two: 'long text\nit is' }],
  ["empty:\nquoted: 'it''s'\nescaped: \"a\\tb\"\nyes: no\n", undefined],
  ['empty:\nlast: off', { empty: null, last: false }],
])('%j', (text, value) => expect(plainly(text)?.value).toEqual(value))

test.each([
  'a: &x 1\n',
  'a: *x\n',
  'a: !!str 1\n',
  '"a": 1\n',
  '? a\n: 1\n',
  '<<: {}\n',
  'a: 1\na: 2\n',
  'a: b: c\n',
  'a:\tb\n',
  '- a\n',
  'a: 1\n...\n',
  'a: .inf\n',
  'a: |2\n   x\n',
  'a:\n b: 1\n  c: 2\n',
])('what is out of the ordinary is left to the other reader: %j', text => expect(plainly(text)).toBeUndefined())

const indent = constantFrom('', '', '', '  ', '  ', ' ', '    ')
const KEY = 'key: '
const start = oneof(
  { weight: 6, arbitrary: constantFrom(KEY, KEY, 'a/b.c: ', '- ', '- key: ', '- - ') },
  { weight: 2, arbitrary: constantFrom('key:', '-', '# c', '', '_: ', '.x: ') },
  constantFrom('on: ', '"k": ', '---', '...', '%x', 'a b: ', '? ', '\t'),
)
const rest = constantFrom(
  '',
  '1',
  'text',
  'two words',
  ' # c',
  'x # c',
  'x#y',
  '|',
  '|-',
  '|+',
  '>',
  '>-',
  '| # c',
  '[]',
  '{}',
  '[a, b]',
  '[a, {b: c}, "d"]',
  '{ a: 1, b: [x:y, -1] }',
  '[ ]',
  '[a,]',
  '{a}',
  '{a: b:c}',
  '[a: b]',
  '{"a": 1}',
  '{a:1}',
  "'it''s'",
  '"q\\n"',
  '"q" # c',
  '"open',
  "'o",
  'a: b',
  'a:b',
  '-1',
  '-x',
  '- x',
  ':x',
  '?x',
  '~',
  'null',
  'yes',
  '0777',
  '1e3',
  '.5',
  '.inf',
  '&a',
  '*a',
  '!t',
  '@x',
  '`',
  '%y',
  'x ',
  'x\t',
  '[a',
  ']',
  '}',
  ',',
  '\u00e9',
  '#',
  '12:30',
  '2001-01-01',
  '<<',
  '=',
)
const line = tuple(indent, start, rest).map(parts => parts.join(''))
/** Keys that are not the same would end most texts too soon. */
const named = (lines: readonly string[]): string[] => lines.map((one, index) => one.replace('key', `k${index}`))

test('what it reads, the reader that knows all of YAML reads the same', () => {
  let read = 0
  assert(
    property(
      array(line, { minLength: 1, maxLength: 6 }),
      oneof({ weight: 5, arbitrary: constantFrom('') }, string({ maxLength: 2 })),
      (lines, tail) => {
        const text = `${named(lines).join('\n')}${tail}\n`
        if (!mayBePlain(text) || forbiddenCharacter(text, 0)) return
        for (const { start: from, end } of splitDocuments(text)) {
          const plain = readPlainly(text, from, end, { values: 1e6 })
          if (!plain) continue
          read++
          const { node, facts, comments } = readExactly(text, from, text.length)
          expect(facts).toBeUndefined()
          expect(equal(node?.value, plain.value)).toBe(true)
          expect(plain.comments).toEqual(comments)
        }
      },
    ),
    { numRuns: 60_000, seed: 1 },
  )
  expect(read).toBeGreaterThan(2_000)
})
