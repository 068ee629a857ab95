import { describe, expect, test } from 'vitest'
import { Source } from '../text/source.ts'
import { readBytes, readDocuments } from './read.ts'

const read = (text: string) => readDocuments(new Source('test.yaml', text))
const values = (text: string) => read(text).map(document => document.value)

describe('several documents', () => {
  test('empty ones and mere comments are none', () =>
    expect(values('# head\n---\n---\n# note\n---\na: 1\n...\n---\n')).toEqual([{ a: 1 }]))

  test('a broken one hides no other', () => {
    const documents = read('a: 1\n---\nb: [\n---\nc: "3"\n')
    expect(documents.map(({ value, problem }) => [value, problem !== undefined])).toEqual([
      [{ a: 1 }, false],
      [{ b: [] }, true],
      [{ c: '3' }, false],
    ])
  })

  test('the span is that of the content', () => {
    const text = '# head\n---\n\nkind: Pod\n# tail\n---\n'
    const { span } = read(text)[0]!
    expect(text.slice(span.start, span.end)).toBe('kind: Pod')
  })

  test('a directive belongs to the document that follows', () =>
    expect(values('%YAML 1.1\n---\na: 1\n')).toEqual([{ a: 1 }]))

  test('values that JSON writes one behind the other', () =>
    expect(read('{"a": 1.0}\n{"b": [1e3, -0]}').map(({ format }) => format)).toEqual(['json', 'json']))
})

test('a byte order mark behind a separator is none of the text, as where files were joined', () => {
  expect(values('\ufeffa: 1\n---\n\ufeffb: 2\nc: 3\n--- \r\n\ufeffd: 4\n')).toEqual([
    { a: 1 },
    { b: 2, c: 3 },
    { d: 4 },
  ])
  expect(values('a: 1\n---\n"\ufeffb": 2\n')).toEqual([{ a: 1 }, { '\ufeffb': 2 }])
})

test.each([
  ['%YAML 1.2\n---\na: 1\n', 'Remove this line.'],
  ['{"a": 1, // one\n"b": 2}', 'JSON has no comments: remove it, or write YAML.'],
  ['{"a": [1, 2, ],', 'Remove the comma before it: JSON has none behind the last one.'],
])('%j: what to do is said', (text, advice) =>
  expect(read(text)[0]!.diagnostics.map(one => one.advice)).toEqual([advice]),
)

test('merge keys give way to later keys and override earlier ones', () =>
  expect(values('base: &b {x: 1, z: 2}\nuse:\n  z: 9\n  <<: *b\n  x: 3\n')).toEqual([
    { base: { x: 1, z: 2 }, use: { z: 2, x: 3 } },
  ]))

test('keys that are no texts become texts', () =>
  expect(values('8080: a\nyes: b\n1.50: c\n0x10: d\n')).toEqual([{ '8080': 'a', true: 'b', '1.5': 'c', '16': 'd' }]))

