import { describe, expect, test } from 'vitest'
import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import { applyEdits } from '../text/edit.ts'
import { Source } from '../text/source.ts'
import type { CheckOptions } from './engine.ts'
import { ManifestEngine } from './manifest-engine.ts'
import { KnownFile } from './sketch.ts'

const OPTIONS: CheckOptions = {
  minors: [36],
  unknownKinds: 'note',
  definitions: [],
  profile: 'off',
  wantedRules: [],
  ownRules: [],
  ruleOptions: {},
  complete: false,
  assumptions: {},
}

const check = (text: string, minors = [36]) =>
  new ManifestEngine({ ...OPTIONS, minors }).file({ source: new Source('a.yaml', text), role: 'objects', asked: true })

/** Each finding as `code at the text it points to`. */
const told = (text: string, minors?: number[]): string[] =>
  check(text, minors).diagnostics.map(({ code, at, versions }) => {
    const where = at.source.text.slice(at.start, at.end).split('\n')[0]
    return `${code} at ${where}${versions ? ` in ${versions}` : ''}`
  })

describe('each mistake is found at its place', () => {
  test.each([
    [
      'a field that does not exist',
      'kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\ndatta: {}',
      'schema/unknown-field at datta',
    ],
    [
      'a text for a number',
      'kind: Service\napiVersion: v1\nmetadata: { name: a }\nspec: { ports: [{ port: "80" }] }',
      'schema/wrong-type at "80"',
    ],
    [
      'a number for a text',
      'kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\ndata: { port: 80 }',
      'schema/wrong-type at 80',
    ],
    [
      'what the server would tell next, behind a quantity that it cannot read',
      'kind: ResourceQuota\napiVersion: v1\nmetadata: { name: a }\nspec: { hard: { memory: 1GB }, scopes: [3] }',
      'schema/wrong-type at 3',
    ],
    [
      'an apiVersion in other letters',
      'apiversion: v1\nkind: Pod\nmetadata: { name: a }',
      'object/no-type at apiversion',
    ],
    ['an object without a kind', 'apiVersion: v1\nmetadata: { name: a }', 'object/no-type at apiVersion'],
    [
      'a misspelt kind',
      'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: { name: a }',
      'api/unknown-kind at Deploymnet',
    ],
    ['a kind of another group', 'apiVersion: v1\nkind: Deployment\nmetadata: { name: a }', 'api/unknown-kind at v1'],
    [
      'a kind that nobody defines',
      'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: a }',
      'api/no-definition at Widget',
    ],
  ])('%s', (_what, text, expected) => expect(told(text)).toContain(expected))
})

test('one run answers for several releases and says for which a finding holds', () => {
  const budget =
    'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { minAvailable: 1 }'
  expect(told(budget, [20, 24, 25, 36])).toEqual([
    'api/deprecated at policy/v1beta1 in 24',
    'api/removed at policy/v1beta1 in 25,36',
  ])
})

test('an item of a List is found at its place in the list', () => {
  const text =
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: a }\n  dta: {}\n'
  expect(told(text)).toEqual(['schema/unknown-field at dta'])
})

test('what wrong quotes would hide is told as well', () => {
  const text =
    'kind: Service\napiVersion: v1\nmetadata: { name: a }\nspec: { ports: [{ port: "80", nodePort: 30080, name: 5 }] }'
  expect(told(text)).toEqual(['schema/wrong-type at "80"', 'schema/wrong-type at 5', 'FieldValueForbidden at 30080'])
})

test.each([
  ['1GB', '1G'],
  ['512 mib', '512Mi'],
  ['64kb', '64k'],
  ['1.5gi', '1.5Gi'],
  ['12 parsecs', undefined],
])('a quantity of %s is meant as %s', (written, meant) => {
  const source = `kind: ResourceQuota\napiVersion: v1\nmetadata: { name: a }\nspec: { hard: { memory: ${written} } }`
  expect(check(source).diagnostics.map(({ code, fix }) => [code, fix?.edits[0]?.text])).toEqual([
    ['schema/malformed', meant],
  ])
})

test('quotes too many are mended by the fix', () => {
  const text = 'kind: Service\napiVersion: v1\nmetadata: { name: a }\nspec: { ports: [{ port: "80" }] }'
  const [finding] = check(text).diagnostics
  expect(applyEdits(text, finding?.fix?.edits ?? []).text).toContain('{ port: 80 }')
})

describe('what other objects have to say', () => {
  const allOf = (text: string): readonly Diagnostic[] => {
    const engine = new ManifestEngine(OPTIONS)
    const file = { source: new Source('a.yaml', text), role: 'objects', asked: true } as const
    return engine.together([KnownFile.of(file, engine.file(file))])
  }
  const together = (text: string): string[] =>
    allOf(text).map(({ code, message, at }) => `${code} at ${at.source.text.slice(at.start, at.end)}: ${message}`)

  const namespace = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
`
  test('the pods of a workload are held to the standard of their namespace', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { hostNetwork: true, containers: [{ name: web, image: web:1 }] }`
    expect(together(namespace + deployment)).toEqual([
      'Forbidden at true: Its pods would be refused: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)',
    ])
  })

  test('what a pod is refused for is shown where it stands, every place of it', () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  hostNetwork: true
  containers: [{ name: web, image: web:1, securityContext: { privileged: true } }]`
    const [found] = allOf(namespace + pod)
    const text = ({ source, start, end }: Place) =>
      `${source.text.slice(start - 14, start)}${source.text.slice(start, end)}`
    expect(text(found!.at)).toContain('hostNetwork: true')
    expect(found!.related?.map(({ at }) => text(at))).toEqual([expect.stringContaining('privileged: true')])
  })

  test('a namespace that is not among the files may exist all the same', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: elsewhere }\nspec: { containers: [{ name: a, image: a:1 }] }'
    expect(together(namespace + pod)).toEqual([])
  })
})

test('a document that cannot be read is not judged by what could be guessed of it', () => {
  const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n\t- name: x\n'
  expect(told(text)).toEqual(['yaml/tab at \t'])
})

test('a text among manifests is no object', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\njust words\n'
  expect(told(text)).toEqual(['object/none at just words'])
})
