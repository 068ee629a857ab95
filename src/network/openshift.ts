import type { IntOrString } from '../resource/int-or-string.ts'
import type { KubeObject } from '../resource/object.ts'
import { backendOf } from './backend.ts'
import { listOf, namespaceOf, ofKind, textOf } from './objects.ts'
import type { FindService, Route, RouteBackend } from './routes.ts'

interface RouteTargetReference {
  kind?: string
  name?: string
  weight?: number
}

interface RouteObject extends KubeObject {
  spec?: {
    host?: string
    path?: string
    to?: RouteTargetReference | null
    alternateBackends?: readonly RouteTargetReference[] | null
    port?: { targetPort?: IntOrString } | null
  }
}

/** OpenShift's Routes: one host and path, one Service and alternatives to it. */
export function openshiftRoutes(objects: readonly KubeObject[], find: FindService): Route[] {
  return ofKind<RouteObject>(objects, 'route.openshift.io', 'Route').map(object => {
    const { host, path, to, alternateBackends, port } = object.spec ?? {}
    const references = [...(to ? [to] : []), ...listOf(alternateBackends)]
    return {
      object,
      at: 'spec',
      matches: [{ host: textOf(host).toLowerCase(), path: textOf(path, '/'), pathType: 'Prefix' }],
      entrances: ['openshift'],
      backends: references.map(reference => routeBackend(reference, namespaceOf(object), port?.targetPort, find)),
      problems: [],
    }
  })
}

/** The route names the port by the Service's name for it or by the number of the pod's port. */
function routeBackend(
  { name = '', weight }: RouteTargetReference,
  namespace: string,
  target: IntOrString | undefined,
  find: FindService,
): RouteBackend {
  const ports = listOf(find(namespace, name)?.object.spec?.ports)
  const meant = ports.find(port => port.targetPort === target || port.name === target || port.port === target)
  const port = target === undefined ? undefined : (meant?.port ?? target)
  return backendOf(find, namespace, name, port, weight === undefined ? {} : { weight })
}
