import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ allowed: string[] }>({
  name: 'priority-class-is-allowed',
  severity: 'warning',
  summary: 'Pods have no priority but those that are meant for them.',
  why: 'Pods of a high priority throw others off their nodes.',
  instead: 'Use a priority class that is allowed, or add it to `allowed`.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['priority-class-name'],
    kyverno: ['allowed-pod-priorities'],
  },
  options: {
    allowed: {
      type: 'array',
      items: { type: 'string' },
      default: ['system-node-critical', 'system-cluster-critical'],
      description: 'The classes that may be used, besides those that are among the manifests.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          priorityClassName: «urgent»
          containers: [{ name: web, image: 'web:1' }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1' }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: shop }
        spec:
          priorityClassName: shop
          containers: [{ name: shop, image: 'shop:1' }]
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: { name: shop }
        value: 1000`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    const field = pods.spec.get('priorityClassName')
    const { text } = field
    if (!text || this.options.allowed.includes(text) || cluster.has('PriorityClass', text)) return
    yield { at: field, message: `The pods of ${pods} have the priority class ${text}, which is not allowed here` }
  },
})
