import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import type { Status } from '../status.ts'
import { certificateSubjectRestriction } from './certificate-subject-restriction.ts'
import { defaultIngressClass } from './default-ingress-class.ts'
import { defaultStorageClass } from './default-storage-class.ts'
import { defaultTolerationSeconds } from './default-toleration-seconds.ts'
import { limitRanger } from './limit-ranger/limit-ranger.ts'
import { namespaceLifecycle } from './namespace-lifecycle.ts'
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { podSecurity } from './pod-security/pod-security.ts'
import { podTopologyLabels } from './pod-topology-labels.ts'
import { mutateByPolicies } from './policy/mutating.ts'
import { validatingAdmissionPolicy } from './policy/validating.ts'
import { priority } from './priority.ts'
import { resourceQuota } from './resource-quota/resource-quota.ts'
import { runtimeClass } from './runtime-class.ts'
import { serviceAccount } from './service-account.ts'
import { certificateApproval, certificateSigning, clusterTrustBundleAttest } from './signer-rights.ts'
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts'
import { taintNodesByCondition } from './taint-nodes-by-condition.ts'

/**
 * The plugins that a default server runs, in its order: every mutating one before the first validating one.
 *
 * Truth: pkg/kubeapiserver/options/plugins.go AllOrderedPlugins
 */
const PLUGINS: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  certificateApproval,
  certificateSigning,
  clusterTrustBundleAttest,
  certificateSubjectRestriction,
  defaultIngressClass,
  podTopologyLabels,
  validatingAdmissionPolicy,
  resourceQuota,
]

/** Mutating admission: the first refusal ends it. What policies changed the plugins look at once more. */
export function admit(object: KubeObject, old: KubeObject | undefined, context: Context): Status | undefined {
  if (!context.admission) return undefined
  const refusal = runPlugins(object, old, context)
  if (refusal) return refusal
  const first = mutateByPolicies(object, old, context)
  if ('status' in first) return first.status
  if (!first.changed) return undefined
  const refused = runPlugins(object, old, context)
  if (refused) return refused
  const second = mutateByPolicies(object, old, context, first.again)
  return 'status' in second ? second.status : undefined
}

function runPlugins(object: KubeObject, old: KubeObject | undefined, context: Context): Status | undefined {
  for (const plugin of PLUGINS) {
    const refusal = plugin.admit?.(object, old, context)
    if (refusal) return refusal
  }
  return undefined
}

/** Validating admission, after the object was found valid: the first refusal ends it. */
export function validateAdmission(
  object: KubeObject,
  old: KubeObject | undefined,
  context: Context,
): Status | undefined {
  if (!context.admission) return undefined
  for (const plugin of PLUGINS) {
    const refusal = plugin.validate?.(object, old, context)
    if (refusal) return refusal
  }
  return undefined
}
