import { clone } from '../../../resource/json.ts'
import type { KubeObject, ObjectMeta } from '../../../resource/object.ts'
import { takeOver } from './take-over.ts'

const KEPT: readonly (keyof ObjectMeta)[] = [
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'selfLink',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'managedFields',
]

/** What of the metadata an update of a part of the object may not touch. Truth: apimachinery ResetObjectMetaForStatus */
export function keepForStatus({ metadata: next }: KubeObject, { metadata: old }: KubeObject): void {
  const kept = clone(old)
  for (const field of KEPT) takeOver(next, kept, field)
}
