import { isObject } from '../../resource/json.ts'
import type { PersistentVolumeClaim, Pod } from '../../resource/kinds.ts'

/** The claims that a pod mounts. */
export const claimsOf = ({ spec }: Pod): string[] =>
  (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])

export function storageOf({ spec }: PersistentVolumeClaim): string | undefined {
  const resources = isObject(spec?.['resources']) ? spec['resources'] : undefined
  const requests = isObject(resources?.['requests']) ? resources['requests'] : undefined
  const storage = requests?.['storage']
  return storage === undefined || storage === null ? undefined : String(storage)
}
