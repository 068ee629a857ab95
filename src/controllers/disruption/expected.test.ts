import { expect, test } from 'vitest'
import { clusterWith } from '../../../test/worlds.ts'
import type { ControlPlane } from '../../control-plane/index.ts'
import type { JsonObject } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'

const budget: KubeObject & { spec: JsonObject } = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'p', namespace: 'shop' },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'x' } } },
}
const rollouts = (subresources: JsonObject): KubeObject & { spec: JsonObject } => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'rollouts.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'rollouts', singular: 'rollout', kind: 'Rollout', listKind: 'RolloutList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
})
const owned = (uid: string): KubeObject & { spec: JsonObject } => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'a',
    namespace: 'shop',
    labels: { app: 'x' },
    ownerReferences: [{ apiVersion: 'example.com/v1', kind: 'Rollout', name: 'r', uid, controller: true }],
  },
  spec: { containers: [{ name: 'c', image: 'a:1' }] },
})
const rollout: KubeObject & { spec: JsonObject } = {
  apiVersion: 'example.com/v1',
  kind: 'Rollout',
  metadata: { name: 'r', namespace: 'shop' },
  spec: { size: 3 },
}
const statusOf = (cluster: ControlPlane): unknown =>
  (cluster.list('policy/v1', 'PodDisruptionBudget')[0] as KubeObject & { status?: unknown }).status

test('a custom resource is asked for its scale', () => {
  const paths = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' }
  const cluster = clusterWith([rollouts({ scale: paths }), rollout])
  cluster.settle()
  cluster.create(owned(cluster.list('example.com/v1', 'Rollout')[0]?.metadata.uid ?? ''))
  cluster.create(budget)
  cluster.settle()
  expect(statusOf(cluster)).toMatchObject({ expectedPods: 3, desiredHealthy: 2 })
})

test.each([
  ['without a scale', [rollouts({}), rollout], 'rollouts.example.com does not implement the scale subresource'],
  ['without a definition', [], 'no matches for kind "Rollout" in version "example.com/v1"'],
])('%s the budget cannot be told', (_story, objects, message) => {
  const cluster = clusterWith(objects)
  cluster.settle()
  cluster.create(owned(cluster.list('example.com/v1', 'Rollout')[0]?.metadata.uid ?? 'r-1'))
  cluster.create(budget)
  cluster.settle()
  const failed = { type: 'DisruptionAllowed', reason: 'SyncFailed', message }
  expect(statusOf(cluster)).toMatchObject({ disruptionsAllowed: 0, conditions: [failed] })
})
