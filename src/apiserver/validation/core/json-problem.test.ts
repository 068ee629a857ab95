import { expect, test } from 'vitest'
import { jsonMapProblem } from './json-problem.ts'

test.each([
  ['{"auths": {"a": [1, -2.5e3, true, null, "x\\u00e9"]}}', undefined],
  ['null', undefined],
  ['', 'unexpected end of JSON input'],
  ['{"a"', 'unexpected end of JSON input'],
  ['abc', "invalid character 'a' looking for beginning of value"],
  ['{a}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
  ['{} x', "invalid character 'x' after top-level value"],
  ['tru!', "invalid character '!' in literal true (expecting 'e')"],
  ['[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
])('%s', (text, problem) => expect(jsonMapProblem(text)).toBe(problem))

test('nesting is not a way to bring it down', () => {
  expect(jsonMapProblem('['.repeat(200_000))).toBe('unexpected end of JSON input')
})
