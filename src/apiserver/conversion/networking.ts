import type {
  Ingress as Hub,
  IngressBackend as HubBackend,
} from '../../../schemas/types/networking.k8s.io/v1.generated.ts'
import type {
  Ingress as Beta,
  IngressBackend as BetaBackend,
} from '../../../schemas/types/networking.k8s.io/v1beta1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Conversion } from './conversion.ts'

/** A backend was a Service's name and a port that is a number or a name. Truth: pkg/apis/networking/v1beta1/conversion.go */
function backendToHub({ serviceName = '', servicePort, resource }: BetaBackend): HubBackend {
  const backend: HubBackend = resource ? { resource } : {}
  if (serviceName === '' && (servicePort === undefined || servicePort === 0)) return backend
  const named = typeof servicePort === 'string'
  backend.service = {
    name: serviceName,
    port: named ? { name: servicePort } : servicePort ? { number: servicePort } : {},
  }
  return backend
}

function backendFromHub({ service, resource }: HubBackend): BetaBackend {
  const backend: BetaBackend = resource ? { resource } : {}
  if (!service) return backend
  if (service.name) backend.serviceName = service.name
  backend.servicePort = service.port?.name || (service.port?.number ?? 0)
  return backend
}

const ingress: Conversion = {
  toHub(object) {
    const { spec } = object as KubeObject & Beta
    if (!spec) return
    const { backend } = spec
    delete spec.backend
    if (backend) Object.assign(spec, { defaultBackend: backendToHub(backend) })
    for (const { http } of spec.rules ?? []) {
      for (const path of http?.paths ?? []) Object.assign(path, { backend: backendToHub(path.backend ?? {}) })
    }
  },

  fromHub(object) {
    const { spec } = object as KubeObject & Hub
    if (!spec) return
    const { defaultBackend } = spec
    delete spec.defaultBackend
    if (defaultBackend) Object.assign(spec, { backend: backendFromHub(defaultBackend) })
    for (const { http } of spec.rules ?? []) {
      for (const path of http?.paths ?? []) Object.assign(path, { backend: backendFromHub(path.backend ?? {}) })
    }
  },
}

export const networkingConversions: Record<string, Conversion> = {
  'extensions/v1beta1/Ingress': ingress,
  'networking.k8s.io/v1beta1/Ingress': ingress,
}
