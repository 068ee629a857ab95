import { expect, test } from 'vitest'
import { fnv32, fnv32a, goJson, safeEncode } from './name-hash.ts'

test('FNV as Go has it', () => {
  expect([fnv32('a'), fnv32('foobar')]).toEqual([0x050c5d7e, 0x31f0b262])
  expect([fnv32a('a'), fnv32a('foobar')]).toEqual([0xe40c292c, 0xbf9cf968])
})

test('a hash is spelt without vowels', () => expect(safeEncode('2166136261')).toBe('65bb57b6b5'))

test('JSON is written with sorted keys and without angle brackets', () =>
  expect(goJson({ b: [1, null], a: '<&>', c: undefined })).toBe('{"a":"\\u003c\\u0026\\u003e","b":[1,null]}'))
