import { describe, expect, test } from 'vitest'
import { deployment, found, planOf, READINESS, service } from '../../../test/plans.ts'

const FULL = 'strategy: { type: Recreate }, '

describe('downtime', () => {
  test('Recreate stops everything first; the Service behind has nobody', () => {
    const shape = { spec: FULL, container: READINESS }
    const plan = planOf({
      from: deployment(shape) + service(),
      to: deployment({ ...shape, image: 'app:2' }) + service(),
    })
    expect(found(plan, 'downtime')).toMatchObject([
      { weight: 'error', about: { kind: 'Deployment' }, from: 0, until: 7, services: ['shop/web'] },
    ])
    expect(plan.consequences[0]!.kind).toBe('downtime')
  })

  test('a Service that selects nobody any more', () => {
    const from = deployment() + service()
    const plan = planOf({ from, to: deployment() + service('web', 'wbe') })
    expect(found(plan, 'downtime')).toMatchObject([{ about: { kind: 'Service', name: 'web' }, from: 0 }])
    const gone = planOf({ from, to: service(), prune: true })
    expect(found(gone, 'downtime')).toMatchObject([{ about: { kind: 'Service', name: 'web' }, from: 0 }])
    expect(found(gone, 'downtime')[0]).not.toHaveProperty('until')
  })

  test('scaling to nothing on purpose is none', () => {
    const plan = planOf({ from: deployment(), to: deployment({ replicas: 0 }) })
    expect(found(plan, 'downtime')).toEqual([])
  })
})

describe('rejected', () => {
  test('a manifest that the server refuses', () => {
    const plan = planOf({ to: deployment({ image: '' }) })
    expect(found(plan, 'rejected')).toMatchObject([
      { weight: 'error', reason: expect.stringContaining('image: Required value') },
    ])
    expect(plan.outcome).toBe('rejected')
  })

  test('pods that a quota leaves no room for', () => {
    const quota =
      '---\napiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q, namespace: shop }\nspec: { hard: { pods: "3" } }\n'
    const plan = planOf({ from: quota + deployment(), to: quota + deployment({ replicas: 5 }) })
    expect(found(plan, 'rejected')).toMatchObject([{ pods: true, reason: expect.stringContaining('exceeded quota') }])
  })
})

describe('stalls', () => {
  test('pods that fit nowhere, in the words of the scheduler', () => {
    const container = "resources: { requests: { cpu: '3' } }"
    const plan = planOf({ to: deployment({ replicas: 3, container }), nodes: '2x4cpu,8Gi' })
    expect(found(plan, 'unschedulable')).toMatchObject([
      { pods: 1, message: expect.stringMatching(/^0\/2 nodes are available: 2 Insufficient cpu/) },
    ])
  })

  test('a paused Deployment keeps its old pods', () => {
    const plan = planOf({ from: deployment(), to: deployment({ image: 'app:2', spec: 'paused: true, ' }) })
    expect(found(plan, 'downtime')).toEqual([])
    expect(plan.rollouts).toEqual([])
  })
})

const volume = (policy: string) => `
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: csi.example.com
reclaimPolicy: ${policy}
`
const claim =
  '---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n'

