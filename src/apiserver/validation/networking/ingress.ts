import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressServiceBackend,
  IngressSpec,
  IngressTLS,
} from '../../../../schemas/types/networking.k8s.io/v1.generated.ts'
import { parseIp } from '../../../resource/ip.ts'
import {
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  portName,
  portNumber,
  wildcardSubdomain,
} from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import { wasEmptyList } from '../../decode/emptied.ts'
import { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateFormat } from '../core/complaints.ts'
import { validateLoadBalancerStatus } from '../core/service/service.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta.ts'
import { clearStatus, keepSpec, keepStatus } from '../status.ts'
import { bornInExtensions } from './born-in-extensions.ts'
import { validateReference } from './reference.ts'

type IngressObject = Ingress & KubeObject

const SPEC = FieldPath.of('spec')
const CLASS = 'kubernetes.io/ingress.class'
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix']
const FORBIDDEN_PARTS = ['//', '/./', '/../', '%2f', '%2F']
const FORBIDDEN_ENDS = ['/..', '/.']

/** Truth: pkg/registry/networking/ingress, pkg/apis/networking/validation ValidateIngressCreate */
export const ingress: KindRules<IngressObject> = {
  group: bornInExtensions,

  prepareCreate(object, context) {
    clearStatus(object, context)
    object.metadata.generation = 1
  },

  validate(object, errors, context) {
    validateIngress(object, errors, context)
    const annotation = object.metadata.annotations?.[CLASS]
    const name = object.spec?.ingressClassName
    if (annotation === undefined || name === undefined || (context.minor >= 28 && annotation === name)) return
    const text =
      context.minor >= 28
        ? 'must match `ingressClassName` when both are specified'
        : 'can not be set when the class field is also set'
    errors.invalid(FieldPath.of('annotations', CLASS), annotation, text)
  },

  prepareUpdate(object, old) {
    keepStatus(object, old)
    object.metadata.generation = (old.metadata.generation ?? 0) + (semanticallyEqual(object.spec, old.spec) ? 0 : 1)
  },

  validateUpdate(object, old, errors, context) {
    validateObjectMetaUpdate(object, old, errors)
    validateIngress(object, errors, context, old)
  },

  warnings({ metadata }, { minor }, old) {
    if (minor < 22 || metadata.annotations?.[CLASS] === undefined || old) return []
    return [`annotation "${CLASS}" is deprecated, please use 'spec.ingressClassName' instead`]
  },

  subresources: {
    status: {
      prepareUpdate: keepSpec,
      validateUpdate(object, old, errors, { minor }) {
        validateObjectMetaUpdate(object, old, errors)
        validateLoadBalancerStatus(object.status?.loadBalancer, undefined, errors, minor, old.status?.loadBalancer)
      },
    },
  },
}

interface Leniency {
  /** Names of fields are those of before v1. */
  readonly beta: boolean
  /** What is stored already may stay, and the beta versions never looked at it. */
  readonly anySecretName: boolean
  readonly anyWildcardRule: boolean
  readonly minor: Minor
}

function validateIngress(
  object: IngressObject,
  errors: FieldErrors,
  { minor, resource, asked = resource }: Context,
  old?: IngressObject,
): void {
  const beta = asked.version === 'v1beta1'
  const lenient: Leniency = {
    beta,
    minor,
    anySecretName:
      beta || !!old?.spec?.tls?.some(({ secretName }) => secretName && dnsSubdomain(secretName).length > 0),
    anyWildcardRule: beta || !!old?.spec?.rules?.some(rule => isBrokenWildcard(rule, minor)),
  }
  validateObjectMeta(object, true, dnsSubdomain, errors)
  const spec = object.spec ?? {}
  const field = beta ? 'backend' : 'defaultBackend'
  if (!spec.rules?.length && !spec.defaultBackend) {
    errors.invalid(
      SPEC,
      typed('[]networking.IngressRule', spec.rules ?? (wasEmptyList(spec, 'rules') ? [] : null)),
      `either \`${field}\` or \`rules\` must be specified`,
    )
  }
  if (spec.defaultBackend) validateBackend(spec.defaultBackend, errors, SPEC.child(field), lenient)
  spec.rules?.forEach((rule, index) => {
    validateRule(rule, errors, SPEC.child('rules').index(index), lenient)
  })
  validateTls(spec, errors, lenient)
  if (spec.ingressClassName !== undefined) {
    validateFormat(dnsSubdomain, spec.ingressClassName, errors, SPEC.child('ingressClassName'))
  }
}

