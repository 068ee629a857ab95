import { NAMESPACED } from '../../src/lint/namespaced.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ namespaces: string[] }>({
  name: 'no-system-namespace',
  severity: 'note',
  summary: 'Nothing is put into the namespaces of the cluster itself.',
  why: 'What is in `kube-system` is often exempt from policies and quotas, and its secrets open the cluster.',
  instead: 'Name a namespace of your own.',
  profiles: ['security'],
  elsewhere: { trivy: ['KSV-0037'], NSA: ['Namespaces'] },
  options: {
    namespaces: {
      type: 'array',
      items: { type: 'string' },
      default: ['kube-system', 'kube-public', 'kube-node-lease'],
      description: 'The namespaces to keep out of.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: «kube-system» }`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }`,
    ],
  },
  on: NAMESPACED,
  *check(object) {
    const field = object.get('metadata', 'namespace')
    if (field.text && this.options.namespaces.includes(field.text))
      yield { at: field, message: `${object} is put into a namespace of the cluster itself` }
  },
})
