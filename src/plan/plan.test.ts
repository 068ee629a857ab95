import { describe, expect, test } from 'vitest'
import { deployment, found, manifestsOf, planOf, planResult, READINESS, service } from '../../test/plans.ts'

const kindsOf = (plan: ReturnType<typeof planOf>): string[] => plan.consequences.map(({ kind }) => kind)

describe('changes', () => {
  test('what the server fills in by itself is no change', () => {
    const plan = planOf({ from: deployment(), to: deployment({ spec: 'strategy: { type: RollingUpdate }, ' }) })
    expect(plan.changes.map(({ action }) => action)).toEqual(['keep'])
    expect(plan.outcome).toBe('settles')
    expect(plan.rollouts).toEqual([])
  })

  test('fields go by the names of the items that hold them', () => {
    const plan = planOf({ from: deployment({ image: 'app:1' }), to: deployment({ image: 'app:2' }) })
    expect(plan.changes).toMatchObject([
      {
        action: 'update',
        fields: [{ path: 'spec.template.spec.containers[c].image', before: 'app:1', after: 'app:2' }],
      },
    ])
  })

  test('a field that a manifest no longer has goes back to its default', () => {
    const plan = planOf({ from: deployment({ spec: 'minReadySeconds: 5, ' }), to: deployment() })
    expect(plan.changes[0]!.fields).toEqual([{ path: 'spec.minReadySeconds', before: 5 }])
  })

  test('what no manifest has any more is left behind, or pruned', () => {
    const from = deployment() + service()
    expect(planOf({ from, to: service() }).changes.map(({ action }) => action)).toEqual(['keep', 'leave'])
    const pruned = planOf({ from, to: service(), prune: true })
    expect(pruned.changes.map(({ action }) => action)).toEqual(['keep', 'delete'])
    expect(pruned.rollouts).toMatchObject([
      { wanted: { before: 2, after: 0 }, points: [{ old: 2, leaving: 0 }, { old: 0, leaving: 2 }, { leaving: 0 }] },
    ])
  })

  test('what cannot be changed is refused, or made anew by force', () => {
    const other = deployment().replaceAll('app: web', 'app: shop')
    expect(planOf({ from: deployment(), to: other }).changes).toMatchObject([
      { action: 'refused', reason: expect.stringContaining('field is immutable') },
    ])
    const forced = planOf({ from: deployment(), to: other, force: true })
    expect(forced.changes).toMatchObject([{ action: 'replace' }])
    expect(kindsOf(forced)).toContain('downtime')
  })

  test('an object of a kind that nobody defines is taken as it is, and that is said', () => {
    const plan = planOf({
      to: 'apiVersion: example.com/v1\nkind: Toy\nmetadata: { name: a, namespace: shop }\nspec: { x: 1 }\n',
    })
    expect(plan.changes).toMatchObject([{ action: 'create' }])
    expect(plan.unknown).toContainEqual({ kind: 'kind', apiVersion: 'example.com/v1', name: 'Toy', objects: 1 })
  })
})

describe('rollouts', () => {
  test('one at a time, never below four', () => {
    const spec = 'strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, '
    const [from, to] = ['app:1', 'app:2'].map(image => deployment({ image, replicas: 4, spec, container: READINESS }))
    const [rollout] = planOf({ from: from!, to: to! }).rollouts
    expect(rollout).toMatchObject({ floor: 4, ceiling: 5, lowest: { available: 4 }, peak: { pods: 5 } })
    expect(
      rollout!.points.map(point => `${point.old}/${point.new}`).filter((text, index, all) => text !== all[index - 1]),
    ).toEqual(['4/0', '4/1', '3/2', '2/3', '1/4', '0/4'])
    expect(rollout!.steps.map(({ because }) => because)).toContain('pods ready')
    expect(rollout!.doneAt).toBeGreaterThan(0)
  })

  test('a pod counts as available when it has been ready for minReadySeconds', () => {
    const spec = 'minReadySeconds: 30, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, '
    const [rollout] = planOf({
      from: deployment({ replicas: 1, spec }),
      to: deployment({ image: 'app:2', replicas: 1, spec }),
    }).rollouts
    expect(rollout!.lowest.available).toBe(1)
    expect(rollout!.points.find(({ newAvailable }) => newAvailable === 1)!.at).toBe(31)
  })

  test('an image that never becomes ready stops a rollout', () => {
    const plan = planOf({
      from: deployment({ replicas: 4 }),
      to: deployment({ replicas: 4, image: 'app:2' }),
      assumptions: { workloads: [{ workload: 'shop/web', image: '*:2', pods: 'stay unready' }] },
    })
    expect(plan.outcome).toBe('stalls')
    expect(plan.rollouts[0]).toMatchObject({ stall: { why: 'not ready', pods: 2 }, lowest: { available: 3 } })
    expect(found(plan, 'stalled')).toMatchObject([{ why: 'not ready' }])
    expect(found(plan, 'downtime')).toEqual([])
  })

  test('every happening has a cause that is told, up to the change', () => {
    const { timeline } = planOf({ from: deployment(), to: deployment({ image: 'app:2' }) })
    const last = timeline.findLast(({ what }) => what === 'terminating')!
    let here = last
    while (here.cause !== undefined) {
      expect(here.cause).toBeLessThan(here.id)
      here = timeline[here.cause]!
    }
    expect(here.by).toBe('user')
  })

  test('a Job runs once and is done', () => {
    const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: 'm:1' }] } } }
