import { requestBesideLimit } from '../../src/lint/quality-of-service.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'cpu-request-is-limit',
  severity: 'note',
  summary: 'Containers request as much CPU as they may use.',
  why: 'Pods that request what they may use, of CPU and memory alike, are of the class Guaranteed: they are the last to be evicted, and can have cores of their own.',
  instead: 'Set request and limit to the same amount.',
  profiles: [],
  elsewhere: {
    'kube-score': ['container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits'],
    kyverno: ['require-qos-guaranteed'],
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
              resources: { requests: { cpu: «100m» }, limits: { cpu: 1 } }
            - name: open
              image: open:1
              resources: { requests: { cpu: «100m» } }`,
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
              resources: { requests: { cpu: 100m }, limits: { cpu: 0.1 } }
            - name: implied
              image: implied:1
              resources: { limits: { cpu: 0.1 } }
            - name: silent
              image: silent:1`,
    ],
  },
  on: 'containers',
  *check(container) {
    yield* requestBesideLimit(container, 'cpu')
  },
})
