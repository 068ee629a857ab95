import { declaredPorts, podsBehind } from '../../src/lint/cluster/services.ts'
import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'service-port-reaches-container',
  severity: 'warning',
  summary: 'A Service sends traffic to ports that its pods have.',
  why: 'A named port that no container has makes no endpoints; a number that nobody listens on refuses connections.',
  instead: 'Name or number a port that a container declares.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec:
          selector: { app: web }
          ports:
            - { name: http, port: 80, targetPort: «htpp» }
            - { name: metrics, port: 9090, targetPort: «9091» }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
                - name: web
                  image: web:1
                  ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        spec:
          selector: { app: web }
          ports: [{ name: http, port: 80, targetPort: http }, { name: other, port: 81, targetPort: 8081 }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
                - { name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }
                - { name: other, image: other:1 }`,
    ],
  },
  on: ['Service'],
  *check(service, cluster) {
    for (const port of service.get('spec', 'ports').items) {
      const written = port.get('targetPort')
      const target = written.exists ? written : port.get('port')
      const wanted = target.scalar
      if (wanted === undefined) continue
      for (const pods of podsBehind(service, cluster)) {
        const declared = declaredPorts(pods)
        const isName = typeof wanted === 'string'
        if (declared.some(one => one.get(isName ? 'name' : 'containerPort').scalar === wanted)) continue
        // Ports need not be declared: a number says nothing unless every container lists its ports.
        const allListed = pods.containers.every(
          container => !container.runsOn || container.get('ports').items.length > 0,
        )
        if (!isName && !allListed) continue
        // Where others do reach them, this one may well be one that nobody cared to list.
        const isSlip = isName || !service.get('spec', 'ports').items.some(other => reaches(other, declared))
        yield {
          at: target,
          severity: isSlip ? 'warning' : 'note',
          message: `${service} sends traffic to port ${wanted}, which ${pods} does not have`,
          related: declared.slice(0, 3).map(one => ({
            at: one,
            message: `${pods} has ${one.get('name').text ?? ''} ${one.get('containerPort').scalar}`,
          })),
        }
        break
      }
    }
  },
})

const reaches = (port: Field, declared: readonly Field[]): boolean => {
  const wanted = port.get('targetPort').scalar ?? port.get('port').scalar
  return declared.some(one => one.get(typeof wanted === 'string' ? 'name' : 'containerPort').scalar === wanted)
}
