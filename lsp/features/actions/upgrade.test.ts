import { expect, test } from 'vitest'
import { RULES } from '../../../rules/rules.generated.ts'
import { ManifestEngine } from '../../../src/check/manifest-engine.ts'
import { applyEdits } from '../../../src/text/edit.ts'
import { Source } from '../../../src/text/source.ts'
import { Folder } from '../../workspace/folder.ts'
import { NO_SETTINGS } from '../../workspace/settings.ts'
import { upgrade } from './upgrade.ts'

const pods = 'template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: "a:1" }] } }'

/** Old manifests, and what has to stand in them afterwards. */
const OLD: Readonly<Record<string, readonly [text: string, ...wanted: string[]]>> = {
  'a definition says for each version what it said for all': [
    `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: { name: tunnels.net.example.com }
spec:
  group: net.example.com
  version: v1
  names: { kind: Tunnel, plural: tunnels, singular: tunnel, listKind: TunnelList }
  scope: Namespaced # each to his own
  preserveUnknownFields: false
  additionalPrinterColumns: [{ name: Peer, type: string, JSONPath: .spec.peer }]
  subresources: { status: {} }
  validation: { openAPIV3Schema: { type: object } }
`,
    'scope: Namespaced # each to his own',
    'jsonPath: .spec.peer',
    'status: {}',
  ],
  'a definition that converts, and keeps what it does not know': [
    `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: { name: tunnels.net.example.com }
spec:
  group: net.example.com
  names: { kind: Tunnel, plural: tunnels, singular: tunnel, listKind: TunnelList }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }]
  conversion: { strategy: Webhook, webhookClientConfig: { url: "https://a.example.com/" }, conversionReviewVersions: [v1] }
`,
    'webhook: { clientConfig: { url: https://a.example.com/ }, conversionReviewVersions: [v1] } }',
    'x-kubernetes-preserve-unknown-fields: true',
  ],
  'metrics have targets': [
    `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
  maxReplicas: 3
  metrics:
    - type: Resource
      resource: { name: cpu, targetAverageUtilization: 50 }
    - type: Object
      object: { metricName: rate, targetValue: 3, target: { kind: Service, name: b } }
`,
    'resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }',
    'describedObject: { kind: Service, name: b }, metric: { name: rate } }',
  ],
  'a Deployment selects its pods': [
    `apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: a }\nspec: { ${pods} }\n`,
    'selector: { matchLabels: { a: b } } }',
  ],
  'an Ingress in JSON': [
    '{ "apiVersion": "networking.k8s.io/v1beta1", "kind": "Ingress", "metadata": { "name": "a" }, "spec": { "backend": { "serviceName": "a", "servicePort": "http" } } }\n',
    '"defaultBackend"',
  ],
  'an endpoint has a node and a zone': [
    'apiVersion: discovery.k8s.io/v1beta1\nkind: EndpointSlice\nmetadata: { name: a }\naddressType: IPv4\nports: []\nendpoints:\n- topology: { kubernetes.io/hostname: one, topology.kubernetes.io/zone: east, other: more }\n  addresses: [10.0.0.1]\n',
    '- addresses: [10.0.0.1]\n  nodeName: one\n  zone: east\n  deprecatedTopology:\n    other: more\n',
  ],
  'shares have another name': [
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: PriorityLevelConfiguration\nmetadata: { name: a }\nspec: { type: Limited, limited: { assuredConcurrencyShares: 5, limitResponse: { type: Reject } } }\n',
    'limited: { limitResponse: { type: Reject }, nominalConcurrencyShares: 5 }',
  ],
  'a RuntimeClass has no spec': [
    'apiVersion: node.k8s.io/v1alpha1\nkind: RuntimeClass\nmetadata: { name: a }\nspec: { runtimeHandler: runc }\n',
    'handler: runc',
  ],
  'subjects are of a group': [
    'apiVersion: rbac.authorization.k8s.io/v1alpha1\nkind: ClusterRoleBinding\nmetadata: { name: a }\nroleRef: { kind: ClusterRole, name: b, apiGroup: rbac.authorization.k8s.io }\nsubjects: [{ kind: User, apiVersion: rbac.authorization.k8s.io/v1alpha1, name: me }]\n',
    '{ kind: User, name: me, apiGroup: rbac.authorization.k8s.io }',
  ],
  'a claim says exactly which devices': [
    'apiVersion: resource.k8s.io/v1beta1\nkind: ResourceClaim\nmetadata: { name: a }\nspec: { devices: { requests: [{ name: a, deviceClassName: x, count: 2 }] } }\n',
    '{ name: a, exactly: { deviceClassName: x, count: 2 } }',
  ],
}

test.each(Object.entries(OLD))('upgraded and taken by the server: %s', async (_story, [text, ...wanted]) => {
  const folder = await Folder.open(undefined, NO_SETTINGS)
  const file = folder.file('untitled:a', undefined)
  file.text = text
  const findings = file.chunks.flatMap(chunk => chunk.result(folder.engine).diagnostics)
  const [action] = findings.flatMap(upgrade)
  const { text: after } = applyEdits(text, action!.edits)
  for (const part of wanted) expect(after).toContain(part)
  const engine = new ManifestEngine({ ...folder.settings.engine, definitions: [] }, RULES)
  const { diagnostics } = engine.file({ source: new Source('a.yaml', after), role: 'objects', asked: true })
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([])
})
