import type { DeviceTaintRule } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsLabel, dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateConditions } from '../conditions.ts'
import { validateFormat } from '../core/complaints.ts'
import { keepForStatus } from '../core/keep-metadata.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { validateDriverName, validatePoolName } from './names.ts'
import { validateDeviceTaint } from './taints.ts'
import { stampTaint } from './time-added.ts'

type Rule = DeviceTaintRule & KubeObject

const SPEC = FieldPath.of('spec')
const CONDITIONS = FieldPath.of('status', 'conditions')
const MOST_CONDITIONS = 8

/** Truth: pkg/apis/resource/validation ValidateDeviceTaintRule, pkg/registry/resource/devicetaintrule */
export const deviceTaintRule: KindRules<Rule> = {
  prepareCreate(object, context) {
    object.metadata.generation = 1
    clearStatus(object, context)
    if (object.spec?.taint) stampTaint(object.spec.taint, undefined, context)
  },
  validate(object, errors, context) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateSpec(object, undefined, errors, context)
  },
  prepareUpdate(object, old, context) {
    keepStatus(object, old)
    if (object.spec?.taint) stampTaint(object.spec.taint, old.spec?.taint, context)
    if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  validateUpdate(object, old, errors, context) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object, old, errors, context)
  },
  subresources: {
    status: {
      prepareUpdate(object, old) {
        keepSpec(object, old)
        keepForStatus(object, old)
      },
      validateUpdate(object, old, errors) {
        validateObjectMetaUpdate(object, old, errors)
        const conditions = object.status?.conditions
        validateConditions(conditions, errors, CONDITIONS)
        if (conditions && conditions.length > MOST_CONDITIONS) {
          errors.tooMany(CONDITIONS, conditions.length, MOST_CONDITIONS)
        }
      },
    },
  },
}

function validateSpec({ spec = {} }: Rule, old: Rule | undefined, errors: FieldErrors, { minor }: Context): void {
  const { driver, pool, device } = spec.deviceSelector ?? {}
  const path = SPEC.child('deviceSelector')
  if (driver !== undefined) validateDriverName(driver, errors, path.child('driver'))
  if (pool !== undefined) validatePoolName(pool, errors, path.child('pool'))
  if (device !== undefined) validateFormat(dnsLabel, device, errors, path.child('device'))
  validateDeviceTaint(spec.taint ?? {}, old?.spec?.taint, errors, SPEC.child('taint'), minor)
}
