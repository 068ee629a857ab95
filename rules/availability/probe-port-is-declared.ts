import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'probe-port-is-declared',
  severity: 'note',
  summary: 'The number of a port that a probe asks is among the ports of its container.',
  why: 'Declaring ports opens nothing, but a probe of a number that stands nowhere else is often a port that moved.',
  instead: 'Declare the port under `ports`, or mend the number.',
  profiles: ['strict'],
  elsewhere: {
    'kube-linter': ['liveness-port', 'readiness-port', 'startup-port', 'probe-port'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              ports: [{ containerPort: 8080 }]
              readinessProbe: { httpGet: { path: /, port: «8081» } }
              livenessProbe: { grpc: { port: «9090» } }`,
    ],
    good: [
      // Names are the business of probe-port-exists.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              ports: [{ name: http, containerPort: 8080 }]
              readinessProbe: { httpGet: { path: /, port: 8080 } }
              livenessProbe: { httpGet: { path: /, port: http } }
              startupProbe: { exec: { command: [/started] } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const probe of PROBES) {
      if (!container.get(probe).map) continue
      for (const action of ACTIONS) {
        const port = container.get(probe, action, 'port')
        const { number } = port
        if (number === undefined) continue
        if (container.get('ports').items.some(one => one.get('containerPort').number === number)) continue
        yield { at: port, message: `The ${probe} of the ${container} asks port ${number}, which it does not declare` }
      }
    }
  },
})

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe']
const ACTIONS = ['httpGet', 'tcpSocket', 'grpc']
