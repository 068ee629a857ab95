import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'network-policy-restricts',
  severity: 'warning',
  summary: 'A NetworkPolicy does not let everything through.',
  why: 'An empty rule, an empty peer list or the whole address space undoes every other policy for these pods.',
  instead: 'Name the peers that need to get through.',
  profiles: ['strict', 'security'],
  elsewhere: { trivy: ['KSV-0038'], monokle: ['KBP-network'] },
  examples: {
    bad: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: open }
        spec:
          podSelector: {}
          ingress: [«{}»]
          egress: [{ to: [{ ipBlock: { cidr: «0.0.0.0/0» } }] }]`,
    ],
    good: [
      yaml`
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: some }
        spec:
          podSelector: {}
          ingress: [{ ports: [{ port: 8080 }], from: [{ podSelector: {} }] }, { ports: [{ port: 443 }] }]
          egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]`,
    ],
  },
  on: ['NetworkPolicy'],
  *check(policy) {
    const rules = [
      ...policy.get('spec', 'ingress').items.map(one => ({ one, peers: one.get('from').items })),
      ...policy.get('spec', 'egress').items.map(one => ({ one, peers: one.get('to').items })),
    ]
    for (const { one, peers } of rules) {
      if (one.get('ports').items.length > 0) continue
      if (peers.length === 0) yield { at: one, message: `${policy} lets everything through` }
      for (const peer of peers) {
        const cidr = peer.get('ipBlock', 'cidr')
        const everywhere = cidr.text === '0.0.0.0/0' || cidr.text === '::/0'
        if (everywhere && peer.get('ipBlock', 'except').items.length === 0)
          yield { at: cidr, message: `${policy} lets all of ${cidr.text} through` }
      }
    }
  },
})
