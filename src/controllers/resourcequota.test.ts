import { expect, test } from 'vitest'
import { ControlPlane, controllers } from '../control-plane/index.ts'

const metadata = (name: string) => ({ name, namespace: 'shop' })
const pod = (name: string, cpu: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: metadata(name),
  spec: { containers: [{ name: 'c', image: 'app', resources: { requests: { cpu } } }] },
})

// One of the ConfigMaps is the namespace's own.
test('what is used is counted from what exists', () => {
  const cluster = new ControlPlane({ controllers })
  cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
  const hard = { pods: '5', 'requests.cpu': '2', 'count/configmaps': '3', 'count/deployments.apps': '1' }
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: metadata('q'), spec: { hard } }
  cluster.create(quota)
  cluster.create(pod('a', '600m'))
  cluster.create(pod('b', '600m'))
  cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('settings') })
  cluster.settle()
  expect(cluster.world.get('ResourceQuota', 'shop', 'q')).toMatchObject({
    status: {
      hard,
      used: { pods: '2', 'requests.cpu': '1200m', 'count/configmaps': '2', 'count/deployments.apps': '0' },
    },
  })
})
