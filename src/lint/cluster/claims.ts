import type { Field } from '../field.ts'
import type { Cluster } from './cluster.ts'

export interface OnlyMode {
  readonly mode: 'ReadWriteOnce' | 'ReadWriteOncePod'
  /** Who may mount it only once. */
  readonly per: 'node' | 'pod'
  readonly at: Field
}

/** What a claim is bound to once: undefined where it can be shared or is not among the manifests. */
export function onlyModeOf(claim: string, namespace: string, cluster: Cluster): OnlyMode | undefined {
  const [object] = cluster.named('PersistentVolumeClaim', claim, namespace)
  const at = object?.get('spec', 'accessModes')
  const [mode, ...more] = at?.texts ?? []
  if (!at || more.length > 0) return undefined
  if (mode === 'ReadWriteOnce') return { mode, per: 'node', at }
  return mode === 'ReadWriteOncePod' ? { mode, per: 'pod', at } : undefined
}
