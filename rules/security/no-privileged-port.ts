import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-privileged-port',
  severity: 'warning',
  summary: 'Containers listen on ports above 1023.',
  why: 'The ports below want root or a capability.',
  instead: 'Listen above 1023 and let the Service map the port.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['privileged-ports'],
    trivy: ['KSV-0117'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', ports: [{ containerPort: «80» }] }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', ports: [{ containerPort: 8080 }] }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const port of container.get('ports').items) {
      const at = port.get('containerPort')
      if (at.number && at.number < 1024)
        yield { at, message: `The ${container} listens on port ${at.number}, below 1024` }
    }
  },
})
