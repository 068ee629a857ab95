import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { equal } from '../../src/resource/json.ts'

export default rule({
  name: 'liveness-waits-longer-than-readiness',
  severity: 'warning',
  summary: 'A liveness probe asks something else than the readiness probe, or is more patient.',
  why: 'With the same question and patience a pod that is only busy is restarted in the moment it should be left alone, and all of its replicas with it.',
  instead: 'Ask a cheaper question for liveness, or raise its `failureThreshold`.',
  profiles: ['strict'],
  elsewhere: { 'kube-score': ['pod-probes-identical'], kyverno: ['validate-probes'] },
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
              readinessProbe: { httpGet: { path: /health, port: 8080 } }
              «livenessProbe»: { httpGet: { path: /health, port: 8080 } }`,
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
              readinessProbe: { httpGet: { path: /health, port: 8080 } }
              livenessProbe: { httpGet: { path: /health, port: 8080 }, failureThreshold: 10 }
            - name: other
              image: other:1
              readinessProbe: { httpGet: { path: /ready, port: 8081 } }
              livenessProbe: { httpGet: { path: /alive, port: 8081 } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const alive = container.get('livenessProbe')
    if (!alive.map) return
    const ready = container.get('readinessProbe')
    if (!ready.map || !sameQuestion(alive, ready)) return
    const [seconds, untilUnready] = [patience(alive), patience(ready)]
    if (seconds > untilUnready) return
    const message = `The livenessProbe of the ${container} asks what its readinessProbe asks, and gives up after ${seconds} s, the other after ${untilUnready} s`
    yield { at: alive.key, message, related: [{ at: ready.key, message: 'The same question' }] }
  },
})

const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'grpc']

const sameQuestion = (a: Field, b: Field): boolean =>
  HANDLERS.some(
    name => a.get(name).map && b.get(name).map && equal(a.get(name).value ?? null, b.get(name).value ?? null),
  )

/** Seconds of failing until the kubelet acts. */
const patience = (probe: Field): number =>
  (probe.get('failureThreshold').number || 3) * (probe.get('periodSeconds').number || 10)
