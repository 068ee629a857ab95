import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ ports: number[] }>({
  name: 'no-ssh-port',
  severity: 'warning',
  summary: 'Nobody logs in to containers by SSH.',
  why: 'An SSH server in a container has keys and users that nobody looks after; `kubectl exec` asks the API server instead.',
  instead: 'Remove the SSH server.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['ssh-port'],
    kubescape: ['C-0042'],
  },
  options: {
    ports: {
      type: 'array',
      items: { type: 'integer' },
      default: [22],
      description: 'The ports on which nobody may listen.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', ports: [{ containerPort: «22» }, { containerPort: 8080 }] }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1', ports: [{ containerPort: 22, protocol: UDP }] }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const port of container.get('ports').items) {
      const at = port.get('containerPort')
      if (at.number === undefined || !this.options.ports.includes(at.number)) continue
      if ((port.get('protocol').text ?? 'TCP') !== 'TCP') continue
      yield {
        at,
        message: `The ${container} listens on port ${at.number}${at.number === 22 ? ', which is that of SSH' : ''}`,
      }
    }
  },
})
