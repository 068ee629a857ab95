import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-node-affinity',
  severity: 'note',
  summary: 'Pods say which nodes they want.',
  why: 'In a cluster of several kinds of nodes a pod that says nothing lands on any of them.',
  instead: 'Add `nodeSelector` or `affinity.nodeAffinity`.',
  profiles: [],
  elsewhere: { 'kube-linter': ['no-node-affinity'] },
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
        spec: { nodeSelector: { kubernetes.io/arch: arm64 }, containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const { spec } = pods
    if (spec.get('affinity', 'nodeAffinity').map || spec.get('nodeSelector').map || spec.get('nodeName').exists) return
    yield { at: pods.object, message: `The pods of ${pods} do not say which nodes they want` }
  },
})
