import type { Endpoints, Service } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import type { Defaults } from './defaults.ts'

const THREE_HOURS = 10_800

/** Truth: pkg/apis/core/v1/defaults.go SetDefaults_Service */
function setServiceDefaults({ spec = {}, status }: Service, minor: Minor): void {
  spec.sessionAffinity ||= 'None'
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig
  if (spec.sessionAffinity === 'ClientIP') {
    const config = (spec.sessionAffinityConfig ??= {})
    if (config.clientIP?.timeoutSeconds === undefined) config.clientIP = { timeoutSeconds: THREE_HOURS }
  }
  spec.type ||= 'ClusterIP'
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP'
    if (!port.targetPort && port.port !== undefined) port.targetPort = port.port
  }
  const balanced = spec.type === 'LoadBalancer'
  if (balanced || spec.type === 'NodePort') spec.externalTrafficPolicy ||= 'Cluster'
  else if (minor >= 26 && spec.type === 'ClusterIP' && spec.externalIPs?.length)
    spec.externalTrafficPolicy ||= 'Cluster'
  if (minor >= 22) {
    if (balanced || spec.type === 'NodePort' || spec.type === 'ClusterIP') spec.internalTrafficPolicy ??= 'Cluster'
    if (balanced) spec.allocateLoadBalancerNodePorts ??= true
  }
  if (balanced && minor >= 30) {
    for (const ingress of status?.loadBalancer?.ingress ?? []) if (ingress.ip) ingress.ipMode ??= 'VIP'
  }
}

export const serviceDefaults: Record<string, Defaults> = {
  'v1/Service': (object, { minor }) => setServiceDefaults(object as KubeObject & Service, minor),
  'v1/Endpoints': object => {
    for (const { ports } of (object as KubeObject & Endpoints).subsets ?? []) {
      for (const port of ports ?? []) port.protocol ||= 'TCP'
    }
  },
}
