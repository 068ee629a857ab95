import { expect, it } from 'vitest'
import type { Json } from '../../resource/json.ts'
import { parseApiVersion } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { ApiServer } from '../server.ts'
import { Store } from '../store.ts'

const RESOURCES: Record<string, { resource: string; namespaced: boolean }> = {
  CertificateSigningRequest: { resource: 'certificatesigningrequests', namespaced: false },
  CSIDriver: { resource: 'csidrivers', namespaced: false },
  CSIStorageCapacity: { resource: 'csistoragecapacities', namespaced: true },
  CustomResourceDefinition: { resource: 'customresourcedefinitions', namespaced: false },
  EndpointSlice: { resource: 'endpointslices', namespaced: true },
  Ingress: { resource: 'ingresses', namespaced: true },
  Lease: { resource: 'leases', namespaced: true },
  NetworkPolicy: { resource: 'networkpolicies', namespaced: true },
  PriorityLevelConfiguration: { resource: 'prioritylevelconfigurations', namespaced: false },
  RuntimeClass: { resource: 'runtimeclasses', namespaced: false },
  PersistentVolume: { resource: 'persistentvolumes', namespaced: false },
  Service: { resource: 'services', namespaced: true },
  StorageClass: { resource: 'storageclasses', namespaced: false },
  ServiceCIDR: { resource: 'servicecidrs', namespaced: false },
  ValidatingWebhookConfiguration: { resource: 'validatingwebhookconfigurations', namespaced: false },
  ValidatingAdmissionPolicy: { resource: 'validatingadmissionpolicies', namespaced: false },
}

interface Body {
  apiVersion: string
  kind: string
  [field: string]: Json
}

function create(minor: Minor, { apiVersion, kind, ...rest }: Body) {
  const server = new ApiServer(new Store(), { minor, now: '2026-01-01T00:00:00Z', admission: false })
  const { resource, namespaced } = RESOURCES[kind]!
  return server.create({
    resource: { ...parseApiVersion(apiVersion), resource, kind, namespaced },
    namespace: namespaced ? 'shop' : '',
    body: { apiVersion, kind, metadata: { name: 'x' }, ...rest },
  })
}

/** What a release complains about in a new object. */
const complaints = (minor: Minor, body: Body): string[] =>
  create(minor, body).status?.details?.causes?.map(({ field, message }) => `${field}: ${message}`) ?? []

const slice = (address: string): Body => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  addressType: 'IPv4',
  endpoints: [{ addresses: [address] }],
  ports: [{ name: 'Web' }],
})
const policy = (more: Record<string, Json>): Body => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  spec: { podSelector: {}, ...more },
})
const picking = policy({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['é'] }] } })
const excepting = policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['x', 'y'] } }] }] })
const ranges = (...cidrs: string[]): Body => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'ServiceCIDR',
  spec: { cidrs },
})
const exempt: Body = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'PriorityLevelConfiguration',
  spec: { type: 'Exempt' },
}
const counting: Body = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  spec: { nodeAllocatableUpdatePeriodSeconds: 5 },
}
const classOf = (...tolerations: Record<string, Json>[]): Body => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  handler: 'runc',
  scheduling: { tolerations },
})
const hooked = (url: string): Body => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  webhooks: [
    { name: 'a.example.com', clientConfig: { url }, sideEffects: 'None', admissionReviewVersions: ['v1'], rules: [] },
  ],
})
const room: Body = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIStorageCapacity',
  storageClassName: 'fast',
  capacity: '-0.5',
  maximumVolumeSize: '-1',
}
const naming = (...names: string[]): Body => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
    },
    variables: names.map(name => ({ name, expression: '1' })),
    validations: [{ expression: 'true' }],
  },
})
const lease: Body = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', spec: { leaseTransitions: -1 } }

const NAME_OF_PORT = /^ports\[0\]\.name: .*lowercase RFC 1123 label/
const CIDR = /must be a valid CIDR value/