/** Rules that early releases took for a host with a wildcard. */
function isBrokenWildcard({ host = '', http }: IngressRule, minor: Minor): boolean {
  if (!host.includes('*')) return false
  const errors = new FieldErrors(minor)
  const strict = { beta: false, minor, anySecretName: false, anyWildcardRule: false }
  validateRule({ http }, errors, SPEC, strict)
  return !errors.isEmpty
}

const validateHost = (host: string, errors: FieldErrors, path: FieldPath): void =>
  validateFormat(host.includes('*') ? wildcardSubdomain : dnsSubdomain, host, errors, path)

function validateTls({ tls }: IngressSpec, errors: FieldErrors, { anySecretName }: Leniency): void {
  tls?.forEach(({ hosts, secretName }: IngressTLS, index) => {
    const path = SPEC.child('tls').index(index)
    hosts?.forEach((host, position) => {
      validateHost(host, errors, path.child('hosts').index(position))
    })
    if (secretName && !anySecretName) validateFormat(dnsSubdomain, secretName, errors, path.child('secretName'))
  })
}

function validateRule({ host, http }: IngressRule, errors: FieldErrors, path: FieldPath, lenient: Leniency): void {
  if (host) {
    if (parseIp(host)) errors.invalid(path.child('host'), host, 'must be a DNS name, not an IP address')
    validateHost(host, errors, path.child('host'))
  }
  if (!http || (host?.includes('*') && lenient.anyWildcardRule)) return
  const at = path.child('http', 'paths')
  if (!http.paths?.length) errors.required(at)
  http.paths?.forEach((item, index) => {
    validatePath(item, errors, at.index(index), lenient)
  })
}

function validatePath(item: HTTPIngressPath, errors: FieldErrors, path: FieldPath, lenient: Leniency): void {
  // Before 1.18 all paths were left to the controller.
  const { pathType = lenient.minor < 18 ? 'ImplementationSpecific' : undefined, path: url = '', backend } = item
  if (pathType === undefined || pathType === null) {
    errors.required(path.child('pathType'), 'pathType must be specified')
    return
  }
  const at = path.child('path')
  if (!PATH_TYPES.includes(pathType)) errors.notSupported(path.child('pathType'), pathType, PATH_TYPES)
  else if (pathType === 'ImplementationSpecific') {
    if (url !== '' && !url.startsWith('/')) errors.invalid(at, url, 'must be an absolute path')
  } else {
    if (!url.startsWith('/')) errors.invalid(at, url, 'must be an absolute path')
    for (const part of FORBIDDEN_PARTS) if (url.includes(part)) errors.invalid(at, url, `must not contain '${part}'`)
    for (const end of FORBIDDEN_ENDS) if (url.endsWith(end)) errors.invalid(at, url, `cannot end with '${end}'`)
  }
  validateBackend(backend ?? {}, errors, path.child('backend'), lenient)
}

function validateBackend(backend: IngressBackend, errors: FieldErrors, path: FieldPath, lenient: Leniency): void {
  const { resource, service } = backend
  if (resource && service) errors.invalid(path, '', 'cannot set both resource and service backends')
  else if (resource) validateReference(resource, errors, path.child('resource'), lenient.minor)
  else if (service) validateService(service, errors, path, lenient)
  else errors.invalid(path, '', 'resource or service backend is required')
}

function validateService(
  { name, port }: IngressServiceBackend,
  errors: FieldErrors,
  path: FieldPath,
  { beta, minor }: Leniency,
): void {
  const namePath = beta ? path.child('serviceName') : path.child('service', 'name')
  if (!name) errors.required(namePath)
  else validateFormat(minor >= 36 ? dnsLabel : dns1035Label, name, errors, namePath)
  const at = (field: string): FieldPath => (beta ? path.child('servicePort') : path.child('service', 'port', field))
  if (port?.name && port.number) errors.invalid(path, '', 'cannot set both port name & port number')
  else if (port?.name) validateFormat(portName, port.name, errors, at('name'))
  else if (port?.number) {
    for (const complaint of portNumber(port.number)) errors.invalid(at('number'), port.number, complaint)
  } else errors.required(path, 'port name or number is required')
}
