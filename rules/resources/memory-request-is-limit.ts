import { requestBesideLimit } from '../../src/lint/quality-of-service.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'memory-request-is-limit',
  severity: 'note',
  summary: 'Containers request as much memory as they may use.',
  why: 'Who uses more than it asked for is the first to be killed when a node runs short. With CPU and memory alike, pods are of the class Guaranteed.',
  instead: 'Set request and limit to the same amount.',
  profiles: [],
  elsewhere: {
    'kube-score': ['container-resource-requests-equal-limits', 'container-memory-requests-equal-limits'],
    kyverno: ['memory-requests-equal-limits', 'require-qos-guaranteed'],
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
              resources: { requests: { memory: «128Mi» }, limits: { memory: 256Mi } }
            - name: open
              image: open:1
              resources: { requests: { memory: «128Mi» } }`,
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
              resources: { requests: { memory: 1024Mi }, limits: { memory: 1Gi } }
            - name: implied
              image: implied:1
              resources: { limits: { memory: 1Gi } }
            - name: silent
              image: silent:1`,
    ],
  },
  on: 'containers',
  *check(container) {
    yield* requestBesideLimit(container, 'memory')
  },
})