test('a key called __proto__ is a key like any other', () => {
  const value = read('__proto__: {polluted: true}\n')[0]!.value
  expect(Object.keys(value as object)).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('comments know their line and whether they stand alone', () =>
  expect(
    read('# one\na: |  # two\n  # text\nb: 1 # three\n')[0]!.comments.map(({ line, text, alone }) => [
      line,
      text,
      alone,
    ]),
  ).toEqual([
    [1, 'one', true],
    [2, 'two', false],
    [4, 'three', false],
  ]))

describe('a slip is called by its name, at its place', () => {
  test.each([
    ['a tab', 'a:\n«\t»b: 1\n', 'yaml/tab'],
    ['a template', 'name: «{{ .Values.name }}»\n', 'yaml/template'],
    ['a template around lines', '«{{- if .x }}»\na: 1\n{{- end }}\n', 'yaml/template'],
    ['a full-width colon', 'a«：»b\nc: 1\n', 'yaml/punctuation'],
    ['a forgotten space', 'name«:»web\nb: 1\n', 'yaml/colon-space'],
    ['two values on a line', 'image: nginx «image:» b\n', 'yaml/two-values'],
    ['a merge conflict', 'a: 1\n«<<<<<<< HEAD»\nb: 1\n=======\nb: 2\n>>>>>>> main\n', 'yaml/syntax'],
    ['Markdown', '«```yaml»\na: 1\n```\n', 'yaml/syntax'],
    ['a statement of a template', 'a: 1\n«{% if b %}»\nc: 1\n', 'yaml/template'],
    ['two hyphens for three', 'a: 1\n«--»\nb: 1\n', 'yaml/syntax'],
    ['an indented separator', 'a:\n  b: 1\n« ---»\nc: 1\n', 'yaml/syntax'],
    ['a dash for a hyphen', 'a:\n  «—» name: x\n    image: y\n', 'yaml/punctuation'],
    ['a hyphen without a space', 'a:\n  «-»name: x\n    image: y\n', 'yaml/syntax'],
    ['an equals sign', 'a:\n  b« = »2\n  c:\n    d: 1\n', 'yaml/syntax'],
    ['an open quote', 'a: «"x»\n', 'yaml/unclosed-quote'],
    ['an open quote, closed by the next', 'a: «"x»\nb: "y"\n', 'yaml/unclosed-quote'],
    ['an open bracket', 'a: «[»1, 2\nb: 3\n', 'yaml/unclosed-bracket'],
    ['a line too deep', 'a: 1\n   «b:» 2\n', 'yaml/indentation'],
    ['a line between two depths', 'a:\n    b: 1\n  «c: 2»\n', 'yaml/indentation'],
    ['a forgotten ---', 'apiVersion: v1\nkind: A\n«apiVersion»: v1\nkind: B\n', 'yaml/missing-separator'],
    ['a key twice', 'a: 1\n«a»: 2\n', 'yaml/duplicate-key'],
    ['an unknown alias', 'a: «*x»\n', 'yaml/anchor'],
    ['an infinity', 'a: «.inf»\n', 'yaml/value'],
    ['quotes of a word processor', 'a: «“x”»\n', 'yaml/punctuation'],
    ['a text behind the end', '[a]\n«b»: 1\n', 'yaml/missing-separator'],
    ['an unknown character', 'a: «@»x\n', 'yaml/syntax'],
    ['a control character', 'a: b«\u0001»\n', 'yaml/encoding'],
  ])('%s', (_, marked, code) => {
    const start = marked.indexOf('«')
    const end = marked.indexOf('»') - 1
    const [diagnostic] = read(marked.replace(/[«»]/g, ''))[0]!.diagnostics
    expect([diagnostic?.code, diagnostic?.at.start, diagnostic?.at.end]).toEqual([code, start, end])
  })
})

describe('bytes', () => {
  const latin = (text: string) => Uint8Array.from(text, char => char.charCodeAt(0))

  test('that are not UTF-8 are a finding where they are, and hide no other document', () => {
    const { source, documents } = readBytes('latin1.yaml', latin('a: 1\n---\nname: caf\xe9s\n---\nb: 2\n'))
    const [, broken, after] = documents
    const { code, at } = broken!.diagnostics[0]!
    expect([code, source.position(at.start)]).toEqual(['yaml/encoding', { line: 3, column: 10 }])
    expect(after?.value).toEqual({ b: 2 })
  })

  test('may be UTF-16 behind a byte order mark', () =>
    expect(readBytes('u.yaml', latin('\xff\xfea\0:\0 \x001\0')).documents[0]?.value).toEqual({ a: 1 }))

  test('may begin with a byte order mark, which keeps its offset', () => {
    const { documents } = readBytes('bom.yaml', latin('\xef\xbb\xbfa: 1\n'))
    expect([documents[0]?.value, documents[0]?.span.start]).toEqual([{ a: 1 }, 1])
  })
})

describe('no input is too much', () => {
  test.each([
    ['flow lists', '['.repeat(20_000)],
    ['closed flow lists', `${'['.repeat(9_000)}${']'.repeat(9_000)}`],
    ['flow mappings', '{a: '.repeat(20_000)],
    ['JSON lists', `{"a":${'['.repeat(20_000)}`],
    ['a line of dashes', '- '.repeat(20_000)],
    ['question marks', '? '.repeat(20_000)],
    [
      'aliases of aliases',
      `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
    ],
    ['a long line', `a: ${'b '.repeat(200_000)}: c`],
    ['many broken documents', '---\na: [\n'.repeat(2_000)],
    ['nothing but quotes', '"'.repeat(100_001)],
    ['nothing but NUL', '\0'.repeat(100_000)],
  ])('%s', (_, text) => {
    const start = performance.now()
    const documents = read(text)
    expect(documents.length).toBeGreaterThan(0)
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})
