import { unselected } from '../../src/lint/cluster/missing.ts'
import { podsOfPeer } from '../../src/lint/cluster/policies.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'network-policy-peer-selects-pods',
  severity: 'warning',
  summary: 'The peers that a NetworkPolicy lets through are there.',
  why: 'A peer that selects nothing lets nobody through: a label that does not fit cuts a connection.',
  instead: 'Make the selectors of the peer match the labels of its pods and namespace.',
  profiles: ['strict'],
  elsewhere: { 'kube-linter': ['dangling-networkpolicypeer-podselector'] },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: db }
        spec:
          podSelector: {}
          ingress: [{ from: [{ podSelector: «{ matchLabels: { app: website } }» }] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: db }
        spec:
          podSelector: {}
          ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }, { ipBlock: { cidr: 10.0.0.0/8 } }] }]
          egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: ['NetworkPolicy'],
  *check(policy, cluster) {
    const rules = [...policy.get('spec', 'ingress').items, ...policy.get('spec', 'egress').items]
    for (const peer of rules.flatMap(one => [...one.get('from').items, ...one.get('to').items])) {
      const pods = peer.get('podSelector')
      // Other namespaces belong to others; only what is said of one's own pods can be judged.
      if (!pods.exists || (peer.get('namespaceSelector').exists && !cluster.complete)) continue
      if (podsOfPeer(peer, policy, cluster)?.length !== 0) continue
      yield {
        at: pods,
        message: `${policy} lets pods through that are not there`,
        ...unselected(cluster, policy.namespace),
      }
    }
  },
})
