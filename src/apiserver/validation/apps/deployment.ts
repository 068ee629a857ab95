import type {
  DeploymentSpec,
  DeploymentStatus,
  DeploymentStrategy,
  RollingUpdateDeployment,
} from '../../../../schemas/types/apps/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { dropDisabledTemplateFields } from '../core/disabled-fields.ts'
import { leadingNumber, validateAtMostWhole, validateIntOrPercent } from '../int-or-percent.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateReplicatedTemplate } from './replica-set.ts'
import {
  countGeneration,
  SPEC,
  STATUS,
  specChanged,
  validateCollisions,
  validateCounts,
  validateParts,
  validateSelectorKept,
  workloadWarnings,
} from './workload.ts'

type Deployment = KubeObject & {
  spec: DeploymentSpec & { rollbackTo?: { revision?: number } }
  status?: DeploymentStatus
}

function validateSpec(spec: Deployment['spec'], errors: FieldErrors, context: Context, old?: DeploymentSpec): void {
  validateNonNegative(spec.replicas, errors, SPEC.child('replicas'))
  validateReplicatedTemplate(spec, errors, context, old?.template)
  validateStrategy(spec.strategy ?? {}, errors, SPEC.child('strategy'))
  validateNonNegative(spec.minReadySeconds, errors, SPEC.child('minReadySeconds'))
  validateNonNegative(spec.revisionHistoryLimit, errors, SPEC.child('revisionHistoryLimit'))
  validateNonNegative(spec.rollbackTo?.revision, errors, SPEC.child('rollback', 'version'))
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec
  const path = SPEC.child('progressDeadlineSeconds')
  validateNonNegative(deadline, errors, path)
  if (deadline !== undefined && deadline <= minReadySeconds) {
    errors.invalid(path, deadline, 'must be greater than minReadySeconds')
  }
}

function validateStrategy(strategy: DeploymentStrategy, errors: FieldErrors, path: FieldPath): void {
  const { type, rollingUpdate } = strategy
  if (type === 'Recreate') {
    if (!rollingUpdate) return
    errors.forbidden(path.child('rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'")
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) validateRollingUpdate(rollingUpdate, errors, path.child('rollingUpdate'))
    else errors.required(path.child('rollingUpdate'), 'this should be defaulted and never be nil')
  } else errors.notSupported(path, strategyText(strategy), ['Recreate', 'RollingUpdate'])
}

function validateRollingUpdate(
  { maxUnavailable, maxSurge }: RollingUpdateDeployment,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('maxUnavailable')
  validateIntOrPercent(maxUnavailable, errors, at)
  validateIntOrPercent(maxSurge, errors, path.child('maxSurge'))
  if (leadingNumber(maxUnavailable) === 0 && leadingNumber(maxSurge) === 0) {
    errors.invalid(at, maxUnavailable ?? 0, 'may not be 0 when `maxSurge` is 0')
  }
  validateAtMostWhole(maxUnavailable, errors, at)
}

/** The internal struct has no JSON names of its own. */
const strategyText = ({ type = '', rollingUpdate }: DeploymentStrategy) =>
  goStruct(
    {
      Type: type,
      RollingUpdate: rollingUpdate
        ? goStruct({ MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0 })
        : null,
    },
    'apps.DeploymentStrategy',
  )

const COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'collisionCount',
] as const
const PARTS = ['updatedReplicas', 'readyReplicas', 'availableReplicas'] as const

function validateStatus(status: DeploymentStatus, errors: FieldErrors, { gates }: Context): void {
  validateCounts(status, COUNTS, errors)
  if (gates.enabled('DeploymentReplicaSetTerminatingReplicas')) {
    validateNonNegative(status.terminatingReplicas, errors, STATUS.child('terminatingReplicas'))
  }
  validateParts(status, PARTS, errors)
  const { availableReplicas = 0, readyReplicas = 0 } = status
  if (availableReplicas > readyReplicas) {
    errors.invalid(STATUS.child('availableReplicas'), availableReplicas, 'cannot be greater than readyReplicas')
  }
}

/** Truth: pkg/registry/apps/deployment/strategy.go */
export const deployment: KindRules<Deployment> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    object.metadata.generation = 1
    dropDisabledTemplateFields(object.spec.template, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object.spec, errors, context)
  },
  warnings: workloadWarnings,
  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    dropDisabledTemplateFields(object.spec.template, old.spec.template, context)
    // Annotations are copied to the ReplicaSets, so that a change of one is a change of what is wanted.
    const annotated = !semanticallyEqual(object.metadata.annotations ?? {}, old.metadata.annotations ?? {})
    countGeneration(object, old, annotated || specChanged(object, old))
  },
  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec, errors, context, old.spec)
    validateSelectorKept(object.spec.selector, old.spec.selector, errors, context, MUTABLE_IN)
  },
  subresources: {
    status: {
      prepareUpdate(object, old) {
        keepSpec(object, old)
        if (old.metadata.labels) object.metadata.labels = { ...old.metadata.labels }
        else delete object.metadata.labels
      },
      validateUpdate(object, old, errors, context) {
        validateObjectMetaUpdate(object, old, errors)
        validateStatus(object.status ?? {}, errors, context)
        validateCollisions(object.status, old.status, errors)
      },
    },
  },
}

const MUTABLE_IN = ['extensions/v1beta1', 'apps/v1beta1']
