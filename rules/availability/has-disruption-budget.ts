import type { Cluster } from '../../src/lint/cluster/cluster.ts'
import { guardedBy } from '../../src/lint/cluster/guards.ts'
import { fewestPods, scalersOf } from '../../src/lint/cluster/scaling.ts'
import { type PodTemplate, REPLICATED } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'has-disruption-budget',
  severity: 'note',
  summary: 'Several pods of one kind are guarded by a PodDisruptionBudget.',
  why: 'Without one an upgrade of the cluster may drain all of their nodes at the same time.',
  instead: 'Add a PodDisruptionBudget with `maxUnavailable: 1` that selects them.',
  profiles: ['strict'],
  elsewhere: {
    'kube-score': ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    polaris: ['missingPodDisruptionBudget'],
    kyverno: ['require-pdb'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «scaled-elsewhere» }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: «web» }
        spec:
          replicas: 2
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      // For a single pod a budget is only in the way.
      yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: 2
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: web:1 }] }
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { maxUnavailable: 1, selector: { matchExpressions: [{ key: app, operator: In, values: [web] }] } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: single }
        spec:
          replicas: 1
          selector: { matchLabels: { app: single } }
          template:
            metadata: { labels: { app: single } }
            spec: { containers: [{ name: single, image: single:1 }] }`,
    ],
  },
  on: REPLICATED,
  *check(object, cluster) {
    const count = fewestPods(object, cluster)
    if (!object.pods || !count || cluster.once(guarded).has(object.pods)) return
    if (count > 1) yield { at: object, message: `No PodDisruptionBudget guards the ${count} pods of ${object}` }
    // Who leaves the number of pods to an autoscaler says none, and the autoscaler may be elsewhere.
    else if (!this.complete && !object.get('spec', 'replicas').exists && scalersOf(object, cluster).length === 0) {
      const message = `No PodDisruptionBudget guards the pods of ${object}, of which an autoscaler may run several`
      yield { at: object, message, severity: 'note', advice: 'Add a budget, or set `replicas: 1` if it is one pod.' }
    }
  },
})

const guarded = (cluster: Cluster): Set<PodTemplate> =>
  new Set(cluster.all('PodDisruptionBudget').flatMap(budget => guardedBy(budget, cluster)))
