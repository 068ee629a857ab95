import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CompletionItem, TextEdit } from 'vscode-languageserver'
import { applyEdits } from '../src/text/edit.ts'
import { Source } from '../src/text/source.ts'
import { Conversation } from './testing/conversation.ts'
import { spanOf } from './workspace/positions.ts'

const SHOP = {
  'drydock.yaml': 'profile: off\n',
  'config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { "on": a, "1.0": b }
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: web, port: 8080 }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: a } }
`,
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, release: "1" } }
    spec: { containers: [{ name: web, image: "web:1", ports: [{ name: http, containerPort: 80 }] }] }
`,
  'crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tunnels.net.example.com }
spec:
  group: net.example.com
  names: { kind: Tunnel, plural: tunnels }
  scope: Namespaced
  versions:
    - { name: v1alpha1, served: false, storage: false, schema: { openAPIV3Schema: { type: object } } }
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [peer]
              properties:
                peer: { type: string }
                mode: { type: string, enum: ["on", "off"] }
                level: { type: integer, enum: [1, 2] }
`,
  'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
  'kustomization.yaml':
    'resources: [web.yaml, config.yaml]\nconfigMapGenerator:\n  - name: made\n    namespace: shop\n    literals: [a=b]\n',
  'overlay/kustomization.yaml': 'resources: [../]\n',
}

const pod = (rest: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\nspec:\n${rest}`
const policy = (rest: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a, namespace: shop }\nspec:\n${rest}`
const role = (rest: string) => `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n${rest}`
const tunnel = (rest: string) => `apiVersion: net.example.com/v1\nkind: Tunnel\n${rest}`

describe('completion', () => {
  let shop: Conversation
  beforeAll(async () => {
    shop = await Conversation.begin(SHOP, [
      'web.yaml',
      'drydock.yaml',
      'kustomization.yaml',
      'overlay/kustomization.yaml',
      'chart/Chart.yaml',
    ])
  })
  afterAll(async () => {
    await shop.client.close()
    expect(shop.client.errors).toEqual([])
  })
  const items = async (name: string, marked: string): Promise<CompletionItem[]> => {
    const found = await shop.client.request<{ items: CompletionItem[] }>(
      'textDocument/completion',
      shop.type(name, marked),
    )
    return found.items.sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1))
  }

  test.each([
    [
      'a value in JSON',
      'a.json',
      '{"kind": "Pod", "apiVersion": "v1", "spec": {"dnsPolicy": "‹here›"}}',
      'None',
      '"None"}}',
    ],
    [
      'a value without quotes',
      'a.json',
      '{"kind": "Pod", "apiVersion": "v1", "spec": {"dnsPolicy": ‹here›',
      'None',
      '"None"',
    ],
    [
      'a truth in JSON',
      'a.json',
      '{"kind": "Pod", "apiVersion": "v1", "spec": {"hostPID": ‹here›}}',
      'true',
      ': true}}',
    ],
    [
      'a key in JSON',
      'a.json',
      '{"kind": "Pod", "apiVersion": "v1", "spec": {"‹here›"}}',
      'hostname',
      '{"hostname": "$1"}}',
    ],
    [
      'what the rest of the JSON says',
      'a.json',
      '{"spec": {‹here›}, "kind": "Pod", "apiVersion": "v1"}',
      'nodeName',
      '{"nodeName": "$1"}, "kind": "Pod", "apiVersion": "v1"}',
    ],
    ['an empty JSON file', 'b.json', '‹here›', 'Pod', '"metadata": { "name": "${1:name}" }$0\n}'],
    ['double quotes stay', 'a.yaml', pod('  restartPolicy: "Al‹here›ways"'), 'Never', 'restartPolicy: "Never"'],
    ['single quotes are closed', 'a.yaml', pod("  restartPolicy: 'Al‹here›"), 'Never', "restartPolicy: 'Never'"],
    [
      'in double quotes in braces',
      'a.yaml',
      pod('  nodeSelector: { kubernetes.io/os: "‹here›" }'),
      'linux',
      'os: "linux" }',
    ],
    [
      'a key that YAML takes for a truth',
      'a.yaml',
      pod(
        '  containers:\n  - env:\n    - valueFrom:\n        configMapKeyRef:\n          name: settings\n          key: ‹here›',
      ),
      'on',
      'key: "on"',
    ],
    [
      'a key that YAML takes for a number',
      'a.yaml',
      pod('  containers:\n  - env:\n    - valueFrom: { configMapKeyRef: { name: settings, key: ‹here› } }'),
      '1.0',
      'key: "1.0" } }',
    ],
    [
      'a label whose value is a number',
      'a.yaml',
      policy('  podSelector:\n    matchLabels:\n      ‹here›'),
      'release',
      'release: "1"',
    ],
    ['a number stays one', 'a.yaml', tunnel('spec:\n  level: ‹here›'), '2', 'level: 2'],
    ['a custom value that YAML takes for a truth', 'a.yaml', tunnel('spec:\n  mode: ‹here›'), 'off', 'mode: "off"'],
    [
      'a key whose colon is there',
      'a.yaml',
      pod('  restartP‹here›olicy: Always'),
      'preemptionPolicy',
      'preemptionPolicy: Always',
    ],
    [
      'a key in braces whose colon is there',
      'a.yaml',
      pod('  securityContext: { runA‹here›: 3 }'),
      'fsGroup',
      '{ fsGroup: 3 }',
    ],
    [
      'in braces over several lines',
      'a.yaml',
      'apiVersion: v1\nkind: Pod\nspec: {\n  securityContext: {\n    runAsUser: 3,\n    ‹here›\n  }\n}',
      'seccompProfile',
      '    seccompProfile: { $1 }\n  }\n}',
    ],
    [
      'an item in brackets over several lines',
      'a.yaml',
      pod('  containers: [\n    { name: a,\n      ‹here› }\n  ]'),
      'args',
      '      args: [$1] }\n  ]',
    ],
    [
      'a kind that is only said below',
      'a.yaml',
      'spec:\n  ‹here›\nkind: Pod\napiVersion: v1\n',
      'subdomain',
      '  subdomain: $1\nkind: Pod\napiVersion: v1\n',
    ],
    [
      'a kind below in an item of a List',
      'a.yaml',
      'apiVersion: v1\nkind: List\nitems:\n- spec:\n    ‹here›\n  kind: Pod\n  apiVersion: v1\n- kind: Service\n',
      'subdomain',
      '    subdomain: $1\n  kind: Pod\n  apiVersion: v1\n- kind: Service\n',
    ],
    [
      'a manifest as an item of a List',
      'a.yaml',
      'apiVersion: v1\nkind: List\nitems:\n- ‹here›',
      'Namespace',
      '- apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: ${1:name}\n    labels:\n      pod-security.kubernetes.io/enforce: ${2|restricted,baseline,privileged|}',
    ],
    ['a manifest of a custom kind has what it needs', 'a.yaml', '‹here›', 'Tunnel', 'spec:\n  peer: $2'],
    ['directly behind a colon', 'a.yaml', pod('  restartPolicy:‹here›'), 'Never', 'restartPolicy: Never'],
    ['directly behind a dash', 'a.yaml', pod('  tolerations:\n  -‹here›'), 'key', '\n  - key: $1'],
    [
      'directly behind a colon in braces',
      'a.yaml',
      pod('  securityContext: { runAsNonRoot:‹here›'),
      'true',
      '{ runAsNonRoot: true',
    ],
    ['the list of the key above', 'a.yaml', pod('  tolerations:\n  - key: a\n  ‹here›'), '- ', '\n  - $1'],
  ])('leaves a sound text: %s', async (_story, name, marked, label, end) => {
    const found = (await items(name, marked)).find(item => item.label === label)
    const edit = found?.textEdit as TextEdit
    const source = new Source(name, shop.text(name))
    const { text } = applyEdits(source.text, [{ ...spanOf(source, edit.range), text: edit.newText }])
    expect(text.slice(-end.length)).toBe(end)
  })

  test.each([
    [
      'the key of a requirement',
      policy('  podSelector:\n    matchExpressions:\n      - key: ‹here›'),
      ['app', 'release'],
    ],
    [
      'its operator',
      policy('  podSelector:\n    matchExpressions:\n      - operator: ‹here›'),
      ['DoesNotExist', 'Exists', 'In', 'NotIn'],
    ],
    [
      'its values',
      policy('  podSelector:\n    matchExpressions:\n      - key: app\n        values:\n          - ‹here›'),
      ['web'],
    ],
    [
      'labels of namespaces',
      policy('  ingress:\n  - from:\n    - namespaceSelector:\n        matchLabels:\n          ‹here›'),
      ['kubernetes.io/metadata.name', 'team'],
    ],
    [
      'a port that a policy opens',
      policy('  podSelector: { matchLabels: { app: web } }\n  ingress:\n  - ports:\n    - port: ‹here›'),
      ['http'],
    ],
    [
      'the number of a port of a Service',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, namespace: shop }\nspec:\n  defaultBackend: { service: { name: front, port: { number: ‹here› } } }',
      ['8080'],
    ],
    [
      'where pods are spread',
      pod('  topologySpreadConstraints:\n  - topologyKey: ‹here›'),
      ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
    ],
    [
      'names in a namespace that is said within one line of JSON',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop"},"spec":{"volumes":[{"configMap":{"name":"‹here›"}}]}}',
      ['made', 'settings'],
    ],
    [
      'names in the namespace of an item, not in that of the one before',
      'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  apiVersion: v1\n  metadata: { namespace: x }\n- kind: Pod\n  apiVersion: v1\n  metadata: { namespace: shop }\n  spec:\n    volumes:\n    - configMap:\n        name: ‹here›',
      ['made', 'settings'],
    ],
    ['what every cluster has', pod('  priorityClassName: ‹here›'), ['system-cluster-critical', 'system-node-critical']],
    ['what a Kustomization makes', pod('  volumes:\n  - configMap: { name: ‹here› }'), ['made', 'settings']],
    ['the verbs of a role', role('- verbs: [get, ‹here›]'), ['watch']],
    [
      'the resources of a group',
      role('- apiGroups: [apps]\n  resources:\n  - ‹here›'),
      ['deployments', 'deployments/scale'],
    ],
    ['groups, custom ones too', role('- apiGroups: [‹here›]'), ['apps', 'net.example.com']],
    [
      'the kind of a role',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef:\n  kind: ‹here›',
      ['ClusterRole', 'Role'],
    ],
    [
      'what is scaled',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef: { kind: ‹here›',
      ['Deployment', 'StatefulSet'],
    ],
    ['versions that are served', 'kind: Tunnel\napiVersion: ‹here›', ['net.example.com/v1']],
    [
      'labels that the selector wants',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector: { matchLabels: { tier: back } }\n  template:\n    metadata:\n      labels:\n        ‹here›',
      ['tier'],
    ],
    [
      'what a StatefulSet claims for its pods',
      'apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  template:\n    spec:\n      containers:\n      - volumeMounts:\n        - name: ‹here›\n          mountPath: /a\n  volumeClaimTemplates:\n  - metadata: { name: data }\n',
      ['data'],
    ],
  ])('knows %s', async (_story, marked, wanted) => {
    const found = (await items('a.yaml', marked)).map(({ label }) => label)
    expect(found.filter(label => wanted.includes(label)).sort()).toEqual([...wanted].sort())
    expect(found).not.toContain('net.example.com/v1alpha1')
  })

  test.each([
    ['values of a chart', 'chart/values.yaml', 'ima‹here›'],
    ['the description of a chart', 'chart/Chart.yaml', 'apiVersion: ‹here›'],
    [
      'a text in a block',
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |2 # YAML\n    kind: Pod\n\n    ‹here›',
    ],
    ['a comment', 'a.yaml', pod('  restartPolicy: Always # ‹here›')],
  ])('is quiet in %s', async (_story, name, marked) => {
    expect(await items(name, marked)).toEqual([])
  })

  test('begins behind a byte order mark', async () => {
    const found = await items('a.yaml', '\ufeffapiVersion: v1\nkind: Pod\nspec:\n  host‹here›')
    expect(found.map(({ label }) => label)).toContain('hostname')
  })

  test.each([
    ['drydock.yaml has keys of its own', 'drydock.yaml', 'pro‹here›', 'profile', 'Deployment'],
    ['the rules there are', 'drydock.yaml', 'rules:\n  image-‹here›', 'image-has-tag', 'profile'],
    [
      'what a Kustomization patches',
      'kustomization.yaml',
      'patches: [{ target: { kind: ‹here› } }]',
      'Deployment',
      'Pod',
    ],
    [
      'which one of them',
      'kustomization.yaml',
      'patches:\n- target:\n    kind: Deployment\n    name: ‹here›',
      'web',
      'front',
    ],
    ['what it counts', 'overlay/kustomization.yaml', 'replicas:\n- name: ‹here›', 'web', 'front'],
    ['files that a Kustomization takes', 'overlay/kustomization.yaml', 'resources:\n  - ‹here›', '..', '../web.yaml'],
    ['files of its own folder', 'kustomization.yaml', 'resources: [‹here›]', 'web.yaml', 'drydock.yaml'],
  ])('%s', async (_story, name, marked, wanted, other) => {
    const found = (await items(name, marked)).map(({ label }) => label)
    expect(found).toContain(wanted)
    expect(found).not.toContain(other)
  })
})
