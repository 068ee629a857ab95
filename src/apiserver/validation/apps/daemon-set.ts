import type {
  DaemonSetSpec,
  DaemonSetStatus,
  DaemonSetUpdateStrategy,
  RollingUpdateDaemonSet,
} from '../../../../schemas/types/apps/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { type GoText, goStruct, typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { dropDisabledTemplateFields } from '../core/disabled-fields.ts'
import { templateOptions } from '../core/pod-options.ts'
import { validatePodTemplateSpec } from '../core/pod-template.ts'
import { validateReadOnlyDisks } from '../core/volume/volumes.ts'
import { leadingNumber, validateAtMostWhole, validateIntOrPercent } from '../int-or-percent.ts'
import { isSoundSelector, selectorText, validateLabelSelector } from '../label-selector.ts'
import { validateNonNegative, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import {
  countGeneration,
  isEmptySelector,
  looksForSharedDisks,
  SELECTOR,
  SPEC,
  specChanged,
  TEMPLATE,
  templateWarnings,
  validateCollisions,
  validateCounts,
  validateLastingPod,
  validateSelectorKept,
  validateTemplateLabels,
} from './workload.ts'

type DaemonSet = KubeObject & { spec: DaemonSetSpec; status?: DaemonSetStatus }

/** Where the count of changes of the template, a field of older versions, is kept. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

function validateSpec(spec: DaemonSetSpec, errors: FieldErrors, context: Context, old?: DaemonSetSpec): void {
  const { selector, template = {} } = spec
  validateLabelSelector(selector, errors, SELECTOR)
  if (!selector || isSoundSelector(selector)) validateTemplateLabels(selector, template, errors)
  if (selector && isEmptySelector(selector)) {
    errors.invalid(SELECTOR, selectorText(selector), 'empty selector is invalid for daemonset')
  }
  validatePodTemplateSpec(template, errors, TEMPLATE, templateOptions(context, old?.template))
  if (looksForSharedDisks(context)) {
    validateReadOnlyDisks(template.spec?.volumes, errors, TEMPLATE.child('spec', 'volumes'))
  }
  validateLastingPod(template, 'DaemonSet', errors)
  validateNonNegative(spec.minReadySeconds, errors, SPEC.child('minReadySeconds'))
  validateStrategy(spec.updateStrategy ?? {}, errors, SPEC.child('updateStrategy'), context)
  validateNonNegative(spec.revisionHistoryLimit, errors, SPEC.child('revisionHistoryLimit'))
}

function validateStrategy(
  strategy: DaemonSetUpdateStrategy,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  const { type, rollingUpdate } = strategy
  if (type === 'OnDelete') return
  if (type !== 'RollingUpdate') {
    errors.notSupported(path, strategyText(strategy, context), ['RollingUpdate', 'OnDelete'])
  } else if (!rollingUpdate) errors.required(path.child('rollingUpdate'))
  else validateRollingUpdate(rollingUpdate, errors, path.child('rollingUpdate'), context)
}

function validateRollingUpdate(
  { maxUnavailable, maxSurge }: RollingUpdateDaemonSet,
  errors: FieldErrors,
  path: FieldPath,
  { gates }: Context,
): void {
  const unavailable = path.child('maxUnavailable')
  validateIntOrPercent(maxUnavailable, errors, unavailable)
  if (!gates.enabled('DaemonSetUpdateSurge')) {
    if (leadingNumber(maxUnavailable) === 0)
      errors.invalid(unavailable, typed('intstr.IntOrString', maxUnavailable ?? 0), 'cannot be 0')
    validateAtMostWhole(maxUnavailable, errors, unavailable)
    return
  }
  const surge = path.child('maxSurge')
  validateIntOrPercent(maxSurge, errors, surge)
  validateAtMostWhole(maxUnavailable, errors, unavailable)
  validateAtMostWhole(maxSurge, errors, surge)
  const hasUnavailable = leadingNumber(maxUnavailable) !== 0
  const hasSurge = leadingNumber(maxSurge) !== 0
  if (hasUnavailable && hasSurge) errors.invalid(surge, maxSurge, 'may not be set when maxUnavailable is non-zero')
  if (!hasUnavailable && !hasSurge) errors.required(unavailable, 'cannot be 0 when maxSurge is 0')
}

/** The internal struct has no JSON names of its own. */
function strategyText({ type = '', rollingUpdate }: DaemonSetUpdateStrategy, { minor }: Context): GoText {
  const surge = minor >= 21 ? { MaxSurge: rollingUpdate?.maxSurge ?? 0 } : {}
  const inner = rollingUpdate ? goStruct({ MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, ...surge }) : null
  return goStruct({ Type: type, RollingUpdate: inner }, 'apps.DaemonSetUpdateStrategy')
}

const COUNTS = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
] as const

const templateGeneration = ({ metadata }: KubeObject): number =>
  Number(metadata.annotations?.[TEMPLATE_GENERATION] ?? 0)

function setTemplateGeneration({ metadata }: KubeObject, generation: number): void {
  metadata.annotations = { ...metadata.annotations, [TEMPLATE_GENERATION]: `${generation}` }
}

/** Truth: pkg/registry/apps/daemonset/strategy.go */
export const daemonSet: KindRules<DaemonSet> = {
  prepareCreate(object, context) {
    clearStatus(object, context)
    object.metadata.generation = 1
    setTemplateGeneration(object, Math.max(templateGeneration(object), 1))
    dropDisabledTemplateFields(object.spec.template, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validateSpec(object.spec, errors, context)
  },
  warnings: templateWarnings,
  prepareUpdate(object, old, context) {
    dropDisabledTemplateFields(object.spec.template, old.spec.template, context)
    keepStatus(object, old)
    const templateChanged = !semanticallyEqual(object.spec.template, old.spec.template)
    setTemplateGeneration(object, templateGeneration(old) + Number(templateChanged))
    countGeneration(object, old, templateChanged || specChanged(object, old))
  },
  validateUpdate(object, old, errors, context) {
    const kept = (): void => validateSelectorKept(object.spec.selector, old.spec.selector, errors, context)
    if (context.minor < 34) {
      // Before 1.34 the server looked at everything twice.
      validateObjectMeta(object, true, dnsSubdomain, errors)
      validateSpec(object.spec, errors, context, old.spec)
    }
    validateObjectMetaUpdate(object, old, errors)
    if (context.minor >= 34) kept()
    validateSpec(object.spec, errors, context, old.spec)
    if (context.minor < 34) kept()
  },
  subresources: {
    status: {
      prepareUpdate(object, old) {
        keepSpec(object, old)
        setTemplateGeneration(object, templateGeneration(old))
      },
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        validateCounts(object.status ?? {}, COUNTS, errors)
        validateCollisions(object.status, old.status, errors)
      },
    },
  },
}
