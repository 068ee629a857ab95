import type { ServiceAccount } from '../../../../schemas/types/core/v1.generated.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'

const ENFORCE = 'kubernetes.io/enforce-mountable-secrets'

/** Truth: pkg/registry/core/serviceaccount, pkg/apis/core/validation ValidateServiceAccount */
export const serviceAccount: KindRules<ServiceAccount & KubeObject> = {
  prepareCreate: keepNames,
  prepareUpdate: keepNames,

  validate: (object, errors) => validateObjectMeta(object, true, dnsSubdomain, errors),

  validateUpdate(object, old, errors) {
    validateObjectMetaUpdate(object, old, errors)
    validateObjectMeta(object, true, dnsSubdomain, errors)
  },

  warnings({ metadata }, { minor }) {
    if (minor < 32 || metadata.annotations?.[ENFORCE] === undefined) return []
    const path = FieldPath.of('metadata', 'annotations').key(ENFORCE)
    return [`${path}: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`]
  },
}

/** Of a secret only its name means anything. Truth: pkg/registry/core/serviceaccount/strategy.go cleanSecretReferences */
function keepNames(object: ServiceAccount & KubeObject): void {
  if (object.secrets) object.secrets = object.secrets.map(({ name }) => (name === undefined ? {} : { name }))
}
