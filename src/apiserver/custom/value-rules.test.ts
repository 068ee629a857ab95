import { expect, test } from 'vitest'
import type { Json } from '../../resource/json.ts'
import type { Schema } from '../validation/apiextensions/schema.ts'
import { Past } from './correlate.ts'
import { fitsFormat } from './formats.ts'
import { prune } from './prune.ts'
import { RuleRun } from './run-rules.ts'
import { SchemaErrors } from './schema-errors.ts'
import { validateValue } from './value-rules.ts'

const complaints = (value: Json, schema: Schema): string[] => {
  const errors = new SchemaErrors()
  validateValue(value, schema, errors, '')
  return errors.found.list.map(({ field, message }) => `${field}: ${message}`)
}
const spec = (a: Schema): Schema => ({ type: 'object', properties: { a } })

test.each<[story: string, value: Json, schema: Schema, told: string[]]>([
  [
    'a text where a number belongs',
    { a: 'x' },
    spec({ type: 'integer' }),
    ['a: Invalid value: "string": a in body must be of type integer: "string"'],
  ],
  [
    'a number below the smallest',
    { a: 0 },
    spec({ type: 'integer', minimum: 1 }),
    ['a: Invalid value: 0: a in body should be greater than or equal to 1'],
  ],
  [
    'a word that is no choice',
    { a: 'c' },
    spec({ type: 'string', enum: ['a', 'b'] }),
    ['a: Unsupported value: "c": supported values: "a", "b"'],
  ],
  ['a required field that is not there', {}, { type: 'object', required: ['a'] }, ['a: Required value']],
  ['a port by name', { a: 'http' }, spec({ 'x-kubernetes-int-or-string': true }), []],
])('%s', (_story, value, schema, told) => {
  expect(complaints(value, schema)).toEqual(told)
})

test('a hostile pattern ends in time', () => {
  const schema = spec({ type: 'string', pattern: '^(a+)+$' })
  expect(complaints({ a: `${'a'.repeat(20_000)}!` }, schema)).toHaveLength(1)
})

test('unknown fields go, and are named', () => {
  const object: Json = { kind: 'A', spec: { a: 1, b: 2 }, extra: {} }
  expect(
    prune(object, { type: 'object', properties: { spec: spec({ type: 'integer' }) } }, true).map(({ text }) => text),
  ).toEqual(['extra', 'spec.b'])
  expect(object).toEqual({ kind: 'A', spec: { a: 1 } })
})

test('a rule that costs too much ends the run', () => {
  const all = (inner: string): string => `self.all(x, ${inner})`
  const schema: Schema = {
    type: 'array',
    items: { type: 'integer' },
    'x-kubernetes-validations': [{ rule: all(all(all('x >= 0'))) }, { rule: 'false' }],
  }
  const errors = new SchemaErrors()
  new RuleRun(36, errors, []).run(
    Array.from({ length: 2000 }, () => 1),
    schema,
    'a',
  )
  expect(errors.found.isEmpty).toBe(false)
})

test.each([
  ['hostname', ['db.example.com', 'localhost'], ['a.b', '-a.com', '']],
  ['ipv4', ['10.0.0.1', '01.2.3.4'], ['256.0.0.1', '1.2.3', '::1']],
  ['ipv6', ['::1', 'fe80::1', '::ffff:1.2.3.4'], ['1.2.3.4', 'fe80::1%eth0', '1:2:3', '1::2::3']],
  ['cidr', ['10.0.0.0/8', '2001:db8::/32'], ['10.0.0.0', '10.0.0.0/33']],
  ['mac', ['00:00:5e:00:53:01', '0000.5e00.5301'], ['00:00-5e:00:53:01', '00:00:5e']],
  ['uri', ['https://example.com/a?b', '/path', 'urn:a'], ['a', 'ht tp://a', 'http://a b', '']],
  ['email', ['a@example.com', 'Ada <ada@example.com>'], ['a', '@example.com', 'a b@example.com']],
  ['isbn', ['0-306-40615-2', '978-0-306-40615-7'], ['123']],
  ['creditcard', ['4111 1111 1111 1111'], ['4111111111111112']],
  ['rgbcolor', ['rgb(0, 128, 255)'], ['rgb(256,0,0)', '1,2,3']],
  ['duration', ['1h30m', '2 weeks', '0'], ['soon', '5']],
  ['date-time', ['2026-01-01T00:00:00Z', '2026-01-01t00:00:00.5+01:00'], ['2026-01-01', '2026-13-01T00:00:00Z']],
])('what is %s and what is not', (format, good, bad) => {
  for (const text of good) expect([text, fitsFormat(text, format)]).toEqual([text, true])
  for (const text of bad) expect([text, fitsFormat(text, format)]).toEqual([text, false])
})

