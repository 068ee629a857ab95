import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'probe-ends-before-the-next',
  severity: 'warning',
  summary: 'A probe waits for its answer no longer than until the next one is due.',
  why: 'The kubelet does not ask twice at a time: with a longer timeout it asks less often than `periodSeconds` says.',
  instead: 'Lower `timeoutSeconds`, or raise `periodSeconds`.',
  profiles: ['strict'],
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
              livenessProbe: { tcpSocket: { port: 80 }, timeoutSeconds: «30», periodSeconds: 5 }`,
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
              livenessProbe: { tcpSocket: { port: 80 }, timeoutSeconds: 10 }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const timeout = container.get(name, 'timeoutSeconds')
      const period = container.get(name, 'periodSeconds').number || 10
      if (timeout.number === undefined || timeout.number <= period) continue
      const message = `The ${name} of the ${container} is due every ${period} s and waits up to ${timeout.number} s for an answer`
      yield { at: timeout, message }
    }
  },
})
