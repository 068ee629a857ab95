import type { DeviceClass, DeviceClassSpec } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import { dnsSubdomain, lengthComplaint, type NameFormat } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { isExtendedResource } from '../core/resource-names.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { dropDisabledClassFields } from './disabled-fields.ts'
import { validateList } from './lists.ts'
import { validateConfiguration } from './opaque.ts'
import { validateSelectors } from './selectors.ts'

type Class = DeviceClass & KubeObject

const SPEC = FieldPath.of('spec')
const MOST_CONFIGURATIONS = 32
const MOST_NAME_BYTES = 253
const IN_BYTES = `must be no more than ${MOST_NAME_BYTES} bytes`

/** Truth: pkg/apis/resource/validation ValidateDeviceClass, pkg/registry/resource/deviceclass */
export const deviceClass: KindRules<Class> = {
  prepareCreate(object, context) {
    object.metadata.generation = 1
    dropDisabledClassFields(object.spec, undefined, context)
  },
  validate(object, errors, context) {
    validateMeta(object, errors, context)
    validateSpec(object.spec ?? {}, undefined, errors, context)
  },
  prepareUpdate(object, old, context) {
    dropDisabledClassFields(object.spec, old.spec, context)
    if (!semanticallyEqual(object.spec, old.spec)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  validateUpdate(object, old, errors, context) {
    validateMeta(object, errors, context)
    validateObjectMetaUpdate(object, old, errors)
    validateSpec(object.spec ?? {}, old.spec ?? {}, errors, context)
  },
}

/** The name is held to a declaration since 1.35: that counts bytes, and does not look at what names are made from. */
function validateMeta(object: Class, errors: FieldErrors, { minor }: Context): void {
  if (minor < 35) {
    validateObjectMeta(object, false, dnsSubdomain, errors)
    return
  }
  const metadata = { ...object.metadata }
  if (metadata.name) delete metadata.generateName
  validateObjectMeta({ ...object, metadata }, false, longName, errors)
}

const IN_CHARACTERS = lengthComplaint(MOST_NAME_BYTES)
const longName: NameFormat = name =>
  dnsSubdomain(name).map(complaint => (complaint === IN_CHARACTERS ? IN_BYTES : complaint))

function validateSpec(
  { selectors, config, extendedResourceName }: DeviceClassSpec,
  old: DeviceClassSpec | undefined,
  errors: FieldErrors,
  context: Context,
): void {
  const sameSelectors = old !== undefined && semanticallyEqual(selectors, old.selectors)
  validateSelectors(selectors, sameSelectors, errors, SPEC.child('selectors'), context)
  const sameConfig = old !== undefined && semanticallyEqual(config, old.config)
  validateList(config, MOST_CONFIGURATIONS, errors, SPEC.child('config'), (each, path) => {
    validateConfiguration(each, sameConfig, errors, path)
  })
  if (extendedResourceName !== undefined && !isExtendedResource(extendedResourceName)) {
    errors.invalid(SPEC.child('extendedResourceName'), extendedResourceName, 'must be a valid extended resource name')
  }
}
