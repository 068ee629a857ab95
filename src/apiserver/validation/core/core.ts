import type { RulesByKind } from '../../kind-rules.ts'
import { configMap } from './config-map.ts'
import { endpoints } from './endpoints.ts'
import { event } from './events.ts'
import { limitRange } from './limit-range.ts'
import { namespace } from './namespace.ts'
import { node } from './node.ts'
import { persistentVolume } from './persistent-volume/persistent-volume.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { podRules } from './pods.ts'
import { resourceQuota } from './resource-quota.ts'
import { secret } from './secret.ts'
import { service } from './service/service.ts'
import { serviceAccount } from './service-account.ts'

/** The kinds of the core group. */
export const coreRules: RulesByKind = {
  ...podRules,
  ConfigMap: configMap,
  Endpoints: endpoints,
  Event: event,
  LimitRange: limitRange,
  Namespace: namespace,
  Node: node,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  ResourceQuota: resourceQuota,
  Secret: secret,
  Service: service,
  ServiceAccount: serviceAccount,
}
