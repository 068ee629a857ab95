import { describe, expect, test } from 'vitest'
import { Source } from '../../text/source.ts'
import { frameOf } from '../frame.ts'
import { masks } from './mask-of.ts'

/** The whole text as it may be shown, and a sentence about the document that quotes a value. */
const shown = (text: string) => {
  const source = new Source('a.yaml', text)
  return masks()(source).show(0, text.length)
}

describe('what is secret is not shown', () => {
  test.each([
    [
      'data and stringData',
      'kind: Secret\ndata:\n  a: aHVudGVyMg==\nstringData: { b: hunter2 }\n',
      'kind: Secret\ndata:\n  a: •••\nstringData: { b: ••• }\n',
    ],
    [
      'block scalars',
      'kind: Secret\nstringData:\n  key: |\n    line one\n    line two\ntype: Opaque\n',
      /^kind: Secret\nstringData:\n {2}key: •••(?:\n)?type: Opaque\n$/,
    ],
    ['JSON', '{"kind":"Secret","data":{"a":"hunter2"}}', '{"kind":"Secret","data":{"a":•••}}'],
    [
      'Secrets in a List',
      'kind: List\nitems:\n- kind: Secret\n  data: {a: hunter2}\n- kind: ConfigMap\n  data: {a: shown}\n',
      'kind: List\nitems:\n- kind: Secret\n  data: {a: •••}\n- kind: ConfigMap\n  data: {a: shown}\n',
    ],
    [
      'keys that come twice',
      'kind: Secret\ndata:\n  a: hunter2\n  a: hunter3\n',
      'kind: Secret\ndata:\n  a: •••\n  a: •••\n',
    ],
    [
      'patches of Secrets in a Kustomization',
      'kind: Kustomization\npatches:\n- patch: "kind: Secret\\nstringData: {a: hunter2}"\n- target: {kind: Secret}\n  patch: "[{op: add, path: /data/a, value: hunter2}]"\n- patch: "kind: Pod"\n',
      'kind: Kustomization\npatches:\n- patch: •••\n- target: {kind: Secret}\n  patch: •••\n- patch: "kind: Pod"\n',
    ],
    [
      'what a JSON patch puts into data',
      '- {op: add, path: /data/a, value: hunter2}\n- {op: add, path: /spec/a, value: shown}\n',
      '- {op: add, path: /data/a, value: •••}\n- {op: add, path: /spec/a, value: shown}\n',
    ],
    [
      'a variable under a key that is none',
      'kind: Pod\nspec: { containers: [{ env: [{ name: DB_PASSWORD, vlaue: hunter2 }] }] }\n',
      'kind: Pod\nspec: { containers: [{ env: [{ name: DB_PASSWORD, vlaue: ••• }] }] }\n',
    ],
    [
      'what an alias stands for',
      'x: &a hunter2\nkind: Secret\nstringData: { a: *a }\n',
      /^x: (?:&a )?•••\nkind: Secret\nstringData: \{ a: ••• \}\n$/,
    ],
    [
      'what kubectl remembers',
      'kind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: "{data}"\n',
      'kind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: •••\n',
    ],
    [
      'credentials in the environment',
      'kind: Pod\nspec:\n  containers:\n  - env:\n    - {name: DB_PASSWORD, value: hunter2}\n    - {name: DB_PASSWORD_FILE, value: /run/x}\n',
      'kind: Pod\nspec:\n  containers:\n  - env:\n    - {name: DB_PASSWORD, value: •••}\n    - {name: DB_PASSWORD_FILE, value: /run/x}\n',
    ],
    [
      'credentials in a ConfigMap',
      'kind: ConfigMap\ndata: {api-key: hunter2, color: blue}\n',
      'kind: ConfigMap\ndata: {api-key: •••, color: blue}\n',
    ],
    [
      'secret generators',
      'secretGenerator:\n- name: a\n  literals: [k=hunter2]\n',
      'secretGenerator:\n- name: a\n  literals: [•••]\n',
    ],
    [
      'the items of a SecretList, which say no kind',
      'kind: SecretList\nitems:\n- data: {a: hunter2}\n  foo: hunter3\n',
      'kind: SecretList\nitems:\n- data: {a: •••}\n  foo: •••\n',
    ],
    ['a kind with a slip', 'kind: Sercet\ndata: {a: hunter2}\n', 'kind: Sercet\ndata: {a: •••}\n'],
    ['a kind forgotten', 'stringData: {a: hunter2}\n', 'stringData: {a: •••}\n'],
    [
      'comments beside and above it',
      '# it was hunter1\nkind: Secret # hunter2\ndata: {} # drydock-ignore x\n# hunter3\n',
      '#•••\nkind: Secret #•••\ndata: {} # drydock-ignore x\n#•••\n',
    ],
    ['comments of what cannot be read', '# hunter1\nkind: Secret # hunter2\n"\n', /^(?!.*hunter)/s],
    [
      'credentials of a kubeconfig, misspelt ones too',
      'kind: Config\nusers:\n- name: me\n  user: {tokn: hunter2, client-key-data: aHVudGVy, tokenFile: /run/t, exec: {command: get, args: [hunter3]}}\n',
      'kind: Config\nusers:\n- name: me\n  user: {tokn: •••, client-key-data: •••, tokenFile: /run/t, exec: {command: get, args: [•••]}}\n',
    ],
    [
      'encryption keys, whatever they are called',
      'kind: EncryptionConfiguration\nresources:\n- providers:\n  - aescbc: {keys: [{name: a, secrt: aHVudGVy, secret: [hunter2]}]}\n',
      'kind: EncryptionConfiguration\nresources:\n- providers:\n  - aescbc: {keys: [{name: a, secrt: •••, secret: [•••]}]}\n',
    ],
    [
      'what lets a machine join',
      'kind: JoinConfiguration\ndiscovery: {tlsBootstrapToken: abcdef.hunter2}\ncontrolPlane: {certificateKey: e6a2}\n',
      'kind: JoinConfiguration\ndiscovery: {tlsBootstrapToken: •••}\ncontrolPlane: {certificateKey: •••}\n',
    ],
    [
      'arguments, headers and addresses',
      'args: [--password=hunter2, --token, hunter3, --port=80, "Authorization: Bearer hunter4", "pg://me:hunter5@db/x"]\nkind: Pod\n',
      'args: [•••, --token, •••, --port=80, •••, •••]\nkind: Pod\n',
    ],
    ['a Secret that cannot be read', 'kind: Secret\ndata:\n  a: hunter2\n   b: "x\n  c: [hunter3\n', /^(?!.*hunter)/s],
  ])('%s', (_, text, expected) => {
    if (typeof expected === 'string') expect(shown(text)).toBe(expected)
    else expect(shown(text)).toMatch(expected)
  })

  test('sentences lose the value, however it is written', () => {
    const text = 'kind: Secret\nstringData:\n  a: "hun\\tter2"\n  b: aHVudGVyLXR3bw==\n  c: ab\n'
    const mask = masks()(new Source('a.yaml', text))
    const at = { start: 20, end: 25 }
    expect(mask.redact('found "hun\\tter2" and hunter-two and aHVudGVyLXR3bw== and "ab" in about', at)).toBe(
      'found "•••" and ••• and ••• and "•••" in about',
    )
    expect(mask.redact('error found in #10 byte of ...|"a":"hunt|..., bigger context', at)).toBe(
      'error found in #10 byte of ...|•••|..., bigger context',
    )
  })

  test('what others know to be secret is hidden beside what is known here', () => {
    const text = 'kind: ConfigMap\ndata:\n  password: hunter2\n  plain: hunter3\n'
    const start = text.indexOf('hunter3')
    const mask = masks(() => [{ start, end: start + 7 }])(new Source('a.yaml', text))
    expect(mask.show(0, text.length)).toBe('kind: ConfigMap\ndata:\n  password: •••\n  plain: •••\n')
  })

  test('other documents of the file are shown', () => {
    const text = 'kind: Secret\ndata: {a: hunter2}\n---\nkind: ConfigMap\ndata: {a: hunter2}\n'
    expect(shown(text)).toBe('kind: Secret\ndata: {a: •••}\n---\nkind: ConfigMap\ndata: {a: hunter2}\n')
  })
})

describe('a frame fits a screen and a terminal', () => {
  const frame = (text: string, part: string) => {
    const source = new Source('a.yaml', text)
    const start = text.indexOf(part)
    return frameOf({ source, start, end: start + part.length }, masks()(source))
  }

  test('of a long line there is the part around the mark', () => {
    const [line] = frame(`${'a'.repeat(5000)} HERE ${'b'.repeat(5000)}`, 'HERE')
    expect(line!.text.length).toBeLessThan(200)
    expect(line!.text.slice(...line!.mark!)).toBe('HERE')
  })

  test('escapes and tabs are made harmless without moving the mark', () => {
    const [line] = frame('a\x1b[31m\tHERE', 'HERE')
    expect(line!.text).toBe('a\ufffd[31m HERE')
    expect(line!.text.slice(...line!.mark!)).toBe('HERE')
  })

  test('the end of a file without a line break', () => {
    expect(frame('a: 1\nb:', 'b:')).toEqual([
      { line: 1, text: 'a: 1' },
      { line: 2, text: 'b:', mark: [0, 2] },
    ])
  })
})
