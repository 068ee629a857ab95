import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-priority-class',
  severity: 'note',
  summary: 'Pods say how important they are.',
  why: 'When nodes are full, pods without a priority class are the first to be evicted for others.',
  instead: 'Set `priorityClassName`.',
  profiles: [],
  elsewhere: {
    polaris: ['priorityClassNotSet'],
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
    if (pods.spec.get('priorityClassName').text) return
    yield { at: pods.object, message: `The pods of ${pods} do not say how important they are` }
  },
})
