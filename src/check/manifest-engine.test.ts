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

test('what only some servers serve is told, and held to the rules all the same', () => {
  const bundle = 'apiVersion: networking.k8s.io/v1beta1\nkind: ServiceCIDR\nmetadata: { name: a }\nspec: {}'
  expect(told(bundle, [32, 36])).toEqual([
    'api/off-by-default at networking.k8s.io/v1beta1',
    'FieldValueRequired at spec',
  ])
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
  const allOf = (text: string, crds?: string): readonly Diagnostic[] => {
    const definitions = crds === undefined ? [] : [{ name: 'crds.yaml', text: crds }]
    const engine = new ManifestEngine({ ...OPTIONS, definitions })
    const file = { source: new Source('a.yaml', text), role: 'objects', asked: true } as const
    return [...engine.together([KnownFile.of(file, engine.file(file))])]
  }
  const together = (text: string, crds?: string): string[] =>
    allOf(text, crds).map(({ code, message, at }) => `${code} at ${at.source.text.slice(at.start, at.end)}: ${message}`)

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

  test('a workload is warned about where its namespace asks for that', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { hostNetwork: true, containers: [{ name: a, image: a:1 }] } }`
    expect(together(namespace.replace('/enforce', '/warn') + deployment)).toEqual([
      'api/warning at web: would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)',
    ])
  })

  test('a namespace that is not among the files may exist all the same', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: elsewhere }\nspec: { containers: [{ name: a, image: a:1 }] }'
    expect(together(namespace + pod)).toEqual([])
  })

  const workload = (extra = '') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }${extra} }
    spec: { priorityClassName: high, containers: [{ name: web, image: web:1, resources: { requests: { cpu: 3 } } }] }
`
  const ruler = (kind: string, apiVersion: string, rest: string) =>
    `---\napiVersion: ${apiVersion}\nkind: ${kind}\n${rest}\n`
  const quota = (hard: string, namespace = 'shop') =>
    ruler('ResourceQuota', 'v1', `metadata: { name: q, namespace: ${namespace} }\nspec: { hard: { ${hard} } }`)
  const claim = `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
`

  test.each([
    [
      'a limit for containers',
      ruler(
        'LimitRange',
        'v1',
        'metadata: { name: l, namespace: shop }\nspec: { limits: [{ type: Container, max: { cpu: 1 } }] }',
      ) + workload(),
      'spec.containers[0].resources.requests: Invalid value: "3": must be less than or equal to cpu limit of 1',
    ],
    [
      'a limit for claims',
      ruler(
        'LimitRange',
        'v1',
        'metadata: { name: l, namespace: shop }\nspec: { limits: [{ type: PersistentVolumeClaim, max: { storage: 1Gi } }] }',
      ) + claim,
      'maximum storage usage per PersistentVolumeClaim is 1Gi',
    ],
    [
      'a quota for what pods ask for',
      quota('requests.cpu: 2') + workload(),
      'Its pods would be refused: exceeded quota',
    ],
    ['a quota for workloads', quota('count/deployments.apps: 0') + workload(), 'exceeded quota'],
    ['a quota for storage', quota('requests.storage: 1Gi') + claim, 'exceeded quota'],
    [
      'a quota for claims of a class',
      quota('fast.storageclass.storage.k8s.io/persistentvolumeclaims: 0') +
        claim.replace('spec: {', 'spec: { storageClassName: fast,'),
      'exceeded quota',
    ],
    [
      'a policy',
      ruler(
        'ValidatingAdmissionPolicy',
        'admissionregistration.k8s.io/v1',
        `metadata: { name: few }
spec:
  matchConstraints: { resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }] }
  validations: [{ expression: 'object.spec.replicas > 1', message: two at least }]`,
      ) +
        ruler(
          'ValidatingAdmissionPolicyBinding',
          'admissionregistration.k8s.io/v1',
          'metadata: { name: few }\nspec: { policyName: few, validationActions: [Deny] }',
        ) +
        workload(),
      'two at least',
    ],
    [
      'a class of another value',
      ruler('PriorityClass', 'scheduling.k8s.io/v1', 'metadata: { name: high }\nvalue: 100') +
        workload().replace('priorityClassName: high', 'priorityClassName: high, priority: 7'),
      'the integer value of priority (7) must not be provided in pod spec',
    ],
  ])('%s is heard', (_, text, message) => {
    expect(together(text)).toEqual([expect.stringContaining(message)])
  })

  const WIDGETS = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1beta1
      served: true
      storage: false
      schema: &schema
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { size: { type: integer, default: 9 } }, default: {} } }
    - { name: v1, served: true, storage: true, schema: *schema }
`
  const most = (size: number) =>
    ruler('Widget', 'example.com/v1', `metadata: { name: most, namespace: elsewhere }\nspec: { size: ${size} }`)
  const widgetPolicy = (action: string) =>
    ruler(
      'ValidatingAdmissionPolicy',
      'admissionregistration.k8s.io/v1',
      `metadata: { name: size }
