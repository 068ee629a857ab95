import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'probe-port-exists',
  severity: 'error',
  summary: 'A port that a probe or hook names is a port of its container.',
  why: 'A name that the container does not have never answers: the pod never becomes ready, or is restarted for ever.',
  instead: 'Name a port of the same container, or give the number.',
  profiles: ['recommended', 'strict'],
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
              ports: [{ name: http, containerPort: 8080 }]
              readinessProbe: { httpGet: { path: /, port: «htpp» } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              ports: [{ name: http, containerPort: 8080 }]
              readinessProbe: { httpGet: { path: /, port: http } }
              livenessProbe: { tcpSocket: { port: "8080" } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const path of HANDLERS) {
      if (!container.get(path[0]!).map) continue
      for (const action of ['httpGet', 'tcpSocket']) {
        const port = container.get(...path, action, 'port')
        if (!port.text || DIGITS.test(port.text)) continue
        const declared = container.get('ports').items
        if (declared.some(one => one.get('name').text === port.text)) continue
        const names = declared.flatMap(one => one.get('name').text ?? [])
        yield {
          at: port,
          message: `The ${path.at(-1)} of the ${container} asks port ${port.text}, which the container does not have${names.length > 0 ? `: it has ${names.join(', ')}` : ''}`,
        }
      }
    }
  },
})

const DIGITS = /^\d+$/
const HANDLERS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
]
