import type {
  IngressClass,
  IngressClassParametersReference,
} from '../../../../schemas/types/networking.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsLabel, dnsSubdomain, regexComplaint } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateFormat } from '../core/complaints.ts'
import { IMMUTABLE, validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { validateReference } from './reference.ts'

type Class = IngressClass & KubeObject

const CONTROLLER = FieldPath.of('spec', 'controller')
const PARAMETERS = FieldPath.of('spec', 'parameters')
const MOST_BYTES = 250
const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"
const isHttpPath = new RegExp(`^${HTTP_PATH}$`)
const SCOPES = ['Cluster', 'Namespace']

/** Truth: pkg/registry/networking/ingressclass, pkg/apis/networking/validation ValidateIngressClass */
export const ingressClass: KindRules<Class> = {
  prepareCreate(object, context) {
    object.metadata.generation = 1
    dropScope(object, context)
  },

  validate: (object, errors, { minor }) => validateClass(object, errors, minor),

  prepareUpdate(object, old, context) {
    dropScope(object, context)
    object.metadata.generation = (old.metadata.generation ?? 0) + (semanticallyEqual(object.spec, old.spec) ? 0 : 1)
  },

  validateUpdate(object, old, errors, { minor }) {
    validateObjectMetaUpdate(object, old, errors)
    const controller = object.spec?.controller ?? ''
    if (controller !== (old.spec?.controller ?? '')) errors.invalid(CONTROLLER, controller, IMMUTABLE)
    validateClass(object, errors, minor)
  },
}

/** Where parameters are was behind a closed gate at first. */
function dropScope({ spec }: Class, { minor }: Context): void {
  if (minor >= 22) return
  delete spec?.parameters?.scope
  delete spec?.parameters?.namespace
}

function validateClass(object: Class, errors: FieldErrors, minor: Minor): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  const { controller = '', parameters } = object.spec ?? {}
  if (byteLength(controller) > MOST_BYTES) errors.tooLong(CONTROLLER, MOST_BYTES)
  validateDomainPath(controller, errors)
  if (!parameters) return
  validateReference(parameters, errors, PARAMETERS, minor)
  if (minor >= 22) validateScope(parameters, errors)
}

/** `example.com/ingress-controller`. Truth: apimachinery/pkg/util/validation IsDomainPrefixedPath */
function validateDomainPath(controller: string, errors: FieldErrors): void {
  if (controller === '') {
    errors.required(CONTROLLER)
    return
  }
  const slash = controller.indexOf('/')
  if (slash <= 0 || slash === controller.length - 1) {
    errors.invalid(CONTROLLER, controller, 'must be a domain-prefixed path (such as "acme.io/foo")')
    return
  }
  const host = controller.slice(0, slash)
  validateFormat(dnsSubdomain, host, errors, CONTROLLER)
  const path = controller.slice(slash + 1)
  if (!isHttpPath.test(path)) errors.invalid(CONTROLLER, path, regexComplaint('Invalid path', HTTP_PATH))
}

function validateScope({ scope, namespace }: IngressClassParametersReference, errors: FieldErrors): void {
  if (scope === undefined) {
    errors.required(PARAMETERS.child('scope'))
    return
  }
  if (!SCOPES.includes(scope)) errors.notSupported(PARAMETERS.child('scope'), scope, SCOPES)
  const at = PARAMETERS.child('namespace')
  if (scope === 'Namespace') {
    if (namespace === undefined) errors.required(at, "`parameters.scope` is set to 'Namespace'")
    else validateFormat(dnsLabel, namespace, errors, at)
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.forbidden(at, "`parameters.scope` is set to 'Cluster'")
  }
}
