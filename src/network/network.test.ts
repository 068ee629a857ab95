import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../resource/object.ts'
import { difference } from './difference.ts'
import { dnsNames, serviceMeant } from './dns.ts'
import { Network } from './network.ts'
import { formatPorts } from './ports.ts'
import { type Connection, endpointName } from './reachability.ts'
import { routeConflicts } from './routes.ts'

const object = (apiVersion: string, kind: string, name: string, spec: object, namespace = 'shop'): KubeObject =>
  Object.assign({ apiVersion, kind, metadata: { name, namespace } }, { spec })

const deployment = (name: string, ...ports: object[]) =>
  object('apps/v1', 'Deployment', name, {
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ ports }] } },
  })
const service = (name: string, port: object, more: object = {}) =>
  object('v1', 'Service', name, { selector: { app: name }, ports: [port], ...more })
const policy = (name: string, spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', name, spec)
const app = (name: string) => ({ matchLabels: { app: name } })
const line = ({ from, to, ports }: Connection) => `${endpointName(from)} => ${endpointName(to)} : ${formatPorts(ports)}`
const inside = (objects: KubeObject[]) =>
  [...new Network(objects).connections()].map(line).filter(text => !text.includes('External'))

const [web, db] = [deployment('web'), deployment('db', { name: 'sql', containerPort: 5432 })]

describe('NetworkPolicy', () => {
  test('without one, everything talks to everything but itself', () => {
    expect(inside([web, db])).toEqual([
      'shop/db[Deployment] => shop/web[Deployment] : All Connections',
      'shop/web[Deployment] => shop/db[Deployment] : All Connections',
    ])
  })

  test('a named port is looked up on the pod that is called', () => {
    const only = policy('db', {
      podSelector: app('db'),
      ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 'sql' }] }],
    })
    expect(inside([web, db, only])).toContain('shop/web[Deployment] => shop/db[Deployment] : TCP 5432')
  })

  test('a rule that means nobody, or names a port nobody has, shows', () => {
    const lost = policy('p', {
      podSelector: app('db'),
      ingress: [{ from: [{ podSelector: app('gone') }] }, { ports: [{ port: 'http' }] }],
    })
    const [view] = new Network([web, db, lost]).policies()
    expect(view!.selects.map(({ name }) => name)).toEqual(['db'])
    expect(view!.rules[0]).toMatchObject({ peers: [], outside: false })
    expect(view!.rules[1]!.portless.map(({ name }) => name)).toEqual(['db'])
  })

  test('both ends must allow', () => {
    const objects = [
      web,
      db,
      policy('in', { podSelector: app('db'), ingress: [{ ports: [{ port: 5000, endPort: 6000 }] }] }),
      policy('out', {
        podSelector: app('web'),
        policyTypes: ['Egress'],
        egress: [{ ports: [{ port: 5432 }, { port: 80 }] }],
      }),
    ]
    expect(inside(objects)).toContain('shop/web[Deployment] => shop/db[Deployment] : TCP 5432')
  })

  test('two selectors in one peer are both meant, in two peers either', () => {
    const other = object('v1', 'Namespace', 'bank', {}, '')
    const both = policy('both', {
      podSelector: app('db'),
      ingress: [
        {
          from: [
            { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'bank' } }, podSelector: app('web') },
          ],
        },
      ],
    })
    expect(inside([web, db, other, both])).not.toContain(
      'shop/web[Deployment] => shop/db[Deployment] : All Connections',
    )
  })

  test('outside addresses are cut where a rule cuts them', () => {
    const block = { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }
    const only = policy('in', { podSelector: app('db'), ingress: [{ from: [{ ipBlock: block }] }] })
    const lines = [...new Network([db, only]).connections()].map(line).filter(text => text.startsWith('1'))
    expect(lines).toEqual([
      '10.0.0.0-10.0.255.255[External] => shop/db[Deployment] : All Connections',
      '10.2.0.0-10.255.255.255[External] => shop/db[Deployment] : All Connections',
    ])
  })
})

test('admin policies decide first, pass hands on, the baseline decides last', () => {
  const rule = (action: string, ...ports: number[]) => ({
    action,
    from: [{ namespaces: {} }],
    ports: ports.map(port => ({ portNumber: { protocol: 'TCP', port } })),
  })
  const admin = object(
    'policy.networking.k8s.io/v1alpha1',
    'AdminNetworkPolicy',
    'a',
    {
      priority: 1,
      subject: { namespaces: {} },
      ingress: [rule('Allow', 80), rule('Pass', 81), rule('Deny', 80, 81, 82)],
    },
    '',
  )
  const baseline = object(
    'policy.networking.k8s.io/v1alpha1',
    'BaselineAdminNetworkPolicy',
    'default',
    {
      subject: { namespaces: {} },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
    },
    '',
  )
  expect(inside([web, db, admin, baseline])[0]).toBe('shop/db[Deployment] => shop/web[Deployment] : TCP 80')
  const open = policy('open', { podSelector: {}, ingress: [{}] })
  expect(inside([web, db, admin, baseline, open])[0]).toBe(
    'shop/db[Deployment] => shop/web[Deployment] : SCTP 1-65535,TCP 1-81,83-65535,UDP 1-65535',
  )
})

