import { expect, test } from 'vitest'
import { deployment, planOf, planResult, READINESS, service } from '../../test/plans.ts'

/** A quota, in whatever namespace, keeps everybody awake. */
const AWAKE =
  '---\napiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q, namespace: elsewhere }\nspec: { hard: { pods: "9" } }\n'
const settings = (value: string) =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: api, namespace: shop }\ndata: { a: ${value} }\n`
const api = deployment({
  name: 'api',
  replicas: 3,
  container: `${READINESS}, envFrom: [{ configMapRef: { name: api } }]`,
})

test('a world in which some sleep has the same plan as one in which all are awake', () => {
  const from = deployment() + api + service() + service('api') + settings('one')
  const to = deployment({ image: 'app:2' }) + api + service() + service('api') + settings('two')
  const { plan, scene } = planResult({ from, to })
  expect([...scene.machine.asleep]).toEqual(['shop/api'])
  const awake = planResult({ from: from + AWAKE, to: to + AWAKE })
  expect([...awake.scene.machine.asleep]).toEqual([])
  expect(plan.rollouts.map(({ workload, points }) => ({ workload, points }))).toEqual(
    awake.plan.rollouts.map(({ workload, points }) => ({ workload, points })),
  )
  expect(plan.consequences).toEqual(awake.plan.consequences)
  expect(plan.consequences.map(({ kind }) => kind)).toContain('config-unread')
})

test('whom an autoscaler or the end of a namespace reaches is awake', () => {
  const scaler =
    '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: api, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, minReplicas: 5, maxReplicas: 9 }\n'
  expect(planOf({ from: api, to: api + scaler }).rollouts).toMatchObject([{ points: [{ old: 3 }, { old: 5 }, {}] }])
  const home = '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n'
  const gone = planOf({ from: home + api, to: api, prune: true })
  expect(gone.rollouts).toMatchObject([{ wanted: { before: 3, after: 0 } }])
})
