import type { PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { dropDisabledTemplateFields } from './disabled-fields.ts'
import { templateOptions } from './pod-options.ts'
import { validatePodTemplateSpec } from './pod-template.ts'
import { podTemplateWarnings } from './pod-warnings.ts'

type PodTemplate = KubeObject & { template: PodTemplateSpec }

const TEMPLATE = FieldPath.of('template')

/** Truth: pkg/registry/core/podtemplate/strategy.go, pkg/apis/core/validation ValidatePodTemplate */
export const podTemplate: KindRules<PodTemplate> = {
  prepareCreate(object, context) {
    if (context.minor >= 23) object.metadata.generation = 1
    dropDisabledTemplateFields(object.template, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validatePodTemplateSpec(object.template, errors, TEMPLATE, templateOptions(context))
  },
  warnings: (object, context) => podTemplateWarnings(object.template, TEMPLATE, context),
  prepareUpdate(object, old, context) {
    dropDisabledTemplateFields(object.template, old.template, context)
    if (context.minor >= 23 && !semanticallyEqual(object.template, old.template)) {
      object.metadata.generation = (old.metadata.generation ?? 0) + 1
    }
  },
  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    validateObjectMeta(object, true, dnsSubdomain, errors)
    validatePodTemplateSpec(object.template, errors, TEMPLATE, templateOptions(context, old.template))
  },
}
