import { expect, test } from 'vitest'
import { clusterWith, daemonSet, node, pods } from '../../test/worlds.ts'
import type { ControlPlane } from '../control-plane/index.ts'
import type { JsonObject } from '../resource/json.ts'

const agent = { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'shop', name: 'agent' }
const image = { spec: { template: { spec: { containers: [{ name: 'c', image: 'app:v2' }] } } } }
const nodesOf = (cluster: ControlPlane) =>
  pods(cluster)
    .map(pod => pod.spec.nodeName)
    .sort()
const tainted = (name: string, effect: string) => node(name, { spec: { taints: [{ key: 'gpu', effect }] } })

test.each<[story: string, spec: JsonObject, nodes: string[]]>([
  ['every node that has no say', {}, ['n1', 'n4']],
  [
    'a NoSchedule taint is tolerated',
    { tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }] },
    ['n1', 'n2', 'n4'],
  ],
  ['every taint is tolerated', { tolerations: [{ operator: 'Exists' }] }, ['n1', 'n2', 'n3', 'n4']],
  ['a node selector', { nodeSelector: { 'kubernetes.io/hostname': 'n4' } }, ['n4']],
  [
    'more than any node has to give is no reason',
    { containers: [{ name: 'c', image: 'app:v1', resources: { requests: { cpu: '500' } } }] },
    [undefined, undefined] as never,
  ],
])('%s', (_story, spec, nodes) => {
  const cluster = clusterWith([
    tainted('n2', 'NoSchedule'),
    tainted('n3', 'NoExecute'),
    node('n4', { spec: { unschedulable: true } }),
    daemonSet(undefined, spec),
  ])
  cluster.settle()
  expect(nodesOf(cluster)).toEqual(nodes)
})

test('a NoExecute taint drives pods away, NoSchedule leaves them', () => {
  const cluster = clusterWith([node('n2'), daemonSet()])
  cluster.settle()
  const taint = (effect: string) =>
    cluster.patch({ apiVersion: 'v1', kind: 'Node', name: 'n2' }, { spec: { taints: [{ key: 'x', effect }] } }, 'merge')
  taint('NoSchedule')
  cluster.settle()
  expect(nodesOf(cluster)).toEqual(['n1', 'n2'])
  taint('NoExecute')
  cluster.settle()
  expect(nodesOf(cluster)).toEqual(['n1'])
})

/** The most pods that were missing, and the most that were too many, while four nodes were updated. */
test.each([
  { story: 'one fewer', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 }, fewest: 3, most: 4 },
  { story: 'half, rounded up, fewer', rollingUpdate: { maxUnavailable: '30%', maxSurge: 0 }, fewest: 2, most: 4 },
  {
    story: 'one more, not counting those on their way out',
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    fewest: 4,
    most: 6,
  },
])('$story', ({ rollingUpdate, fewest, most }) => {
  const cluster = clusterWith([node('n2'), node('n3'), node('n4'), daemonSet(rollingUpdate)])
  cluster.settle()
  const from = cluster.timeline.length
  cluster.patch(agent, image, 'strategic')
  cluster.settle()
  const counts = [4]
  for (const entry of cluster.timeline.slice(from)) {
    if (entry.what !== 'change' || entry.change.object.kind !== 'Pod' || entry.change.type === 'modified') continue
    counts.push(counts.at(-1)! + (entry.change.type === 'added' ? 1 : -1))
  }
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([fewest, most])
  expect(pods(cluster).map(pod => pod.spec.containers[0]?.image)).toEqual(Array(4).fill('app:v2'))
})
