import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import type { Field } from '../../src/lint/field.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'service-address-is-free',
  severity: 'warning',
  summary: 'No two Services ask for the same port of the nodes, or for the same address.',
  why: 'The API server gives it to the first, and refuses the second: "provided port is already allocated".',
  instead: 'Leave the port or the address out, and the server finds a free one; or choose another.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: «30080» }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: dns }
        spec: { type: LoadBalancer, selector: { app: dns }, ports: [{ port: 53, protocol: UDP, nodePort: «30080» }] }`,
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: dns }
        spec: { selector: { app: dns }, clusterIP: «10.96.0.10», ports: [{ port: 53 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: more-dns }
        spec: { selector: { app: dns }, clusterIP: «10.96.0.10», ports: [{ port: 53 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: dns }
        spec:
          type: NodePort
          selector: { app: dns }
          ports:
            - { name: udp, port: 53, protocol: UDP, nodePort: 30053 }
            - { name: tcp, port: 53, protocol: TCP, nodePort: 30053 }`,
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: dev }
        spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }
        ---
        # The same Service of another environment is likely to be in another cluster.
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: prod }
        spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }`,
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: a }
        spec: { selector: { app: a }, clusterIP: None, ports: [{ port: 53 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: b }
        spec: { selector: { app: b }, clusterIP: None, ports: [{ port: 53 }] }`,
    ],
  },
  on: ['Service'],
  *check(service, cluster) {
    for (const { at, what, key } of asked(service)) {
      const others = cluster.once(byAddress).get(key) ?? []
      const other = others.find(({ name }) => name !== service.name)
      if (!other) continue
      yield {
        at,
        message: `${service} and ${other} both ask for ${what}, which only one of them can have`,
        related: [{ at: other, message: `${other}` }],
      }
    }
  },
})

interface Asked {
  readonly at: Field
  readonly what: string
  readonly key: string
}

function asked(service: LintObject): Asked[] {
  const spec = service.get('spec')
  const ports = [...spec.get('ports').items.map(port => port.get('nodePort')), spec.get('healthCheckNodePort')]
  const first = spec.get('clusterIPs', 0)
  const addresses = first.exists ? spec.get('clusterIPs').items : [spec.get('clusterIP')]
  return [
    ...ports.filter(at => at.number).map(at => ({ at, what: `port ${at.number} of the nodes`, key: `${at.number}` })),
    ...addresses
      .filter(at => at.text && at.text !== 'None')
      .map(at => ({ at, what: `the address ${at.text}`, key: `${at.text}` })),
  ]
}

function byAddress(cluster: Cluster): Map<string, LintObject[]> {
  const index = new Map<string, LintObject[]>()
  for (const service of cluster.all('Service')) for (const { key } of asked(service)) push(index, key, service)
  return index
}
