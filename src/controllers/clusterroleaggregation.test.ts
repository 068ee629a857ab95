import { expect, test } from 'vitest'
import { ControlPlane, controllers } from '../control-plane/index.ts'

const role = (name: string, more: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name, labels: { into: `${name}-er` } },
  ...more,
})
const rule = (verb: string) => ({ verbs: [verb], apiGroups: [''], resources: ['pods'] })
const takes = (label: string) => ({ aggregationRule: { clusterRoleSelectors: [{ matchLabels: { into: label } }] } })

test('view goes into edit, and with it into admin', () => {
  const cluster = new ControlPlane({ controllers })
  cluster.create(role('a', { rules: [rule('get')] }))
  cluster.create(role('b', takes('a-er')))
  cluster.create(role('c', takes('b-er')))
  expect(cluster.settle().outcome).toBe('settled')
  const last = cluster.world.get('rbac.authorization.k8s.io/ClusterRole', '', 'c')
  expect(last).toMatchObject({ rules: [rule('get')] })
})
