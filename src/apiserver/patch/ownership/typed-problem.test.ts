import { expect, test } from 'vitest'
import type { Json } from '../../../resource/json.ts'
import type { Minor } from '../../../resource/version.ts'
import { shapeOfDefinition } from '../../custom/shape.ts'
import { structureOf } from './structure.ts'
import { typedProblem } from './typed-problem.ts'

const schema = {
  type: 'object',
  properties: {
    size: { type: 'integer' },
    name: { type: 'string' },
    on: { type: 'boolean' },
    port: { 'x-kubernetes-int-or-string': true },
    args: { type: 'array', items: { type: 'string' } },
    zones: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    parts: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'side'],
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, side: { type: 'string' }, weight: { type: 'integer' } },
      },
    },
  },
}

const problem = (value: Json, minor: Minor = 36): string | undefined =>
  typedProblem(value, structureOf(shapeOfDefinition(schema, minor), undefined, value), minor)

test.each<[string, Json, string | undefined]>([
  ['what fits', { size: 1, name: 'a', on: true, port: 'http', args: ['a', 'a'], zones: ['a'] }, undefined],
  ['nothing', { size: null, args: null, parts: null }, undefined],
  ['a field of nobody', { sise: 1 }, '.sise: field not declared in schema'],
  ['a truth for a number', { size: true }, '.size: expected numeric (int or float), got bool'],
  ['a list for a number', { size: [] }, '.size: expected numeric (int or float), got []interface {}'],
  ['a number for a text', { name: 5 }, '.name: expected string, got &value.valueUnstructured{Value:5}'],
  ['a text for a truth', { on: 'yes' }, '.on: expected boolean, got &{yes}'],
  ['an object for a number or text', { port: { a: 1 } }, '.port: expected any scalar, got &{map[a:1]}'],
  ['a text for a list', { args: 'a b' }, '.args: expected list, got &{a b}'],
  ['a number among texts', { args: ['a', 1] }, '.args[1]: expected string, got &value.valueUnstructured{Value:1}'],
  ['the same twice in a set', { zones: ['a', 'a'] }, '.zones: duplicate entries for key [="a"]'],
  [
    'nothing in a set',
    { zones: [null] },
    ".zones: element 0: associative list without keys has an element that's an explicit null",
  ],
  [
    'nothing among items',
    { parts: [null] },
    '.parts: element 0: associative list with keys may not have a null element',
  ],
  [
    'all that is wrong',
    { size: 'a', name: 1 },
    'errors:\n  .size: expected numeric (int or float), got string\n  .name: expected string, got &value.valueUnstructured{Value:1}',
  ],
])('%s', (_, value, told) => {
  expect(problem(value)).toBe(told)
})

test.each<[string, Json, Minor, string | undefined]>([
  [
    'without any key',
    { parts: [{ weight: 1 }] },
    36,
    '.parts: element 0: associative list with keys has an element that omits all key fields ["name" "side"] (and doesn\'t have default values for any key fields)',
  ],
  ['without one of its keys', { parts: [{ name: 'a' }] }, 36, undefined],
  [
    'without one of its keys',
    { parts: [{ name: 'a' }] },
    33,
    '.parts: element 0: associative list with keys has an element that omits key field "side" (and doesn\'t have default value)',
  ],
])('an item %s: %j in 1.%i', (_, value, minor, told) => {
  expect(problem(value, minor)).toBe(told)
})