spec:
  paramKind: { apiVersion: example.com/v1, kind: Widget }
  matchConstraints:
    namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }
    resourceRules: [{ apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [widgets] }]
  validations:
    - expression: object.spec.size <= params.spec.size
      messageExpression: '"size is at most " + string(params.spec.size)'`,
    ) +
    ruler(
      'ValidatingAdmissionPolicyBinding',
      'admissionregistration.k8s.io/v1',
      `metadata: { name: size }
spec:
  policyName: size
  validationActions: [${action}]
  paramRef: { name: most, namespace: elsewhere, parameterNotFoundAction: Deny }`,
    )

  test.each([
    ['in the version that a policy asks for', 'v1', 'spec: { size: 7 }', ['size is at most 5']],
    ['in another version of the definition', 'v1beta1', 'spec: { size: 7 }', ['size is at most 5']],
    ['by what the definition defaults', 'v1', 'spec: {}', ['size is at most 5']],
    ['and passes', 'v1', 'spec: { size: 5 }', []],
  ])('a policy judges custom resources %s', (_, version, spec, messages) => {
    const widget = `---\napiVersion: example.com/${version}\nkind: Widget\nmetadata: { name: a, namespace: shop }\n${spec}\n`
    const text = WIDGETS + widgetPolicy('Deny') + most(5) + widget
    expect(together(text, WIDGETS)).toEqual(messages.map(message => expect.stringContaining(message)))
  })

  test('a policy that only warns is heard as well', () => {
    const widget = '---\napiVersion: example.com/v1\nkind: Widget\nmetadata: { name: a, namespace: shop }\nspec: {}\n'
    const text = WIDGETS + widgetPolicy('Warn') + most(5) + widget
    expect(together(text, WIDGETS)).toEqual([
      "api/warning at a: Validation failed for ValidatingAdmissionPolicy 'size' with binding 'size': size is at most 5",
    ])
  })

  test('what a catalogue defines is in a namespace when it says so itself', () => {
    const text = '{ "type": "object", "properties": { "spec": { "type": "object" } } }'
    const definitions = [{ name: 'crds/example.com/widget_v1.json', text }]
    const engine = new ManifestEngine({ ...OPTIONS, definitions, complete: true })
    const widget = (metadata: string) => `apiVersion: example.com/v1\nkind: Widget\nmetadata: ${metadata}\n`
    const source = new Source('a.yaml', `${widget('{ name: a }')}---\n${widget('{ name: b, namespace: shop }')}`)
    const file = { source, role: 'objects', asked: true } as const
    const found = [...engine.together([KnownFile.of(file, engine.file(file))])]
    expect(found.map(({ message }) => message)).toEqual(['namespaces "shop" not found'])
  })

  test('a param that is not among the files may exist all the same', () => {
    const widget = '---\napiVersion: example.com/v1\nkind: Widget\nmetadata: { name: a, namespace: shop }\nspec: {}\n'
    expect(together(WIDGETS + widgetPolicy('Deny') + widget, WIDGETS)).toEqual([])
  })

  test('what decides over another namespace, or over other kinds, says nothing', () => {
    expect(together(quota('requests.cpu: 2', 'elsewhere') + quota('secrets: 0') + workload() + claim)).toEqual([])
  })

  test('pods take no namespace from their template', () => {
    expect(together(quota('pods: 100', 'shop') + workload(', namespace: other'))).toEqual([])
  })

  test('where no namespace is said, a quota is for its own folder and those below', () => {
    const engine = new ManifestEngine(OPTIONS)
    const known = (name: string, text: string) => {
      const file = {
        source: new Source(name, text.replaceAll(/, namespace: shop/g, '')),
        role: 'objects',
        asked: true,
      } as const
      return KnownFile.of(file, engine.file(file))
    }
    const files = [
      known('a/quota.yaml', quota('requests.cpu: 2')),
      known('a/b/web.yaml', workload()),
      known('c/web.yaml', workload()),
    ]
    expect([...engine.together(files)].map(({ at }) => at.source.name)).toEqual(['a/b/web.yaml'])
  })

  test('a file that is not asked about still decides over those that are', () => {
    const engine = new ManifestEngine(OPTIONS)
    const known = (name: string, text: string, role: 'objects' | 'context') => {
      const file = { source: new Source(name, text), role, asked: true }
      return KnownFile.of(file, engine.file(file))
    }
    const limits = quota('requests.cpu: 2') + workload().replace('name: web', 'name: old')
    const files = [known('limits.yaml', limits, 'context'), known('web.yaml', workload(), 'objects')]
    expect([...engine.together(files)].map(({ at }) => at.source.name)).toEqual(['web.yaml'])
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