describe('data', () => {
  test.each([
    ['Delete', 'volume deleted', 'error'],
    ['Retain', 'volume kept', 'warning'],
  ])('a claim that is pruned, with the reclaim policy %s', (policy, what, weight) => {
    const plan = planOf({ from: volume(policy) + claim, to: volume(policy), prune: true })
    expect(found(plan, 'data')).toMatchObject([{ what, weight, about: { name: 'data' } }])
  })

  test('a set that begins to delete claims with its pods', () => {
    const set = (more: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { ${more} serviceName: db, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: c, image: d }] } } }
`
    const plan = planOf({ from: set(''), to: set('persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }, ') })
    expect(found(plan, 'data')).toMatchObject([{ what: 'claims deleted with pods', detail: 'whenScaled' }])
  })
})

test('capacity: a surge needs room that nobody needs afterwards', () => {
  const container = `resources: { requests: { cpu: 500m, memory: 1Gi } }, ${READINESS}`
  const shape = { replicas: 4, container, spec: 'strategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } }, ' }
  const plan = planOf({ from: deployment(shape), to: deployment({ ...shape, image: 'app:2' }), nodes: '1x8cpu,16Gi' })
  expect(found(plan, 'capacity')).toMatchObject([
    { cpu: { before: 2000, after: 2000 }, pods: { before: 4, after: 4 }, allocatable: { cpu: 8000 } },
  ])
  expect(found(plan, 'capacity')[0]!.cpu.peak).toBeGreaterThanOrEqual(3000)
})

describe('traffic', () => {
  const two = deployment() + deployment({ name: 'db' })
  const closed = (peers: string) => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: [${peers}] }
`
  test('a policy that keeps somebody out', () => {
    const plan = planOf({ from: two, to: two + closed('') })
    expect(found(plan, 'traffic-cut').map(({ from, to }) => [from, to])).toContainEqual([
      'shop/web[Deployment]',
      'shop/db[Deployment]',
    ])
  })

  test('a policy that lets somebody in', () => {
    const plan = planOf({
      from: two + closed(''),
      to: two + closed('{ from: [{ podSelector: { matchLabels: { app: web } } }] }'),
    })
    expect(found(plan, 'traffic-opened').map(({ from }) => from)).toEqual(['shop/web[Deployment]'])
    expect(found(plan, 'traffic-cut')).toEqual([])
  })

  test('an Ingress whose Service goes', () => {
    const ingress = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop }
spec: { rules: [{ host: a.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
`
    const plan = planOf({ from: deployment() + service() + ingress, to: deployment() + ingress, prune: true })
    expect(found(plan, 'route-broken')).toMatchObject([{ backend: 'shop/web:80', problem: 'service-missing' }])
  })
})

describe('rights', () => {
  const role = (verbs: string) => `
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r, namespace: shop }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [${verbs}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: r, namespace: shop }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
`
  test('an account that may read secrets now', () => {
    expect(found(planOf({ to: role('get') }), 'rights-gained')).toMatchObject([
      { weight: 'warning', subject: 'ServiceAccount shop/web', scope: 'shop', rights: ['get secrets'] },
    ])
  })

  test('and one that may no longer', () => {
    expect(found(planOf({ from: role('get, list'), to: role('get') }), 'rights-lost')).toMatchObject([
      { rights: ['list secrets'] },
    ])
  })
})

test('an important pod drives others out', () => {
  const classes = '---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: high }\nvalue: 1000\n'
  const container = "resources: { requests: { cpu: '1' } }"
  const from = classes + deployment({ container })
  const to = from + deployment({ name: 'boss', replicas: 1, pod: 'priorityClassName: high,', container })
  const plan = planOf({ from, to, nodes: '1x2cpu,8Gi' })
  expect(found(plan, 'preempted')).toMatchObject([
    { about: { name: 'web' }, pods: [expect.stringMatching(/^web-/)], by: expect.stringContaining('boss') },
  ])
})

test('a budget is not asked by a rollout, and is told of', () => {
  const budget =
    '---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web, namespace: shop }\nspec: { minAvailable: 3, selector: { matchLabels: { app: web } } }\n'
  const shape = {
    replicas: 4,
    container: READINESS,
    spec: 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } }, ',
  }
  const plan = planOf({ from: deployment(shape) + budget, to: deployment({ ...shape, image: 'app:2' }) + budget })
  expect(found(plan, 'budget')).toMatchObject([{ about: { name: 'web' }, lowest: 2, desired: 3 }])
  expect(found(plan, 'reduced')).toMatchObject([{ lowest: 2, wanted: 4, weight: 'note' }])
})

test('replicas that an autoscaler sets as well', () => {
  const scaler =
    '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 4, maxReplicas: 9 }\n'
  const plan = planOf({ from: deployment() + scaler, to: deployment({ replicas: 3 }) + scaler })
  expect(found(plan, 'autoscaler')).toMatchObject([{ scaler: 'web', sets: 3, min: 4, max: 9 }])
  expect(plan.changes.find(({ object }) => object.kind === 'Deployment')!.fields).toMatchObject([
    { path: 'spec.replicas', owner: 'HorizontalPodAutoscaler web' },
  ])
})

describe('configuration', () => {
  const settings = (value: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\ndata: { a: ${value} }\n`
  const env = 'envFrom: [{ configMapRef: { name: web } }]'

  test('that is read at start, under pods that stay', () => {
    const plan = planOf({
      from: settings('one') + deployment({ container: env }),
      to: settings('two') + deployment({ container: env }),
    })
    expect(found(plan, 'config-unread')).toMatchObject([
      { how: 'read at start', workloads: ['Deployment shop/web'], weight: 'warning' },
    ])
    expect(plan.rollouts).toEqual([])
  })

  test('is read anew where pods are replaced anyway', () => {
    const plan = planOf({
      from: settings('one') + deployment({ container: env }),
      to: settings('two') + deployment({ container: env, image: 'app:2' }),
    })
    expect(found(plan, 'config-unread')).toEqual([])
  })

  test('that is mounted follows by itself', () => {
    const pod = 'volumes: [{ name: v, configMap: { name: web } }],'
    const container = 'volumeMounts: [{ name: v, mountPath: /etc/web }]'
    const plan = planOf({
      from: settings('one') + deployment({ pod, container }),
      to: settings('two') + deployment({ pod, container }),
    })
    expect(found(plan, 'config-unread')).toMatchObject([{ how: 'mounted', weight: 'note' }])
  })

  test('that is not among the objects is not known', () => {
    const plan = planOf({ to: deployment({ container: env }) })
    expect(plan.unknown).toContainEqual({
      kind: 'absent',
      what: 'ConfigMap shop/web',
      wantedBy: ['Deployment shop/web'],
    })
  })
})

test('pods behind a Service that do not say when they are ready', () => {
  const plan = planOf({ from: deployment() + service(), to: deployment({ image: 'app:2' }) + service() })
  expect(found(plan, 'no-readiness')).toMatchObject([{ about: { name: 'web' } }])
})

test('a version of an API that goes away', () => {
  const cron =
    'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: a }\nspec: { schedule: "@daily", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: r }] } } } } }\n'
  expect(found(planOf({ to: cron, minor: 24 }), 'api-removed')).toMatchObject([
    { last: '1.24', use: 'batch/v1 CronJob' },
  ])
})

test('what nobody prunes is left behind', () => {
  expect(found(planOf({ from: deployment() + service(), to: deployment() }), 'left-behind')).toMatchObject([
    { about: { kind: 'Service' } },
  ])
})
