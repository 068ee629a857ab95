import type { Field } from '../field.ts'
import type { LintObject } from '../lint-object.ts'

/** A Service and a port that an Ingress sends traffic to, in any version of the Ingress. */
export interface IngressBackend {
  /** The field with the name of the Service. */
  readonly service: Field
  /** The field with the name or number of the port. */
  readonly port: Field
}

export function ingressBackends(ingress: LintObject): IngressBackend[] {
  const spec = ingress.get('spec')
  const paths = spec.get('rules').items.flatMap(rule => rule.get('http', 'paths').items)
  return [spec.get('defaultBackend'), spec.get('backend'), ...paths.map(path => path.get('backend'))].flatMap(backendAt)
}

function backendAt(backend: Field): IngressBackend[] {
  if (!backend.map) return []
  // Until v1 the fields were flat.
  if (backend.get('serviceName').exists)
    return [{ service: backend.get('serviceName'), port: backend.get('servicePort') }]
  const service = backend.get('service')
  if (!service.get('name').exists) return []
  const number = service.get('port', 'number')
  return [{ service: service.get('name'), port: number.exists ? number : service.get('port', 'name') }]
}

/** A host and a path that an Ingress answers for. */
export interface IngressPath {
  readonly host: string
  readonly path: string
  readonly type: string
  readonly at: Field
}

export const ingressPaths = (ingress: LintObject): IngressPath[] =>
  ingress.get('spec', 'rules').items.flatMap(rule =>
    rule.get('http', 'paths').items.map(path => ({
      host: rule.get('host').text ?? '',
      path: path.get('path').text ?? '/',
      type: path.get('pathType').text ?? 'ImplementationSpecific',
      at: path.get('path').exists ? path.get('path') : path,
    })),
  )
