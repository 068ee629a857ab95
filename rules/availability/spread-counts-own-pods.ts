import { selectorAt } from '../../src/lint/cluster/guards.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { matchesSelector } from '../../src/resource/labels.ts'

export default rule({
  name: 'spread-counts-own-pods',
  severity: 'warning',
  summary: 'A topology spread constraint selects the pods that carry it.',
  why: 'A constraint spreads what it selects: where that is not the pods themselves, they all go where they like.',
  instead: 'Give `labelSelector` the labels of the pod template.',
  profiles: ['recommended', 'strict'],
  elsewhere: { polaris: ['topologySpreadConstraint'] },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 3
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector: «{ matchLabels: { app: website } }»
              containers: [{ name: web, image: web:1 }]`,
    ],
    good: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 3
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector: { matchLabels: { app: web } }
                  matchLabelKeys: [pod-template-hash]
              containers: [{ name: web, image: web:1 }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const constraint of pods.spec.get('topologySpreadConstraints').items) {
      const selector = constraint.get('labelSelector')
      // Of an absent one the API server warns. An empty one selects all pods of the namespace.
      if (!selector.map || matchesSelector(selectorAt(selector), pods.labels)) continue
      yield { at: selector, message: `A spread constraint of ${pods} does not count its own pods` }
    }
  },
})
