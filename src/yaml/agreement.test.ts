import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  oneof,
  property,
  string,
  stringMatching,
  tuple,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { equal, isObject, type Json } from '../resource/json.ts'
import { applyEdits } from '../text/edit.ts'
import { Source } from '../text/source.ts'
import { setValue } from './edit.ts'
import type { YamlNode } from './node.ts'
import { nodeAt } from './place.ts'
import { readDocuments } from './read.ts'
import { renderFlow, renderPairs } from './render.ts'

const key = oneof(stringMatching(/^[a-zA-Z][\w./-]{0,12}$/), string({ maxLength: 6, unit: 'grapheme' }))
const leaf = oneof(
  constant(null),
  boolean(),
  integer(),
  double({ noNaN: true, noDefaultInfinity: true }).map(value => (Object.is(value, -0) ? 0 : value)),
  string({ unit: 'grapheme' }),
  stringMatching(/^[\w .:#'"{},[\]\n&*!|>%@`-]{0,20}$/),
  constantFrom('yes', '0777', '1e3', '~', '- a', 'a: b', '.inf', '<<', '=', 'null', '1_0', "it's", 'two\nlines\n', ' '),
)
const { value: anyValue } = letrec<{ value: Json }>(tie => ({
  value: oneof(
    { depthSize: 'small' },
    leaf,
    array(tie('value'), { maxLength: 4 }),
    dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}))
const anyObject = dictionary(key, anyValue, { minKeys: 1, maxKeys: 5 })

const readOne = (text: string) => readDocuments(new Source('test.yaml', text), { format: 'yaml' })[0]!
const RUNS = { numRuns: 300, seed: 1 }

describe('what is written is read again', () => {
  test.each([
    ['indented lists', { step: 2, dash: 2, newline: '\n' }],
    ['lists at the key', { step: 4, dash: 0, newline: '\r\n' }],
  ])('in blocks, %s', (_, style) =>
    assert(
      property(anyObject, value => {
        const { value: read, problem } = readOne(`${renderPairs(value, 0, style)}\n`)
        return problem === undefined && equal(read, value)
      }),
      RUNS,
    ),
  )

  test('on one line', () =>
    assert(
      property(anyObject, value => equal(readOne(renderFlow(value)).value, value)),
      RUNS,
    ))
})

test('the yaml package reads the same where it reads YAML 1.1 alike', () =>
  assert(
    property(anyObject, value => {
      const text = `${renderPairs(value, 0, { step: 2, dash: 2, newline: '\n' })}\n`
      return equal(readOne(text).value, parse(text, { version: '1.1', maxAliasCount: -1 }))
    }),
    RUNS,
  ))

const fragments = constantFrom(
  'a: 1\n',
  '  b: x\n',
  '- c\n',
  '  - d\n',
  '---\n',
  '...\n',
  '[a, b]',
  '{a: b}',
  '&x ',
  '*x',
  '!!str ',
  '"q',
  "'q'",
  ': ',
  '? k\n',
  '|\n  t\n',
  '>-\n  f\n',
  '# c\n',
  '\t',
  '{{ x }}',
  '\n',
  '\r',
  '\u2028',
  '\u0001',
  '<<: *x\n',
  '%YAML 1.1\n',
  '"',
  ',',
  ']',
  '}',
)

test('any text is read or gets a finding, and every place is inside the text', () =>
  assert(
    property(array(oneof(fragments, string({ maxLength: 3 })), { maxLength: 14 }), parts => {
      const text = parts.join('')
      for (const { node, problem, diagnostics, span } of readDocuments(new Source('test.yaml', text))) {
        expect(problem === undefined || diagnostics.length > 0).toBe(true)
        for (const { at } of diagnostics) expectInside(at, text.length)
        expectInside(span, text.length)
        if (node) expectInside(node, text.length)
      }
    }),
    { numRuns: 2_000, seed: 1 },
  ))

function expectInside({ start, end }: { start: number; end: number }, length: number): void {
  expect(start).toBeGreaterThanOrEqual(0)
  expect(end).toBeGreaterThanOrEqual(start)
  expect(end).toBeLessThanOrEqual(length)
}

test('setting a value changes that value and nothing else', () =>
  assert(
    property(anyObject, tuple(key, key), leaf, (before, path, value) => {
      const text = `# head\n${renderPairs(before, 0, { step: 2, dash: 2, newline: '\n' })} # tail\n`
      const document = readOne(text)
      if (document.problem !== undefined || !equal(document.value, before)) return true // the tail became part of a text
      const edits = setValue(document, path, value)
      if (!edits) return true
      const after = readOne(applyEdits(text, edits).text)
      const expected = structuredClone(before) as Record<string, Json>
      const parent = expected[path[0]]
      expected[path[0]] = { ...(isObject(parent) ? parent : {}), [path[1]]: value }
      return equal(after.value, expected)
    }),
    RUNS,
  ))

test('every node of a whole document stands where its text is', () =>
  assert(
    property(anyObject, value => {
      const text = `${renderPairs(value, 0, { step: 2, dash: 2, newline: '\n' })}\n`
      const document = readOne(text)
      const visit = (node: YamlNode): void => {
        expect(node.start).toBeLessThanOrEqual(node.end)
        if (node.kind === 'mapping') for (const pair of node.pairs) visit(pair.node)
        if (node.kind === 'sequence') for (const item of node.items) visit(item)
        if (node.kind === 'scalar' && node.style === 'double') expect(text[node.start]).toBe('"')
      }
      visit(document.node!)
      for (const name of Object.keys(value)) expect(equal(nodeAt(document, [name])?.value, value[name])).toBe(true)
    }),
    RUNS,
  ))
