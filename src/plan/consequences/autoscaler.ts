import { refKey } from '../machine/owners.ts'
import { scalersIn, scales } from '../scalers.ts'
import type { Find } from './find.ts'

/** A manifest that sets the replicas of a workload which an autoscaler sets, too: every apply sets them back. */
export const autoscaler: Find = function* ({ machine, changes, question }) {
  for (const scaler of scalersIn(machine.cluster.world)) {
    const change = changes.find(({ object, action }) => action !== 'leave' && scales(scaler, object))
    if (!change) continue
    const manifest = question.to.manifests.find(({ value }) => {
      const { metadata } = value as { metadata?: { name?: string; namespace?: string } }
      return (
        refKey({ ...change.object }) ===
        refKey({
          apiVersion: String(value['apiVersion']),
          kind: String(value['kind']),
          namespace: metadata?.namespace ?? 'default',
          name: metadata?.name ?? '',
        })
      )
    })
    const { spec } = (manifest?.value ?? {}) as { spec?: { replicas?: unknown } }
    if (typeof spec?.replicas !== 'number') continue
    const { minReplicas: min = 1, maxReplicas: max = 1 } = scaler.spec ?? {}
    yield {
      kind: 'autoscaler',
      weight: 'warning',
      about: change.object,
      scaler: scaler.metadata.name ?? '',
      sets: spec.replicas,
      min,
      max,
    }
  }
}
