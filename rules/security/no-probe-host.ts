import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-probe-host',
  severity: 'warning',
  summary: 'Probes and hooks are sent to the container that they belong to.',
  why: 'The kubelet sends them, so with another `host` anybody who may create pods makes nodes ask whatever they like.',
  instead: 'Remove `host`.',
  profiles: ['security'],
  elsewhere: {
    PSS: ['baseline'],
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
              livenessProbe: { httpGet: { host: «metadata.internal», path: /, port: 80 } }
              lifecycle: { preStop: { tcpSocket: { host: «10.0.0.1», port: 80 } } }`,
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
              livenessProbe: { httpGet: { path: /, port: 80, httpHeaders: [{ name: Host, value: example.com }] } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const path of HANDLERS) {
      for (const action of ['httpGet', 'tcpSocket']) {
        const at = container.get(...path, action, 'host')
        if (!at.text) continue
        const fix = toRemove(at, 'Remove `host`', 'review')
        yield { at, message: `The ${path.at(-1)} of the ${container} is sent to ${at.text}`, ...(fix && { fix }) }
      }
    }
  },
})

const HANDLERS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
]
