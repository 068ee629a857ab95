import { type Cluster, push } from '../../src/lint/cluster/cluster.ts'
import type { Field } from '../../src/lint/field.ts'
import type { PodTemplate } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'host-ports-do-not-collide',
  severity: 'warning',
  summary: 'DaemonSets that run on the same nodes do not ask for the same port of the node.',
  why: 'The second one finds no node: its pods stay pending wherever the first one runs.',
  instead: 'Use other ports, or a Service instead of ports of the node.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: a }
        spec: { template: { spec: { containers: [{ name: a, image: a:1, ports: [{ containerPort: 80, hostPort: «8080» }] }] } } }
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: b }
        spec:
          template:
            spec: { hostNetwork: true, containers: [{ name: b, image: b:1, ports: [{ containerPort: «8080» }] }] }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: a }
        spec:
          template:
            spec:
              nodeSelector: { pool: a }
              containers: [{ name: a, image: a:1, ports: [{ containerPort: 80, hostPort: 8080 }] }]
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: b }
        spec: { template: { spec: { containers: [{ name: b, image: b:1, ports: [{ containerPort: 80, hostPort: 8080 }] }] } } }`,
    ],
  },
  on: ['DaemonSet'],
  *check({ pods }, cluster) {
    if (!pods || !everywhere(pods)) return
    for (const { port, key } of hostPorts(pods)) {
      const others = cluster.once(byPort).get(key) ?? []
      const other = others.find(one => one.object.name !== pods.object.name)
      if (!other) continue
      yield {
        at: port,
        message: `${pods} and ${other} both ask for port ${port.number} of every node`,
        related: [{ at: other.object, message: `${other}` }],
      }
    }
  },
})

/** Those that choose their nodes may well keep out of each other's way. */
const everywhere = ({ spec }: PodTemplate): boolean =>
  !spec.get('nodeSelector').exists && !spec.get('affinity', 'nodeAffinity').exists

function byPort(cluster: Cluster): Map<string, PodTemplate[]> {
  const index = new Map<string, PodTemplate[]>()
  for (const { pods } of cluster.all('DaemonSet'))
    if (pods && everywhere(pods)) for (const { key } of hostPorts(pods)) push(index, key, pods)
  return index
}

function hostPorts(pods: PodTemplate): { port: Field; key: string }[] {
  const onHost = pods.spec.get('hostNetwork').isTrue
  return pods.containers.flatMap(container =>
    container.get('ports').items.flatMap(one => {
      const host = one.get('hostPort')
      const port = host.number ? host : onHost ? one.get('containerPort') : undefined
      if (!port?.number) return []
      return [{ port, key: `${one.get('protocol').text ?? 'TCP'} ${port.number} ${one.get('hostIP').text ?? ''}` }]
    }),
  )
}
