import type { ResourceClaimTemplate } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject, ObjectMeta } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { internalJson } from '../core/internal-json.ts'
import { validateTemplateMeta } from '../core/template-meta.ts'
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateAdminAccess } from './admin-access.ts'
import { validateDeviceClaim } from './device-claim.ts'
import { dropDisabledClaimFields } from './disabled-fields.ts'

type Template = ResourceClaimTemplate & KubeObject

const SPEC = FieldPath.of('spec')
const DEVICES = SPEC.child('spec', 'devices')

/** Truth: pkg/apis/resource/validation ValidateResourceClaimTemplate, pkg/registry/resource/resourceclaimtemplate */
export const resourceClaimTemplate: KindRules<Template> = {
  prepareCreate: (object, context) => dropDisabledClaimFields(object.spec?.spec?.devices, undefined, context),
  validate(object, errors, context) {
    const { requests } = object.spec?.spec?.devices ?? {}
    validateAdminAccess(requests, object.metadata.namespace, errors, context)
    validate(object, errors, context)
  },
  prepareUpdate(object, old, context) {
    dropDisabledClaimFields(object.spec?.spec?.devices, old.spec?.spec?.devices, context)
  },
  validateUpdate(object, old, errors, context) {
    validate(object, errors, context)
    validateObjectMetaUpdate(object, old, errors)
    const spec = object.spec ?? {}
    const shown = internalJson('ResourceClaimTemplateSpec', spec, context.minor)
    validateImmutable(spec, old.spec ?? {}, errors, SPEC, shown)
  },
}

function validate(object: Template, errors: FieldErrors, context: Context): void {
  validateObjectMeta(object, true, dnsSubdomain, errors)
  const { metadata = {}, spec = {} } = object.spec ?? {}
  validateTemplateMeta(metadata as ObjectMeta, errors, SPEC.child('metadata'))
  validateDeviceClaim(spec.devices ?? {}, false, errors, DEVICES, context)
}