const STORIES: [story: string, minor: Minor, body: Body, says: (string | RegExp)[]][] = [
  ['values of a selector are nobody’s business', 25, picking, []],
  ['values of a selector are looked at', 26, picking, [/values\[0\]: Invalid value: "é": a valid label/]],
  ['how often a driver counts is nobody’s business behind a closed gate', 34, counting, []],
  ['how often a driver counts', 35, counting, [/must be greater than or equal to 10 seconds$/]],
  [
    'a toleration is the same for however long',
    36,
    classOf(
      { key: 'a', operator: 'Exists' },
      { key: 'a', operator: 'Exists', effect: 'X' },
      { key: 'a', operator: 'Exists' },
    ),
    [/^scheduling\.tolerations\[1\]\.effect: Unsupported/, /^scheduling\.tolerations\[2\]: Duplicate value/],
  ],
  ['a URL with a name in it', 36, hooked('https://a b@host/'), [/parse \\?"https:.*: net\/url: invalid userinfo/]],
  ['a URL with odd brackets', 36, hooked('https://<host>/'), []],
  [
    'a URL with an escape in its host',
    36,
    hooked('https://%41/#%zz'),
    [/parse "https:\/\/%41\/": invalid URL escape "%41"/],
  ],
  [
    'the largest volume is the driver’s own matter',
    36,
    room,
    ['capacity: Invalid value: "-500m": must be greater than or equal to 0'],
  ],
  [
    'a variable has a name of the language',
    36,
    naming('a__b', 'a-b', 'namespace'),
    [/variables\[1\]\.name: .*"a-b": must be a valid CEL identifier/, /variables\[2\]\.name: .*"namespace"/],
  ],
  ['a bad exception ends the search', 32, excepting, [CIDR]],
  ['every exception is read', 33, excepting, [CIDR, CIDR]],
  [
    'an address is judged by its family and as an address, before the ports',
    33,
    slice('x'),
    [
      'endpoints[0].addresses[0]: Invalid value: "x": must be a valid IPv4 address',
      'endpoints[0].addresses[0]: Invalid value: "x": must be a valid IP address',
      NAME_OF_PORT,
    ],
  ],
  [
    'an address is judged once, after the ports',
    34,
    slice('x'),
    [NAME_OF_PORT, /^endpoints\[0\]\.addresses\[0\]: .*must be a valid IP address, \(e\.g\./],
  ],
  [
    'ranges of Services are shown with what holds them',
    33,
    ranges('10.0.0.0/24', '10.0.1.0/24'),
    [/^spec.cidrs: Invalid value: networking\.ServiceCIDRSpec\{CIDRs:\[\]string\{"10\.0\.0\.0\/24", /],
  ],
  [
    'ranges of Services are shown as they are',
    36,
    ranges('10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'),
    ['spec.cidrs: Invalid value: {"CIDRs":["10.0.0.0/24","10.0.1.0/24","10.0.2.0/24"]}: may only hold up to 2 values'],
  ],
  [
    'ranges are read one by one before they are told apart',
    36,
    ranges('10.0.0.1/24', '10.0.1.0/24'),
    [
      'spec.cidrs[0]: Invalid value: "10.0.0.1/24": must not have bits set beyond the prefix length',
      /^spec.cidrs: Invalid value: \["10.0.0.1\/24","10.0.1.0\/24"\]: may specify no more than one IP/,
    ],
  ],
  ['what is no range is of no family', 36, ranges('x', 'y'), [CIDR, CIDR]],
  [
    'a level speaks of its type',
    33,
    exempt,
    [`spec.type: Invalid value: "Exempt": type must be 'Exempt' if and only if name is 'exempt'`],
  ],
  [
    'a level no longer does',
    34,
    exempt,
    ["spec.type: Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is 'exempt'"],
  ],
  ['a lease as 1.20 put it', 20, lease, ['spec.leaseTransitions: Invalid value: -1: must to greater or equal than 0']],
  ['a lease', 36, lease, ['spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0']],
]

it.each(STORIES)('%s (1.%i)', (_story, minor, body, says) => {
  const heard = complaints(minor, body)
  expect(heard).toHaveLength(says.length)
  says.forEach((expected, index) => {
    expect(heard[index]).toMatch(expected)
  })
})

const backend = { serviceName: 'web', servicePort: 80 }
const betaIngress = (group: string): Body => ({
  apiVersion: `${group}/v1beta1`,
  kind: 'Ingress',
  spec: { backend, rules: [{ http: { paths: [{ path: '/x', backend }] } }] },
})
const betaDefinition: Body = {
  apiVersion: 'apiextensions.k8s.io/v1beta1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'cogs.example.com' },
  spec: { group: 'example.com', version: 'v1', scope: 'Namespaced', names: { plural: 'cogs', kind: 'Cog' } },
}
const betaRequest: Body = {
  apiVersion: 'certificates.k8s.io/v1beta1',
  kind: 'CertificateSigningRequest',
  spec: { request: btoa('-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n') },
}
const balanced: Body = { apiVersion: 'v1', kind: 'Service', spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } }

const ranged = policy({ ingress: [{ ports: [{ port: 1, endPort: 2 }] }] })
const near: Body = {
  apiVersion: 'v1',
  kind: 'Service',
  spec: { ports: [{ port: 80 }], trafficDistribution: 'PreferClose' },
}

/** Manifests of their time, and what the release adds to them, or does not. */
const TAKEN: [story: string, minor: Minor, body: Body, spec: Record<string, unknown>][] = [
  ['an Ingress', 14, betaIngress('networking.k8s.io'), betaIngress('x')['spec'] as Record<string, Json>],
  ['an Ingress', 14, betaIngress('extensions'), betaIngress('x')['spec'] as Record<string, Json>],
  ['a path of some type', 18, betaIngress('extensions'), { backend }],
  ['a definition without a schema', 15, betaDefinition, { preserveUnknownFields: true }],
  ['a request to be signed by nobody in particular', 17, betaRequest, { signerName: undefined }],
  ['a Service of no family', 20, balanced, { ipFamilies: undefined, allocateLoadBalancerNodePorts: undefined }],
  ['a Service of one family', 21, balanced, { ipFamilies: ['IPv4'], allocateLoadBalancerNodePorts: undefined }],
  ['a range of ports behind a closed gate', 21, ranged, { ingress: [{ ports: [{ protocol: 'TCP', port: 1 }] }] }],
  ['a range of ports', 22, ranged, { ingress: [{ ports: [{ protocol: 'TCP', port: 1, endPort: 2 }] }] }],
  ['a Service near its clients behind a closed gate', 30, near, { trafficDistribution: undefined }],
  ['a Service near its clients', 31, near, { trafficDistribution: 'PreferClose' }],
  ['a Service with ports of nodes', 22, balanced, { ipFamilies: ['IPv4'], allocateLoadBalancerNodePorts: true }],
]

it.each(TAKEN)('%s is taken (1.%i)', (_story, minor, body, spec) => {
  const { object, status } = create(minor, body)
  expect(status).toBeUndefined()
  const made = (object as Body | undefined)?.['spec'] as Record<string, Json>
  expect(Object.fromEntries(Object.keys(spec).map(field => [field, made[field]]))).toEqual(spec)
})

const [OS, ZONE] = ['beta.kubernetes.io/os', 'failure-domain.beta.kubernetes.io/zone']
const USE_OS = 'deprecated since v1.14; use "kubernetes.io/os" instead'
const USE_ZONE = 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'
const terms = [{ matchExpressions: [{ key: OS, operator: 'Exists' }] }]

/** What is told, since 1.26, of labels that nodes no longer go by. */
const WARNED: [story: string, body: Body, says: string[]][] = [
  [
    'a class of volumes',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      provisioner: 'example.com/disk',
      allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['a'] }] }],
    },
    [`allowedTopologies[0].matchLabelExpressions[0].key: ${USE_ZONE}`],
  ],
  [
    'room for volumes',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIStorageCapacity',
      storageClassName: 'fast',
      nodeTopology: { matchLabels: { [ZONE]: 'a' }, ...terms[0] },
    },
    [`nodeTopology.matchExpressions[0].key: ${OS} is ${USE_OS}`, `nodeTopology.matchLabels.${ZONE}: ${USE_ZONE}`],
  ],
  [
    'a runtime',
    {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      handler: 'runc',
      scheduling: { nodeSelector: { [OS]: 'linux' } },
    },
    [`scheduling.nodeSelector: ${USE_OS}`],
  ],
  [
    'a volume',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        local: { path: '/data' },
        nodeAffinity: { required: { nodeSelectorTerms: terms } },
      },
    },
    [`spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key: ${OS} is ${USE_OS}`],
  ],
]

it.each(WARNED)('%s on nodes by their old labels', (_story, body, says) => {
  expect(create(36, body).warnings).toEqual(says)
  expect(create(25, body).warnings).toEqual([])
})