test('what was wrong before may stay, and is held to what it was by keys', () => {
  const schema: Schema = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer', minimum: 1 } } },
  }
  const past = new Past(
    [
      { name: 'a', size: 0 },
      { name: 'b', size: 0 },
    ],
    schema,
  )
  const errors = new SchemaErrors()
  validateValue(
    [
      { name: 'b', size: 0 },
      { name: 'a', size: -1 },
      { name: 'c', size: 2 },
    ],
    schema,
    errors,
    'l',
    past,
  )
  expect(errors.found.list.map(({ field }) => field)).toEqual(['l[1].size'])
})

test('a rule about what was before is asked on update alone', () => {
  const schema: Schema = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf' }] }
  const complaints = (value: number, past?: Past): number => {
    const errors = new SchemaErrors()
    new RuleRun(36, errors, []).run(value, schema, 'size', past)
    return errors.found.list.length
  }
  expect([complaints(1), complaints(1, new Past(2, schema)), complaints(3, new Past(2, schema))]).toEqual([0, 1, 0])
})

const ruled = (schema: Schema, rule: string, more: object = {}): Schema => ({
  ...schema,
  'x-kubernetes-validations': [{ rule, ...more }],
})
const told = (value: Json, schema: Schema, before?: Json): { errors: string[]; warnings: string[] } => {
  const errors = new SchemaErrors()
  const warnings: string[] = []
  new RuleRun(36, errors, warnings).run(value, schema, '', before === undefined ? undefined : new Past(before, schema))
  return { errors: errors.found.list.map(({ field, message }) => `${field}: ${message}`), warnings }
}

test('what stays as it was in a list whose items nobody tells apart is kept with the whole list', () => {
  const items: Schema = { type: 'array', items: ruled({ type: 'integer' }, 'self % 2 == 1', { message: 'odd' }) }
  const schema: Schema = { type: 'object', properties: { name: { type: 'string' }, items } }
  const before = { name: 'x', items: [1, 2] }
  expect(told({ name: 'y', items: [1, 2] }, schema, before)).toEqual({
    errors: [],
    warnings: ['items[1]: Invalid value: 2: odd'],
  })
  expect(told({ name: 'y', items: [1, 2, 3] }, schema, before).errors).toEqual(['items[1]: Invalid value: 2: odd'])
})

test('the type of an object is never what it was before, the types inside are', () => {
  const kind = ruled({ type: 'string' }, "self == 'Pod'")
  const schema: Schema = { type: 'object', properties: { kind, spec: { type: 'object', properties: { kind } } } }
  expect(told({ kind: 'A', spec: { kind: 'A' } }, schema, { kind: 'A', spec: { kind: 'A' } })).toEqual({
    errors: [`kind: Invalid value: "A": failed rule: self == 'Pod'`],
    warnings: [`spec.kind: Invalid value: "A": failed rule: self == 'Pod'`],
  })
})

test('a rule that fails to run is told by its message, and stops the others when it took too much', () => {
  const list: Schema = { type: 'array', items: { type: 'integer' } }
  expect(told([], ruled(list, 'self[9] == 1', { message: 'ten of them' })).errors).toEqual([
    '<nil>: Invalid value: "array": index out of bounds: 9 evaluating rule: ten of them',
  ])
  const cube = 'self.all(a, self.all(b, self.all(c, a + b + c >= 0)))'
  const numbers = Array.from({ length: 300 }, (_, index) => index)
  const schema = { ...list, 'x-kubernetes-validations': [{ rule: cube, message: 'm' }, { rule: 'false' }] }
  expect(told(numbers, schema).errors).toEqual([
    `<nil>: Invalid value: "array": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: m`,
  ])
})

test.each<[story: string, messageExpression: string, told: string]>([
  ['a computed message', "'not ' + self", 'not x'],
  ['one that fails', "['a'][1]", 'no'],
  ['one of two lines', "'a\\nb'", 'no'],
  ['one of nothing but spaces', "' ' + ' '", 'no'],
  ['one that is too long', `'${'a'.repeat(5121)}'`, 'no'],
])('%s', (_story, messageExpression, message) => {
  const schema = ruled({ type: 'string' }, "self == ''", { message: 'no', messageExpression })
  expect(told('x', schema).errors).toEqual([`<nil>: Invalid value: "x": ${message}`])
})
