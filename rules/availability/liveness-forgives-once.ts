import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ least: number }>({
  name: 'liveness-forgives-once',
  severity: 'warning',
  summary: 'A liveness probe has to fail more than once before the container is restarted.',
  why: 'One slow answer, as every garbage collection or busy node gives, would end all requests that are under way.',
  instead: 'Raise `failureThreshold`; the default is 3.',
  profiles: ['strict'],
  options: {
    least: { type: 'integer', default: 2, description: 'The least `failureThreshold`.' },
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
              livenessProbe: { tcpSocket: { port: 80 }, failureThreshold: «1» }`,
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
              livenessProbe: { tcpSocket: { port: 80 } }
              readinessProbe: { tcpSocket: { port: 80 }, failureThreshold: 1 }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const threshold = container.get('livenessProbe', 'failureThreshold')
    const { number } = threshold
    // Zero is the default as well.
    if (!number || number < 0 || number >= this.options.least) return
    const times = number === 1 ? 'one failed probe' : `${number} failed probes`
    yield { at: threshold, message: `The ${container} is restarted after ${times}` }
  },
})
