import { describe, expect, test } from 'vitest'
import { clusterWith, deployment } from '../../test/worlds.ts'
import type { ControlPlane } from '../control-plane/index.ts'
import { addressesFrom } from '../control-plane/kubelet.ts'
import type { Behaviour } from '../node/behaviour.ts'
import { nextStatus } from '../node/pod-life.ts'
import type { Pod } from '../resource/kinds.ts'

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }
const image = (tag: string) => ({ spec: { template: { spec: { containers: [{ name: 'c', image: `app:${tag}` }] } } } })

/** `old/new` after each single pod that became ready. */
function trace(cluster: ControlPlane, behaviourOf: (pod: Pod) => Behaviour = () => ({ does: 'run' })): string {
  const sizes = () => {
    const sets = [...cluster.world.list('apps/ReplicaSet')].sort((a, b) => cluster.world.compareAge(a, b))
    return sets.map(set => set.spec.replicas).join('/')
  }
  const addresses = addressesFrom()
  const seen = [sizes()]
  for (let turn = 0; turn < 100; turn += 1) {
    cluster.settle()
    seen.push(sizes())
    const next = cluster.world
      .list('Pod')
      .map(pod => ({ pod, status: nextStatus(pod, behaviourOf(pod), cluster.now, addresses) }))
      .find(({ status }) => status)
    if (!next?.status) break
    cluster.updateStatus({ ...next.pod, status: next.status } as Pod)
  }
  return seen.filter((size, index) => size !== seen[index - 1]).join(' ')
}

describe('a rolling update stays inside its band', () => {
  test.each([
    {
      story: 'one on top, never below four',
      replicas: 4,
      maxSurge: 1,
      maxUnavailable: 0,
      sizes: '4 4/1 3/2 2/3 1/4 0/4',
    },
    { story: 'one fewer, never above four', replicas: 4, maxSurge: 0, maxUnavailable: 1, sizes: '4 3/1 2/2 1/3 0/4' },
    {
      story: 'surge rounds up, unavailable rounds down',
      replicas: 3,
      maxSurge: '25%',
      maxUnavailable: '25%',
      sizes: '3 3/1 2/2 1/3 0/3',
    },
    {
      story: 'twice the size, then the old ones go as the new ones come',
      replicas: 2,
      maxSurge: '100%',
      maxUnavailable: 0,
      sizes: '2 2/2 1/2 0/2',
    },
    { story: 'both nothing is one unavailable', replicas: 2, maxSurge: 0, maxUnavailable: '10%', sizes: '2 1/1 0/2' },
  ])('$story', ({ replicas, maxSurge, maxUnavailable, sizes }) => {
    const cluster = clusterWith([deployment({ replicas, maxSurge, maxUnavailable })], { startsPods: false })
    trace(cluster)
    cluster.patch(web, image('v2'), 'strategic')
    expect(trace(cluster)).toBe(sizes)
  })
})

test('a template that never becomes ready stalls, and its deadline says so', () => {
  const cluster = clusterWith([deployment({ replicas: 3, maxSurge: 1, maxUnavailable: 0 })], {
    behaviourOf: pod => ({ does: pod.spec.containers[0]?.image === 'app:v2' ? 'stay unready' : 'run' }),
  })
  cluster.settle()
  cluster.patch(web, image('v2'), 'strategic')
  cluster.settle()
  const progressing = () =>
    cluster.world.get('apps/Deployment', 'shop', 'web')?.status?.conditions?.find(({ type }) => type === 'Progressing')
  expect(progressing()).toMatchObject({ status: 'True', reason: 'ReplicaSetUpdated' })
  cluster.advance({ seconds: 605 })
  expect(progressing()).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' })
})

test('going back to an old template takes its ReplicaSet and a new number', () => {
  const cluster = clusterWith([deployment({ replicas: 1 })])
  for (const tag of ['v1', 'v2', 'v1']) {
    cluster.patch(web, image(tag), 'strategic')
    cluster.settle()
  }
  const annotations = cluster.world
    .list('apps/ReplicaSet')
    .map(({ spec, metadata }) => [
      spec.replicas,
      metadata.annotations?.['deployment.kubernetes.io/revision'],
      metadata.annotations?.['deployment.kubernetes.io/revision-history'],
    ])
  expect(annotations.sort()).toEqual([
    [0, '2', undefined],
    [1, '3', '1'],
  ])
})

test('scaled in the middle of a rollout, both sides grow in proportion', () => {
  const cluster = clusterWith([deployment({ replicas: 10, maxSurge: 3, maxUnavailable: 2 })], {
    behaviourOf: pod => ({ does: pod.spec.containers[0]?.image === 'app:v2' ? 'not start' : 'run' }),
  })
  cluster.settle()
  cluster.patch(web, image('v2'), 'strategic')
  cluster.settle()
  cluster.scale(web, 15)
  cluster.settle()
  const sizes = [...cluster.world.list('apps/ReplicaSet')]
    .sort((a, b) => cluster.world.compareAge(a, b))
    .map(set => set.spec.replicas)
  expect(sizes).toEqual([11, 7])
})
