import { describe, expect, test } from 'vitest'
import { Project } from './project.ts'

const SHOP = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shops.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Shop, plural: shops, singular: shop, listKind: ShopList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: { type: integer, maximum: 5 }
                name: { type: string, maxLength: 20, pattern: "^[a-z]+$" }
              x-kubernetes-validations:
                - { rule: "self.size > 1 || !has(self.name)", message: a shop with a name has two sizes }
`

const shop = (spec: string, version = 'v1') =>
  `apiVersion: example.com/${version}\nkind: Shop\nmetadata: { name: corner }\nspec: ${spec}\n`

/** Findings as `line:column message`. */
function told(project: Project, ...args: string[]): string[] {
  const { out } = project.run(['check', '-o', 'json', '--profile', 'off', ...args])
  const { diagnostics } = JSON.parse(out) as {
    diagnostics: { start: { line: number; column: number }; message: string; advice?: string }[]
  }
  return diagnostics.map(
    ({ start, message, advice }) => `${start.line}:${start.column} ${message}${advice ? ` → ${advice}` : ''}`,
  )
}

const CASES: [story: string, manifest: string, expected: string[]][] = [
  [
    'a field too many',
    shop('{ size: 2, sise: 3 }'),
    ['4:18 strict decoding error: unknown field "spec.sise" → Did you mean "size"?'],
  ],
  [
    'a number too large',
    shop('{ size: 9 }'),
    ['4:15 spec.size: Invalid value: 9: spec.size in body should be less than or equal to 5'],
  ],
  ['a rule in CEL', shop('{ size: 1, name: corner }'), ['4:7 spec: Invalid value: a shop with a name has two sizes']],
  ['nothing wrong', shop('{ size: 2, name: corner }'), []],
  [
    'a version that is not served',
    shop('{ size: 2 }', 'v2'),
    ['1:13 the definition of Shop does not serve example.com/v2 → Use example.com/v1.'],
  ],
]

describe('objects are held to the definition', () => {
  test.each(CASES)('among the files: %s', (_, manifest, expected) => {
    expect(told(new Project({ 'crd.yaml': SHOP, 'shop.yaml': manifest }), '.')).toEqual(expected)
  })
  test.each(CASES)('in a folder of its own: %s', (_, manifest, expected) => {
    const project = new Project({ 'crds/shop.yaml': SHOP, 'shop.yaml': manifest })
    expect(told(project, '--crds', 'crds', 'shop.yaml')).toEqual(expected)
  })
})

test('a definition of v1beta1 that keeps unknown fields keeps them', () => {
  const old = `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: { name: shops.example.com }
spec:
  group: example.com
  version: v1
  scope: Namespaced
  names: { kind: Shop, plural: shops }
  validation: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: integer } } } } } }
`
  const project = new Project({ 'crds/shop.yaml': old, 'a.yaml': shop('{ size: big, more: 1 }') })
  expect(told(project, '-k', '1.20', '--crds', 'crds', 'a.yaml')).toEqual([
    '4:15 spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
  ])
})

test('a folder of JSON Schemas, as catalogues have them', () => {
  const schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        additionalProperties: false,
        properties: { size: { type: 'integer' }, port: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
      },
    },
  }
  const project = new Project({
    'catalogue/example.com/shop_v1.json': JSON.stringify(schema),
    'catalogue/other.example/thing_v1.json': 'not even JSON',
    'a.yaml': shop('{ siz: 1, port: http }'),
  })
  expect(told(project, '--crds', 'catalogue', 'a.yaml')).toEqual([
    '4:9 strict decoding error: unknown field "spec.siz" → Did you mean "size"?',
  ])
})

test('fields of a defined kind are explained like any other', () => {
  const project = new Project({ 'crds/shop.yaml': SHOP })
  const { code, out } = project.run(['explain', '--crds', 'crds', 'Shop.spec.size'])
  expect([code, out]).toEqual([0, expect.stringContaining('type      int64\n  required  yes')])
  expect(project.run(['explain', '--crds', 'crds', 'Shop.spec.siz']).err).toContain('did you mean `size`?')
})

test('a definition that changes is noticed', () => {
  const project = new Project({ 'crd.yaml': SHOP, 'shop.yaml': shop('{ size: 9 }') })
  expect(told(project, '.')).toHaveLength(1)
  project.write({ 'crd.yaml': SHOP.replace('maximum: 5', 'maximum: 10') })
  expect(told(project, '.')).toEqual([])
})

describe('hostile definitions are answered within a second', () => {
  const within = (milliseconds: number, work: () => void) => {
    const started = performance.now()
    work()
    expect(performance.now() - started).toBeLessThan(milliseconds)
  }
  test('a pattern that hangs others', () => {
    const project = new Project({
      'crd.yaml': SHOP.replace('^[a-z]+$', '^(a+)+$').replace('maxLength: 20', 'maxLength: 100000'),
      'shop.yaml': shop(`{ size: 2, name: ${'a'.repeat(50_000)}! }`),
    })
    within(3000, () => expect(told(project, '.').join()).toContain('in body should match'))
  })
  test('a rule over everything', () => {
    const rule = 'self.list.all(a, self.list.all(b, self.list.all(c, a + b + c > 0)))'
    const schema = SHOP.replace('self.size > 1 || !has(self.name)', rule).replace(
      'size: {',
      'list: { type: array, items: { type: integer } }\n                size: {',
    )
    const project = new Project({
      'crds/crd.yaml': schema,
      'shop.yaml': shop(`{ size: 2, list: [${Array.from({ length: 2000 }, (_, index) => index + 1)}] }`),
    })
    within(3000, () => expect(told(project, '--crds', 'crds', 'shop.yaml').join()).toContain('cost limit exceeded'))
  })
  test('a schema as deep as a well', () => {
    const deep = `${'{type: object, properties: {a: '.repeat(300)}{type: string}${'}}'.repeat(300)}`
    const project = new Project({
      'crds/crd.yaml': SHOP.replace(
        'size: { type: integer, maximum: 5 }',
        `size: { type: integer }\n                well: ${deep}`,
      ),
      'shop.yaml': shop(`{ size: 2, well: ${'{a: '.repeat(300)}1${'}'.repeat(300)} }`),
    })
    within(3000, () => expect(told(project, '--crds', 'crds', 'shop.yaml').join()).toContain('string'))
  })
})
