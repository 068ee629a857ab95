import type { ReplicaSetSpec, ReplicaSetStatus } from '../../../../schemas/types/apps/v1.generated.ts'
import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { LabelSelector } from '../../../resource/labels.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { KindRules } from '../../kind-rules.ts'
import { dropDisabledTemplateFields } from '../core/disabled-fields.ts'
import { templateOptions } from '../core/pod-options.ts'
import { validatePodTemplateSpec } from '../core/pod-template.ts'
import { validateReadOnlyDisks } from '../core/volume/volumes.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import {
  countGeneration,
  isEmptySelector,
  looksForSharedDisks,
  SPEC,
  STATUS,
  specChanged,
  TEMPLATE,
  validateCounts,
  validateLastingPod,
  validateOwnSelector,
  validateParts,
  validateSelectorKept,
  validateTemplateLabels,
  workloadWarnings,
} from './workload.ts'

type ReplicaSet = KubeObject & { spec: ReplicaSetSpec; status?: ReplicaSetStatus }

const SELECTOR_OF_REPLICAS = { kind: 'deployment', unsound: 'invalid label selector' }

/** The part that Deployments share. Truth: pkg/apis/apps/validation ValidatePodTemplateSpecForReplicaSet */
export function validateReplicatedTemplate(
  {
    selector,
    template = {},
    replicas = 0,
  }: { selector?: LabelSelector; template?: PodTemplateSpec; replicas?: number },
  errors: FieldErrors,
  context: Context,
  old?: PodTemplateSpec,
): void {
  if (!validateOwnSelector(selector, errors, SELECTOR_OF_REPLICAS)) return
  if (!selector || !isEmptySelector(selector)) validateTemplateLabels(selector, template, errors)
  validatePodTemplateSpec(template, errors, TEMPLATE, templateOptions(context, old))
  if (replicas > 1 && looksForSharedDisks(context)) {
    validateReadOnlyDisks(template.spec?.volumes, errors, TEMPLATE.child('spec', 'volumes'))
  }
  validateLastingPod(template, 'ReplicaSet', errors)
}

function validateSpec(spec: ReplicaSetSpec, errors: FieldErrors, context: Context, old?: ReplicaSetSpec): void {
  validateNonNegative(spec.replicas, errors, SPEC.child('replicas'))
  validateNonNegative(spec.minReadySeconds, errors, SPEC.child('minReadySeconds'))
  validateReplicatedTemplate(spec, errors, context, old?.template)
}

const COUNTS = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'] as const
const PARTS = ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'] as const

function validateStatus(status: ReplicaSetStatus, errors: FieldErrors): void {
  validateCounts(status, COUNTS, errors)
  validateParts(status, PARTS, errors)
  const { availableReplicas = 0, readyReplicas = 0 } = status
  if (availableReplicas > readyReplicas) {
    errors.invalid(STATUS.child('availableReplicas'), availableReplicas, 'cannot be greater than readyReplicas')
  }
}

/** Truth: pkg/registry/apps/replicaset/strategy.go */
export const replicaSet: KindRules<ReplicaSet> = {
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
    countGeneration(object, old, specChanged(object, old))
  },
  validateUpdate(object, old, errors, context) {
    if (context.minor < 34) {
      // Before 1.34 the server looked at everything twice.
      validateObjectMeta(object, true, dnsSubdomain, errors)
      validateSpec(object.spec, errors, context, old.spec)
    }
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec, errors, context, old.spec)
    validateSelectorKept(object.spec.selector, old.spec.selector, errors, context)
  },
  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        validateStatus(object.status ?? {}, errors)
      },
    },
  },
}
