import { guardedBy } from '../../src/lint/cluster/guards.ts'
import { unselected } from '../../src/lint/cluster/missing.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'budget-selects-pods',
  severity: 'warning',
  summary: 'A PodDisruptionBudget selects pods that somebody runs.',
  why: 'A budget that selects nothing guards nothing, and looks as if it did.',
  instead: 'Make the selector match the labels of the pod template.',
  profiles: ['recommended', 'strict'],
  elsewhere: {
    monokle: ['KBP-reference'],
  },
  examples: {
    bad: [
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { maxUnavailable: 1, selector: «{ matchLabels: { app: website } }» }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
    good: [
      yaml`
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: { name: web }
        spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { app: web } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: ['PodDisruptionBudget'],
  *check(budget, cluster) {
    const selector = budget.get('spec', 'selector')
    if (!selector.exists || guardedBy(budget, cluster).length > 0) return
    yield { at: selector, message: `${budget} selects no pods`, ...unselected(cluster, budget.namespace) }
  },
})
