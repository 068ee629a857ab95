import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-startup-probe',
  severity: 'note',
  summary: 'Containers that run on say when they have started.',
  why: 'Until then a liveness probe that is made for a running program may restart a slow one again and again.',
  instead: 'Add a `startupProbe`.',
  profiles: [],
  elsewhere: { 'kube-linter': ['no-startup-probe'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: «web», image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          initContainers: [{ name: wait, image: wait:1 }]
          containers: [{ name: web, image: web:1, startupProbe: { tcpSocket: { port: 80 } } }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    if (container.list !== 'containers' || !container.pods.runOn || container.get('startupProbe').map) return
    yield { at: container.here, message: `The ${container} does not say when it has started` }
  },
})
