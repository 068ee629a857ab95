import type { RulesByKind } from '../../kind-rules.ts'
import { persistentVolume } from './persistent-volume/persistent-volume.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { podRules } from './pods.ts'
import { service } from './service/service.ts'

/** The kinds of the core group. */
export const coreRules: RulesByKind = {
  ...podRules,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  Service: service,
}
