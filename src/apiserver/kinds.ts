import type { KubeObject } from '../resource/object.ts'
import type { Resource } from './context.ts'
import type { KindRules, RulesByKind } from './kind-rules.ts'
import { admissionregistrationRules } from './validation/admissionregistration/rules.ts'
import { apiextensionsRules } from './validation/apiextensions/rules.ts'
import { apiregistrationRules } from './validation/apiregistration/rules.ts'
import { appsRules } from './validation/apps/rules.ts'
import { autoscalingRules } from './validation/autoscaling/rules.ts'
import { batchRules } from './validation/batch/rules.ts'
import { certificatesRules } from './validation/certificates/rules.ts'
import { coordinationRules } from './validation/coordination/rules.ts'
import { coreRules } from './validation/core/core.ts'
import { discoveryRules } from './validation/discovery/rules.ts'
import { eventsRules } from './validation/events/rules.ts'
import { flowcontrolRules } from './validation/flowcontrol/rules.ts'
import { networkingRules } from './validation/networking/rules.ts'
import { nodeRules } from './validation/node/rules.ts'
import { policyRules } from './validation/policy/rules.ts'
import { rbacRules } from './validation/rbac/rules.ts'
import { resourceRules } from './validation/resource/rules.ts'
import { schedulingRules } from './validation/scheduling/rules.ts'
import { storageRules } from './validation/storage/rules.ts'

/** The rules of every built-in kind, by group. */
const GROUPS: Record<string, RulesByKind> = {
  '': coreRules,
  'admissionregistration.k8s.io': admissionregistrationRules,
  'apiextensions.k8s.io': apiextensionsRules,
  'apiregistration.k8s.io': apiregistrationRules,
  'certificates.k8s.io': certificatesRules,
  apps: appsRules,
  autoscaling: autoscalingRules,
  batch: batchRules,
  'coordination.k8s.io': coordinationRules,
  'flowcontrol.apiserver.k8s.io': flowcontrolRules,
  'node.k8s.io': nodeRules,
  'discovery.k8s.io': discoveryRules,
  'events.k8s.io': eventsRules,
  'networking.k8s.io': networkingRules,
  policy: policyRules,
  'rbac.authorization.k8s.io': rbacRules,
  'resource.k8s.io': resourceRules,
  'scheduling.k8s.io': schedulingRules,
  'storage.k8s.io': storageRules,
}

/** A kind without rules of its own is held to its schema alone. */
const NONE: KindRules = { validate: () => {} }

/**
 * The rules of a kind. Each is written for objects of its own kind; decoding has made sure that the object
 * is one, which is what lets the table forget the type.
 */
export const rulesOf = ({ group, kind }: Pick<Resource, 'group' | 'kind'>): KindRules<KubeObject> =>
  GROUPS[group]?.[kind] ?? NONE
