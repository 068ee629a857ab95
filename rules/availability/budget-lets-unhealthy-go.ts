import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'budget-lets-unhealthy-go',
  severity: 'note',
  summary: 'A PodDisruptionBudget says what it does with pods that are not ready anyway.',
  why: 'By default a pod that crashes for ever can keep its node from being drained.',
  instead:
    'Set `unhealthyPodEvictionPolicy` to `AlwaysAllow`, or to `IfHealthyBudget` where pods that are not ready may still hold data.',
  profiles: ['strict'],
  elsewhere: { 'kube-linter': ['pdb-unhealthy-pod-eviction-policy'] },
  examples: {
    bad: [
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: «web» }
        spec:
          maxUnavailable: 1
          selector: { matchLabels: { app: web } }`,
    ],
    good: [
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec:
          unhealthyPodEvictionPolicy: AlwaysAllow
          maxUnavailable: 1
          selector: { matchLabels: { app: web } }`,
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: database }
        spec:
          unhealthyPodEvictionPolicy: IfHealthyBudget
          maxUnavailable: 1
          selector: { matchLabels: { app: database } }`,
    ],
  },
  on: ['PodDisruptionBudget'],
  *check(budget) {
    // On by default since 1.27.
    if (budget.apiVersion !== 'policy/v1' || (this.minors[0] ?? 0) < 27 || !budget.get('spec').map) return
    const field = budget.get('spec', 'unhealthyPodEvictionPolicy')
    if (field.text) return
    const fix = toSet(field, 'AlwaysAllow', 'Set `unhealthyPodEvictionPolicy: AlwaysAllow`', 'review')
    yield {
      at: budget,
      message: `${budget} holds on to pods that are not ready`,
      ...(fix && { fix }),
    }
  },
})
