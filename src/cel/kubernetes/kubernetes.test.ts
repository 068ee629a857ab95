import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../resource/json.ts'
import {
  adapt,
  compile,
  environment,
  escapeProperty,
  estimateCost,
  maxCardinality,
  type Program,
  shapeOf,
  structTypes,
} from '../index.ts'

const text = (extra: JsonObject = {}): JsonObject => ({ type: 'string', ...extra })
const listOf = (items: JsonObject, extra: JsonObject = {}): JsonObject => ({ type: 'array', items, ...extra })
const objectOf = (properties: JsonObject, extra: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...extra,
})

function program(schema: JsonObject, rule: string): Program | string {
  const shape = shapeOf(schema)!
  const env = environment({ minor: 36, variables: { self: shape.type }, types: structTypes(shape) })
  const compiled = compile(rule, env)
  return 'ok' in compiled ? compiled.ok : compiled.text.split('\n')[0]!
}

function holds(schema: JsonObject, rule: string, self: Json): unknown {
  const compiled = program(schema, rule)
  if (typeof compiled === 'string') return compiled
  const result = compiled.evaluate({ self: adapt(self, shapeOf(schema)) })
  return 'error' in result ? result.error : result.value
}

describe('a value under a schema', () => {
  it.each<[string, JsonObject, string, Json, unknown]>([
    ['a duration', text({ format: 'duration' }), 'self.getMinutes() == 90', '1h30m', true],
    ['a date', text({ format: 'date' }), 'self.getFullYear() == 2024', '2024-02-03', true],
    ['bytes', text({ format: 'byte' }), "self == b'hi'", 'aGk=', true],
    ['a whole number where any number may stand', { type: 'number' }, 'self * 0.5 == 1.0', 2, true],
    ['int or string', { 'x-kubernetes-int-or-string': true }, "type(self) == string && self == '5%'", '5%', true],
    ['an escaped name', objectOf({ 'a-b': text() }), "self.a__dash__b == 'x'", { 'a-b': 'x' }, true],
    [
      'a reserved name, escaped',
      objectOf({ namespace: text() }),
      "self.__namespace__ == 'x'",
      { namespace: 'x' },
      true,
    ],
    ['a reserved name, plain', objectOf({ namespace: text() }), "self.namespace == 'x'", { namespace: 'x' }, true],
    ['a field nobody declared', objectOf({ a: text() }), "self.b == ''", {}, "ERROR: <input>:1:5: undefined field 'b'"],
    ['a field that is not there', objectOf({ a: text() }), "self.a == ''", {}, 'no such key: a'],
    ['a field that is null', objectOf({ a: text({ nullable: true }) }), 'has(self.a)', { a: null }, false],
    [
      'a null in a map',
      objectOf({ m: { type: 'object', additionalProperties: text({ nullable: true }) } }),
      "type(self.m['a']) == null_type",
      { m: { a: null } },
      true,
    ],
    [
      'objects that differ in what nobody sees',
      listOf({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: text() } }),
      'self[0] != self[1] && self[1] == self[2]',
      [
        { a: 'x', b: 1 },
        { a: 'x', b: 2 },
        { a: 'x', b: 2 },
      ],
      true,
    ],
    [
      'lists by a key that expressions cannot name',
      listOf(
        listOf(objectOf({ 'k!': text() }), { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k!'] }),
      ),
      'self[0] == self[1]',
      [
        [{ 'k!': 'a' }, { 'k!': 'b' }],
        [{ 'k!': 'b' }, { 'k!': 'a' }],
      ],
      true,
    ],
    [
      'text that is no duration',
      text({ format: 'duration' }),
      'self.getMinutes() == 90',
      'x',
      'Invalid duration x: time: invalid duration "x"',
    ],
    ['a set has no order', listOf(text(), { 'x-kubernetes-list-type': 'set' }), "self == ['b', 'a']", ['a', 'b'], true],
    ['a list has one', listOf(text()), "self == ['b', 'a']", ['a', 'b'], false],
    [
      'a set joins what is new',
      listOf(text(), { 'x-kubernetes-list-type': 'set' }),
      "(self + ['a']).size() == 1",
      ['a'],
      true,
    ],
  ])('%s', (_, schema, rule, self, expected) => {
    expect(holds(schema, rule, self)).toBe(expected)
  })

  it('is not fooled by what every JavaScript object has', () => {
    const schema: JsonObject = { type: 'object', additionalProperties: text() }
    expect(holds(schema, "has(self.constructor) || 'toString' in self", {})).toBe(false)
  })
})

it('has a name in expressions unless it is no name at all', () => {
  expect(['a.b/c', 'x__y', 'in', 'a b', '1a'].map(escapeProperty)).toEqual([
    'a__dot__b__slash__c',
    'x__underscores__y',
    '__in__',
    undefined,
    undefined,
  ])
})

describe('what a rule could cost', () => {
  it.each<[string, JsonObject, string, number]>([
    ['comparing numbers', { type: 'integer' }, 'self > 5', 2],
    // 10 characters of up to 4 bytes, a tenth each, a quarter for each character of the expression
    ['matching bounded text', text({ maxLength: 10 }), "self.matches('abcd')", 6],
    // range 1, start 0, result 1; for each of 100 items 2 to test, 1 + 1 to compare, 1 to join
    ['looking at every item', listOf({ type: 'integer' }, { maxItems: 100 }), 'self.all(x, x > 0)', 502],
    ['asking for a field', objectOf({ a: text() }), 'has(self.a)', 1],
  ])('%s', (_, schema, rule, expected) => {
    const compiled = program(schema, rule)
    expect(typeof compiled === 'string' ? compiled : estimateCost(compiled, shapeOf(schema)).max).toBe(expected)
  })

  it('is multiplied by how many of a value fit into a request when nothing says less', () => {
    expect(maxCardinality(shapeOf({ type: 'integer' })!)).toBe(1_572_864)
  })
})
