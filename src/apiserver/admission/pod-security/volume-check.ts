import type { Volume } from '../../../../schemas/types/core/v1.generated.ts'
import { type Check, plural, quoted, sorted } from './check.ts'

/** The kinds of volumes that the restricted standard allows. */
export const SAFE_VOLUME_TYPES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const

const isAllowed = (volume: Volume): boolean => SAFE_VOLUME_TYPES.some(type => volume[type] !== undefined)

/** The type of a volume is the name of the field that says where it comes from. */
const typeOf = (volume: Volume): string => Object.keys(volume).find(field => field !== 'name') ?? 'unknown'

export const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  since: 0,
  overrides: ['hostPathVolumes'],
  run({ spec }) {
    const wrong = (spec.volumes ?? []).filter(volume => !isAllowed(volume))
    if (wrong.length === 0) return undefined
    const names = quoted(wrong.map(({ name = '' }) => name))
    const types = sorted(wrong.map(typeOf))
    const who = `${plural('volume', 'volumes', wrong.length)} ${names} ${plural('uses', 'use', wrong.length)}`
    return {
      reason: 'restricted volume types',
      detail: `${who} ${plural('restricted volume type', 'restricted volume types', types.length)} ${quoted(types)}`,
    }
  },
}