`
    const plan = planOf({ to: job })
    expect(plan.outcome).toBe('settles')
    expect(plan.rollouts).toMatchObject([{ workload: { kind: 'Job', name: 'migrate' } }])
    expect(plan.timeline.some(({ about, what }) => about.kind === 'Pod' && what === 'ended')).toBe(true)
    const failing = planOf({
      to: job,
      assumptions: { runSeconds: 5, workloads: [{ workload: 'migrate', pods: 'fail' }] },
    })
    expect(failing.rollouts[0]!.stall).toMatchObject({ why: 'failed' })
  })

  test('a snapshot is taken as it is, pods and all', () => {
    const { scene } = planResultOfShop()
    const live = [...scene.after.values()]
      .filter(({ kind }) => kind !== 'Node')
      .map(value => ({ value: JSON.parse(JSON.stringify(value)) }))
    const plan = planOf({ from: live, to: deployment({ image: 'app:2' }) })
    expect(plan.changes).toMatchObject([{ action: 'update' }])
    expect(plan.rollouts).toMatchObject([{ wanted: { before: 2, after: 2 }, replaced: true }])
    expect(plan.rollouts[0]!.points[0]).toMatchObject({ old: 2, oldAvailable: 2 })
  })
})

const planResultOfShop = () => planResult({ to: deployment() })

test('the next runs of a CronJob, in its own time zone', () => {
  const cron = (schedule: string) => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: reports, namespace: shop }
spec: { schedule: '${schedule}', timeZone: Europe/Amsterdam, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: r }] } } } } }
`
  expect(planOf({ to: cron('15 3 * * *') }).runs).toMatchObject([{ next: ['2026-01-01T02:15:00Z'] }])
  expect(planOf({ from: cron('15 3 * * *'), to: cron('15 3 * * *') }).runs).toEqual([])
})

test('claims of a set are bound, wait, or never bind', () => {
  const set = (storageClassName: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { replicas: 2, serviceName: db, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: c, image: d, volumeMounts: [{ name: data, mountPath: /data }] }] } },
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: ${storageClassName}, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }] }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: csi.example.com
volumeBindingMode: WaitForFirstConsumer
`
  const plan = planOf({ to: set('fast'), nodes: '2x4cpu,8Gi' })
  expect(plan.claims).toMatchObject([{ state: 'bound', storage: '1Gi' }, { state: 'bound' }])
  expect(plan.outcome).toBe('settles')
  const slow = planOf({ to: set('slow'), nodes: '2x4cpu,8Gi' })
  expect(found(slow, 'claim-waits')).toMatchObject([{ message: 'slow' }])
  expect(slow.outcome).toBe('stalls')
})

test('nodes in a word', () => {
  const plan = planOf({
    to: deployment({ replicas: 3, container: "resources: { requests: { cpu: '1', memory: 1Gi } }" }),
    nodes: '2x2cpu,4Gi+1x4cpu,8Gi/3',
  })
  expect(plan.nodes.map(({ name, cpu }) => [name, cpu.allocatable, cpu.after])).toEqual([
    ['node-1', 2000, 1000],
    ['node-2', 2000, 1000],
    ['node-3', 4000, 1000],
  ])
})

test('a manifest without a name, a kind or a release that serves it is refused', () => {
  const plan = planOf({
    to: manifestsOf(
      'apiVersion: v1\nkind: ConfigMap\n---\nmetadata: { name: x }\n---\napiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: x }\n',
    ),
  })
  expect(plan.changes.map(({ action }) => action)).toEqual(['refused', 'refused', 'refused'])
  expect(plan.outcome).toBe('rejected')
})
