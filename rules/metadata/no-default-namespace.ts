import { NAMESPACED } from '../../src/lint/namespaced.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ unsaid: boolean }>({
  name: 'no-default-namespace',
  severity: 'note',
  summary: 'Nothing is put into the namespace `default`.',
  why: 'What everybody shares has no quota, no policy and no owner.',
  instead: 'Name a namespace of your own.',
  profiles: ['security'],
  elsewhere: {
    'kube-linter': ['use-namespace'],
    trivy: ['KSV-0110'],
    checkov: ['CKV_K8S_21'],
    kubescape: ['C-0061', 'C-0212'],
    datree: ['WORKLOAD_INCORRECT_NAMESPACE_VALUE_DEFAULT'],
    kyverno: ['disallow-default-namespace'],
    CIS: ['5.7.4'],
  },
  options: {
    unsaid: {
      type: 'boolean',
      default: true,
      description: 'Also find objects that name no namespace. Off where kubectl, Helm or kustomize gives them one.',
    },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: «default» }`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: «web» }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      // The account that every namespace has, the Service that leads to the API server, and what has no namespace.
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: default, namespace: default }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: kubernetes, namespace: default }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: reader }`,
    ],
  },
  on: NAMESPACED,
  *check(object) {
    const field = object.get('metadata', 'namespace')
    if (EVERYWHERE.get(object.kind) === object.name) return
    if (field.text === 'default') yield { at: field, message: `${object} is put into the namespace default` }
    else if (!field.exists && this.options.unsaid && object.name !== '')
      yield { at: object, message: `${object} names no namespace, and would be put into default` }
  },
})

/** What Kubernetes itself puts there. */
const EVERYWHERE: ReadonlyMap<string, string> = new Map([
  ['ServiceAccount', 'default'],
  ['Service', 'kubernetes'],
])
