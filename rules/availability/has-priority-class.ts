import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ allowed: string[] }>({
  name: 'has-priority-class',
  severity: 'note',
  summary: 'Pods say how important they are.',
  why: 'When nodes are full, pods without a priority class are the first to be evicted for others.',
  instead: 'Set `priorityClassName`.',
  profiles: [],
  elsewhere: {
    'kube-linter': ['priority-class-name'],
    polaris: ['priorityClassNotSet'],
    kyverno: ['restrict-pod-priority', 'allowed-pod-priorities'],
  },
  options: {
    allowed: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'The classes that may be used; all of them where there are none here.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: «web» }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { priorityClassName: important, containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const field = pods.spec.get('priorityClassName')
    const { allowed } = this.options
    if (!field.text) yield { at: pods.object, message: `The pods of ${pods} do not say how important they are` }
    else if (allowed.length > 0 && !allowed.includes(field.text))
      yield {
        at: field,
        message: `The pods of ${pods} have the priority class ${field.text}, which is not allowed here`,
      }
  },
})