describe('Services', () => {
  test('a headless Service has a name for each pod of the StatefulSet it governs', () => {
    const set = object('apps/v1', 'StatefulSet', 'db', {
      serviceName: 'db',
      replicas: 2,
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [] } },
    })
    const network = new Network([set, service('db', { name: 'sql', port: 5432 }, { clusterIP: 'None' })])
    expect(dnsNames(network.service('shop', 'db')!).map(({ name }) => name)).toEqual([
      'db.shop.svc.cluster.local',
      '_sql._tcp.db.shop.svc.cluster.local',
      'db-0.db.shop.svc.cluster.local',
      'db-1.db.shop.svc.cluster.local',
    ])
  })

  test.each([
    ['db', { namespace: 'shop', name: 'db' }],
    ['db.bank', { namespace: 'bank', name: 'db' }],
    ['DB.bank.svc.cluster.local.', { namespace: 'bank', name: 'db' }],
    ['example.com.au', undefined],
  ])('%s looked up in shop', (host, meant) => expect(serviceMeant(host, 'shop')).toEqual(meant))
})

describe('routes', () => {
  const ingress = (name: string, service: string, port: object) =>
    object('networking.k8s.io/v1', 'Ingress', name, {
      rules: [
        {
          host: 'a.example',
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service, port } } }] },
        },
      ],
    })

  test.each([
    ['a missing Service', ingress('i', 'gone', { number: 80 }), ['service-missing']],
    ['a port the Service has not', ingress('i', 'db', { number: 80 }), ['service-port-missing']],
    ['a Service nobody is behind', ingress('i', 'cache', { number: 80 }), ['no-pods-selected']],
    ['all well', ingress('i', 'db', { name: 'sql' }), []],
  ])('%s', (_story, route, problems) => {
    const services = [service('db', { name: 'sql', port: 5432, targetPort: 'sql' }), service('cache', { port: 80 })]
    expect(new Network([db, ...services, route]).routes()[0]!.backends[0]!.problems).toEqual(problems)
  })

  test('the ingress controller reaches what is exposed and let in', () => {
    const objects = [
      db,
      service('db', { name: 'sql', port: 80, targetPort: 'sql' }),
      ingress('i', 'db', { number: 80 }),
    ]
    expect(inside(objects)).toEqual(['{ingress-controller} => shop/db[Deployment] : TCP 5432'])
  })

  test('two Ingresses for one host and path', () => {
    const network = new Network([ingress('b', 'db', { number: 80 }), ingress('a', 'db', { number: 80 })])
    expect(routeConflicts(network.routes())[0]!.routes.map(route => route.object.metadata.name)).toEqual(['a', 'b'])
  })

  test('a listener takes routes of its own namespace and hosts only', () => {
    const gateway = object('gateway.networking.k8s.io/v1', 'Gateway', 'g', {
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', hostname: '*.example.com' }],
    })
    const route = (hostname: string, namespace = 'shop') =>
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        'r',
        {
          parentRefs: [{ name: 'g', namespace: 'shop' }],
          hostnames: [hostname],
          rules: [{ backendRefs: [{ name: 'db', port: 80 }] }],
        },
        namespace,
      )
    const problems = (object: KubeObject) => new Network([gateway, object]).routes()[0]!.problems
    expect(problems(route('a.example.com'))).toEqual([])
    expect(problems(route('example.com'))).toEqual(['hostname-not-served'])
    expect(problems(route('a.example.com', 'bank'))).toEqual(['listener-refuses-namespace'])
  })
})

test('what a policy takes away is the difference', () => {
  const closed = policy('db', { podSelector: app('db'), ingress: [{ ports: [{ port: 5432 }] }] })
  const changes = difference(new Network([web, db]), new Network([web, db, closed]))
  const change = changes.find(({ from, to }) => endpointName(from).startsWith('shop/web') && to.kind === 'workload')!
  expect(formatPorts(change.after)).toBe('TCP 5432')
  expect(formatPorts(change.lost)).toBe('SCTP 1-65535,TCP 1-5431,5433-65535,UDP 1-65535')
  expect(changes.every(({ gained }) => gained.length === 0)).toBe(true)
})
