import { expect, test } from 'vitest'
import { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { Schema } from './schema.ts'
import { validateStructural } from './structural.ts'

const complaints = (schema: Schema): string[] => {
  const errors = new FieldErrors()
  validateStructural(schema, errors, FieldPath.of('s'))
  return errors.list.map(({ field, message }) => `${field}: ${message}`)
}

test.each<[story: string, schema: Schema, told: string[]]>([
  ['an object of typed fields', { type: 'object', properties: { a: { type: 'string' } } }, []],
  ['a root without type', {}, ['s.type: Required value: must not be empty at the root']],
  [
    'a list without items',
    { type: 'object', properties: { a: { type: 'array' } } },
    ['s.properties[a].items: Required value: must be specified'],
  ],
  [
    'a type inside anyOf',
    { type: 'object', anyOf: [{ type: 'object' }] },
    ['s.anyOf[0].type: Forbidden: must be empty to be structural'],
  ],
  [
    'an int-or-string told by anyOf',
    {
      type: 'object',
      properties: { p: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } },
    },
    [],
  ],
  [
    'a field that only a junctor knows',
    { type: 'object', not: { properties: { a: { minLength: 1 } } } },
    ['s.properties[a]: Required value: because it is defined in s.not.properties[a]'],
  ],
])('%s', (_story, schema, told) => {
  expect(complaints(schema)).toEqual(told)
})
