import { isolation } from '../../src/lint/cluster/policies.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'pods-have-egress-policy',
  severity: 'note',
  summary: 'Where a NetworkPolicy says who may reach pods, one says whom they may reach as well.',
  why: 'Who breaks into a pod wants to get on from there: to other pods, to the metadata of the cloud, out with the data.',
  instead: 'Add `Egress` to `policyTypes`, and rules for what the pods need; DNS is among it.',
  // Of pods without any policy pods-have-network-policy speaks.
  profiles: ['security'],
  elsewhere: {
    'kube-score': ['pod-networkpolicy'],
    polaris: ['missingNetworkPolicy'],
    kubescape: ['C-0030'],
    NSA: ['network-separation'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: «web», labels: { app: web } }
        spec: { containers: [{ name: web, image: 'web:1' }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web }
        spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: 'web:1' }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web }
        spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: nothing-out }
        spec: { podSelector: {}, policyTypes: [Egress] }`,
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: 'web:1' }] }`,
    ],
  },
  on: 'pods',
  *check(pods, cluster) {
    if (pods.spec.get('hostNetwork').isTrue) return
    const { ingress, egress } = cluster.once(isolation)
    if (!ingress.has(pods) || egress.has(pods)) return
    yield { at: pods.object, message: `No NetworkPolicy says whom the pods of ${pods} may reach` }
  },
})
