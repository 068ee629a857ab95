import { equal } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Context } from './context.ts'

const SINCE = 20

/** Owners that say the same twice are said once. Truth: apiserver/pkg/endpoints/handlers/rest.go dedupOwnerReferences */
export function dropRepeatedOwners({ metadata }: KubeObject, { minor, warnings }: Context): void {
  const { ownerReferences: owners } = metadata
  if (!owners || owners.length < 2 || minor < SINCE) return
  const kept: typeof owners = []
  const repeated: string[] = []
  for (const owner of owners) {
    if (kept.some(other => equal(other, owner))) repeated.push(owner.uid ?? '')
    else kept.push(owner)
  }
  if (repeated.length === 0) return
  metadata.ownerReferences = kept
  warnings.push(
    `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${repeated.join(', ')}`,
  )
}
