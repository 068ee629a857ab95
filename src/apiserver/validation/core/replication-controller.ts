import type {
  ReplicationControllerSpec,
  ReplicationControllerStatus,
} from '../../../../schemas/types/core/v1.generated.ts'
import { matchesLabels } from '../../../resource/labels.ts'
import { dnsLabel, dnsSubdomain, pathSegment } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { dropDisabledTemplateFields } from './disabled-fields.ts'
import { templateOptions } from './pod-options.ts'
import { validatePodTemplateSpec } from './pod-template.ts'
import { podTemplateWarnings } from './pod-warnings.ts'
import { validateReadOnlyDisks } from './volume/volumes.ts'

export type ReplicationController = KubeObject & {
  spec: ReplicationControllerSpec
  status?: ReplicationControllerStatus
}

const METADATA = FieldPath.of('metadata')
const SPEC = FieldPath.of('spec')
const TEMPLATE = SPEC.child('template')
const STATUS = FieldPath.of('status')

/** Since 1.34 a prefix may be anything that can stand in a URL; the name that is made of it is judged as ever. */
function validateNames(controller: ReplicationController, errors: FieldErrors, { minor }: Context): void {
  if (minor < 34) {
    validateObjectMeta(controller, true, dnsSubdomain, errors)
    return
  }
  const { name } = controller.metadata
  for (const complaint of name ? dnsSubdomain(name) : []) {
    errors.invalid(METADATA.child('name'), name, complaint.replace(/ characters$/, ' bytes'))
  }
  validateObjectMeta(controller, true, pathSegment, errors)
}

/** Truth: pkg/apis/core/validation ValidateReplicationControllerSpec, ValidatePodTemplateSpecForRC */
function validateController(
  controller: ReplicationController,
  errors: FieldErrors,
  context: Context,
  old?: ReplicationController,
): void {
  validateNames(controller, errors, context)
  validateSpec(controller.spec, errors, context, old)
}

function validateSpec(
  spec: ReplicationControllerSpec,
  errors: FieldErrors,
  context: Context,
  old?: ReplicationController,
): void {
  const { minReadySeconds, selector, replicas, template } = spec
  validateNonNegative(minReadySeconds, errors, SPEC.child('minReadySeconds'))
  const selects = selector !== undefined && Object.keys(selector).length > 0
  if (!selects) errors.required(SPEC.child('selector'))
  if (replicas === undefined || replicas === null) errors.required(SPEC.child('replicas'))
  else validateNonNegative(replicas, errors, SPEC.child('replicas'))
  if (!template) {
    errors.required(TEMPLATE)
    return
  }
  const labels = template.metadata?.labels
  if (selects && !matchesLabels(selector, labels)) {
    errors.invalid(
      TEMPLATE.child('metadata', 'labels'),
      typed('map[string]string', labels),
      '`selector` does not match template `labels`',
    )
  }
  validatePodTemplateSpec(template, errors, TEMPLATE, templateOptions(context, old?.spec.template))
  if ((replicas ?? 0) > 1) validateReadOnlyDisks(template.spec?.volumes, errors, TEMPLATE.child('spec', 'volumes'))
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {}
  if (restartPolicy !== 'Always') {
    errors.notSupported(TEMPLATE.child('spec', 'restartPolicy'), restartPolicy, ['Always'])
  }
  if (activeDeadlineSeconds !== undefined && activeDeadlineSeconds !== null) {
    const why = 'activeDeadlineSeconds in ReplicationController is not Supported'
    errors.forbidden(TEMPLATE.child('spec', 'activeDeadlineSeconds'), why)
  }
}

const COUNTS = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'] as const
const PARTS = ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'] as const

/** Truth: pkg/apis/core/validation ValidateReplicationControllerStatus */
function validateStatus(status: ReplicationControllerStatus, errors: FieldErrors): void {
  for (const field of COUNTS) validateNonNegative(status[field], errors, STATUS.child(field))
  const { replicas = 0, availableReplicas = 0, readyReplicas = 0 } = status
  for (const field of PARTS) {
    const count = status[field] ?? 0
    if (count > replicas) errors.invalid(STATUS.child(field), count, 'cannot be greater than status.replicas')
  }
  if (availableReplicas > readyReplicas) {
    errors.invalid(STATUS.child('availableReplicas'), availableReplicas, 'cannot be greater than readyReplicas')
  }
}

function warnings(controller: ReplicationController, context: Context, old?: ReplicationController): string[] {
  if (context.minor < 21) return []
  const told: string[] = []
  const complaints = old ? [] : dnsLabel(controller.metadata.name ?? '')
  if (complaints.length > 0 && context.minor >= 27) {
    told.push(
      `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${complaints.join(' ')}]`,
    )
  }
  const { template } = controller.spec
  if (old && semanticallyEqual(old.spec, controller.spec)) return told
  // On update the server takes one for the other, and speaks of what was there before.
  const shown = old ? old.spec.template : template
  return shown ? [...told, ...podTemplateWarnings(shown, TEMPLATE, context)] : told
}

export const replicationController: KindRules<ReplicationController> = {
  prepareCreate(controller, context) {
    clearStatus(controller, context)
    controller.metadata.generation = 1
    dropDisabledTemplateFields(controller.spec.template, undefined, context)
  },
  validate: validateController,
  warnings,
  prepareUpdate(controller, old, context) {
    keepStatus(controller, old)
    dropDisabledTemplateFields(controller.spec.template, old.spec.template, context)
    if (!semanticallyEqual(controller.spec, old.spec))
      controller.metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  validateUpdate(controller, old, errors, context) {
    // Up to 1.33 the server looked at everything twice.
    if (context.minor < 34) validateController(controller, errors, context, old)
    validateObjectMetaUpdate(controller, old, errors)
    validateSpec(controller.spec, errors, context, old)
  },
  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(controller, old, errors) {
        validateObjectMetaUpdate(controller, old, errors)
        validateStatus(controller.status ?? {}, errors)
      },
    },
  },
}
