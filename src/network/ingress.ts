import type { IntOrString } from '../resource/int-or-string.ts'
import type { KubeObject } from '../resource/object.ts'
import { backendOf } from './backend.ts'
import { groupOf, listOf, nameOf, namespaceOf, ofKind, textOf } from './objects.ts'
import type { FindService, Problem, Route, RouteBackend } from './routes.ts'

interface IngressBackend {
  service?: { name?: string; port?: { number?: number; name?: string } | null } | null
  resource?: { kind?: string; name?: string } | null
  /** The spelling of v1beta1. */
  serviceName?: string
  servicePort?: IntOrString
}

interface IngressObject extends KubeObject {
  spec?: {
    ingressClassName?: string
    defaultBackend?: IngressBackend | null
    backend?: IngressBackend | null
    rules?:
      | readonly {
          host?: string
          http?: { paths?: readonly { path?: string; pathType?: string; backend?: IngressBackend }[] | null } | null
        }[]
      | null
  }
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class'

/** Every path of every Ingress, and the default backends. */
export function ingressRoutes(objects: readonly KubeObject[], find: FindService): Route[] {
  const routes: Route[] = []
  const classes = ofKind<KubeObject>(objects, 'networking.k8s.io', 'IngressClass')
  for (const object of objects) {
    if (!isIngress(object)) continue
    const { className, problems } = classOf(object, classes)
    const route = (at: string, host: string, path: string, pathType: string, backend: IngressBackend): void => {
      const backends = [ingressBackend(backend, namespaceOf(object), find)]
      routes.push({ object, at, matches: [{ host, path, pathType }], entrances: [className], backends, problems })
    }
    const { rules, defaultBackend, backend } = object.spec ?? {}
    if (defaultBackend) route('spec.defaultBackend', '', '/', 'Prefix', defaultBackend)
    else if (backend) route('spec.backend', '', '/', 'Prefix', backend)
    listOf(rules).forEach(({ host, http }, ruleIndex) => {
      listOf(http?.paths).forEach((entry, pathIndex) => {
        const path = textOf(entry.path, '/')
        const pathType = textOf(entry.pathType, 'ImplementationSpecific')
        const at = `spec.rules[${ruleIndex}].http.paths[${pathIndex}]`
        // A prefix is compared by its elements: /cart and /cart/ are the same.
        const plain = pathType === 'Prefix' && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
        if (entry.backend) route(at, textOf(host).toLowerCase(), plain, pathType, entry.backend)
      })
    })
  }
  return routes
}

const isIngress = (object: KubeObject): object is IngressObject =>
  object.kind === 'Ingress' && (groupOf(object) === 'networking.k8s.io' || groupOf(object) === 'extensions')

/** A class is missing only where classes are known at all. */
function classOf(object: IngressObject, classes: readonly KubeObject[]): { className: string; problems: Problem[] } {
  const named = object.spec?.ingressClassName
  const isDefault = (candidate: KubeObject): boolean => candidate.metadata.annotations?.[DEFAULT_CLASS] === 'true'
  const fallback = classes.find(isDefault)
  const className = named ?? object.metadata.annotations?.[CLASS_ANNOTATION] ?? (fallback ? nameOf(fallback) : '')
  const isMissing = named !== undefined && classes.length > 0 && !classes.some(known => nameOf(known) === named)
  return { className, problems: isMissing ? ['class-missing'] : [] }
}

function ingressBackend(backend: IngressBackend, namespace: string, find: FindService): RouteBackend {
  const { service, resource, serviceName, servicePort } = backend
  if (service) return backendOf(find, namespace, service.name ?? '', service.port?.number ?? service.port?.name)
  if (serviceName !== undefined) return backendOf(find, namespace, serviceName, servicePort)
  const name = `${resource?.kind ?? ''}/${resource?.name ?? ''}`
  return { namespace, name, port: undefined, targets: [], problems: ['not-a-service'] }
}
