import { requestBesideLimit } from '../../src/lint/quality-of-service.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'ephemeral-storage-request-is-limit',
  severity: 'note',
  summary: 'Containers request as much ephemeral storage as they may use.',
  why: 'What is used beyond the request is what other pods of the node were promised.',
  instead: 'Set request and limit to the same amount.',
  profiles: [],
  elsewhere: {
    'kube-score': ['container-ephemeral-storage-request-equals-limit'],
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
              resources: { requests: { ephemeral-storage: «1Gi» }, limits: { ephemeral-storage: 2Gi } }
            - name: open
              image: open:1
              resources: { requests: { ephemeral-storage: «1Gi» } }`,
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
              resources: { requests: { ephemeral-storage: 1Gi }, limits: { ephemeral-storage: 1024Mi } }
            - name: implied
              image: implied:1
              resources: { limits: { ephemeral-storage: 1024Mi } }
            - name: silent
              image: silent:1`,
    ],
  },
  on: 'containers',
  *check(container) {
    yield* requestBesideLimit(container, 'ephemeral-storage')
  },
})
