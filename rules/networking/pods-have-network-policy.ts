import { isolation } from '../../src/lint/cluster/policies.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'pods-have-network-policy',
  severity: 'warning',
  summary: 'A NetworkPolicy says who may reach every pod.',
  why: 'Without one, whoever breaks into any pod of the cluster can reach it.',
  instead: 'Add a policy that selects these pods, or one for the whole namespace.',
  profiles: ['strict', 'security'],
  elsewhere: {
    'kube-linter': ['non-isolated-pod'],
    'kube-score': ['pod-networkpolicy'],
    polaris: ['missingNetworkPolicy'],
    checkov: ['CKV2_K8S_6'],
    kubescape: ['C-0260', 'C-0030'],
    kyverno: ['require-netpol'],
    NSA: ['network-separation'],
    CIS: ['5.3.2'],
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
        spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: all }
        spec: { podSelector: {}, ingress: [] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: agent, namespace: system }
        spec: { hostNetwork: true, containers: [{ name: agent, image: agent:1 }] }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    // Policies do not hold for pods in the network of their node.
    if (pods.spec.get('hostNetwork').isTrue || cluster.once(isolation).ingress.has(pods)) return
    yield { at: pods.object, message: `No NetworkPolicy says who may reach the pods of ${pods}` }
  },
})
