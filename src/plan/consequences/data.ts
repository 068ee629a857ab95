import { isObject, type JsonObject } from '../../resource/json.ts'
import type { PersistentVolumeClaim, StatefulSet } from '../../resource/kinds.ts'
import { type KubeObject, refOf } from '../../resource/object.ts'
import type { Consequence } from '../consequence.ts'
import type { Scene } from '../scene.ts'
import type { Find } from './find.ts'

/** Data that goes, or that will go sooner than it did before. */
export const data: Find = function* (scene) {
  yield* deletedClaims(scene)
  for (const { object, fields, action } of scene.changes) {
    if (action !== 'update' && action !== 'replace') continue
    for (const { path, before, after } of fields) {
      if (path === 'spec.persistentVolumeReclaimPolicy' && after === 'Delete')
        yield { kind: 'data', weight: 'warning', about: object, what: 'class deletes', detail: String(before ?? '') }
      if (path.startsWith('spec.persistentVolumeClaimRetentionPolicy') && (after === 'Delete' || hasDelete(after)))
        yield {
          kind: 'data',
          weight: 'warning',
          about: object,
          what: 'claims deleted with pods',
          detail: path.split('.').at(-1) ?? '',
        }
    }
  }
}

const hasDelete = (value: unknown): boolean => isObject(value) && Object.values(value).includes('Delete')

/** With a claim goes its volume, unless the volume is kept. */
function* deletedClaims({ before, after }: Scene): Generator<Consequence> {
  for (const [key, object] of before) {
    if (object.kind !== 'PersistentVolumeClaim' || isThere(after.get(key))) continue
    const claim = object as PersistentVolumeClaim
    const volume = before.get(`/PersistentVolume /${String(claim.spec?.['volumeName'] ?? '')}`)
    const kept = policyOf(volume) === 'Retain'
    yield {
      kind: 'data',
      weight: kept ? 'warning' : 'error',
      about: refOf(claim),
      what: kept ? 'volume kept' : volume ? 'volume deleted' : 'claim deleted',
    }
  }
  for (const [key, object] of before) {
    if (object.kind !== 'StatefulSet' || after.has(key)) continue
    const { metadata, spec } = object as StatefulSet
    // The claims stay unless the set says otherwise, but nobody looks after them any more.
    if (!spec.volumeClaimTemplates?.length || spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete')
      continue
    yield {
      kind: 'data',
      weight: 'note',
      about: refOf(object),
      what: 'claim deleted',
      detail: `kept ${metadata.name ?? ''}`,
    }
  }
}

const isThere = (object: KubeObject | undefined): boolean =>
  object !== undefined && object.metadata.deletionTimestamp === undefined

function policyOf(volume: KubeObject | undefined): unknown {
  const { spec } = (volume ?? {}) as { spec?: JsonObject }
  return spec?.['persistentVolumeReclaimPolicy']
}
