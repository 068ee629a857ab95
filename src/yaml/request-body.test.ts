import { expect, test } from 'vitest'
import { inWordsOf, readBody, unrecognized } from './request-body.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const problem = (text: string | Uint8Array, type = 'application/yaml'): string | undefined => {
  const body = readBody(typeof text === 'string' ? bytes(text) : text, type)
  return body.outcome === 'unreadable' ? body.problem : undefined
}

test.each([
  ['a: b: c\n', 'yaml: mapping values are not allowed in this context'],
  ['x: 1\na: b: c\n', 'yaml: line 2: mapping values are not allowed in this context'],
  ['a:\n  - b\n c: d\n', 'yaml: line 2: did not find expected key'],
  ['a: "b\n', 'yaml: line 2: found unexpected end of stream'],
  ['a: [b\n', "yaml: line 1: did not find expected ',' or ']'"],
  ['a: *b\n', "yaml: unknown anchor 'b' referenced"],
  ['a: &b\n  c: *b\n', "yaml: anchor 'b' value contains itself"],
  ['<<: 1\n', 'yaml: map merge requires map or sequence of maps as the value'],
  ['a: !!int 5.5\n', 'yaml: cannot decode !!float `5.5` as a !!int'],
  ['a: !!binary "!"\n', 'yaml: !!binary value contains invalid base64 data'],
  ['a: .inf\n', 'json: unsupported value: +Inf'],
  ['? [a, b]\n: c\n', 'yaml: invalid map key: []interface {}{"a", "b"}'],
  ['null: a\n', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: "a"'],
  ['9223372036854775808: 1\n', 'unsupported map key of type: uint64, key: 0x8000000000000000, value: 1'],
  ['%YAML 1.2\n---\na: 1\n', 'yaml: found incompatible YAML document'],
  ['a: b\0\n', 'yaml: control characters are not allowed'],
  [Uint8Array.of(97, 58, 32, 0xff, 10), 'yaml: invalid leading UTF-8 octet'],
  [Uint8Array.of(97, 58, 32, 0xe9, 10), 'yaml: incomplete UTF-8 octet sequence'],
])('%j: %s', (text, expected) => expect(problem(text)).toBe(expected))

test.each([
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ['{"a":"\\q"}', "invalid character 'q' in string escape code"],
  ['{"a":"x\ny"}', "invalid character '\\n' in string literal"],
  ['{"a":1} x', "invalid character 'x' after top-level value"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  ['', 'unexpected end of JSON input'],
  ['{"kind":1}', 'json: cannot unmarshal number into Go struct field .kind of type string'],
])('JSON %j: %s', (text, expected) =>
  expect(problem(text, 'application/json')).toBe(`couldn't get version/kind; json parse error: ${expected}`),
)

test('duplicate keys are a matter of strict decoding', () => {
  const read = (text: string, type: string) => {
    const body = readBody(bytes(text), type)
    return body.outcome === 'value' ? body.strict : undefined
  }
  expect(read('a: 1\na: 2\nyes: 3\ny: 4\n', 'application/yaml')).toEqual([
    'yaml: unmarshal errors:\n  line 2: key "a" already set in map\n  line 4: key true already set in map',
  ])
  expect(read('b: &b {x: 1}\nu: {x: 2, <<: *b}\n', 'application/yaml')).toEqual([
    'yaml: unmarshal errors:\n  line 1: key "x" already set in map',
  ])
  expect(read('{"d":{"a":1,"a":2}}', 'application/json')).toEqual(['duplicate field "d.a"'])
})

test('the answer shows how the body begins', () => {
  expect(unrecognized('Pod', 'no', bytes('kind: Pod\n'))).toBe(
    'the object provided is unrecognized (must be of type Pod): no (6b696e643a20506f640a)',
  )
  expect(unrecognized('Pod', 'no', bytes(`{"a":"${'x'.repeat(40)}"}`))).toContain(`({"a":"${'x'.repeat(24)} ...)`)
  expect(inWordsOf(20, 'unsupported map key of type: uint64')).toBe('Unsupported map key of type: uint64')
})

test('keys of YAML come in the order of Go, keys of JSON as they are', () => {
  const keys = (text: string, type: string) => {
    const body = readBody(bytes(text), type)
    return body.outcome === 'value' ? JSON.stringify(body.value) : undefined
  }
  expect(keys('b: {d: 1, c: 2}\na: []\n', 'application/yaml')).toBe('{"a":[],"b":{"c":2,"d":1}}')
  expect(keys('{"b":1,"a":2}', 'application/json')).toBe('{"b":1,"a":2}')
})

test('another content type is refused', () =>
  expect(readBody(bytes('a: 1'), 'text/plain')).toEqual({
    outcome: 'unsupported-media-type',
    message:
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  }))
