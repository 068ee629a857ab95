import type { EndpointSlice } from '../../../schemas/types/discovery.k8s.io/v1.generated.ts'
import type { Ingress, IngressClass, NetworkPolicy } from '../../../schemas/types/networking.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import type { Defaults } from './defaults.ts'

/** Truth: pkg/apis/networking/v1/defaults.go; a policy with egress rules is about egress as well. */
const setPolicyDefaults: Defaults = object => {
  const { spec } = object as KubeObject & NetworkPolicy
  if (!spec) return
  for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of ports ?? []) port.protocol ??= 'TCP'
  }
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']
}

/** Before v1 a path need not say how it matches, and before 1.18 it could not. */
const setPathTypes: Defaults = (object, { minor }) => {
  if (minor < 18) return
  for (const { http } of (object as KubeObject & Ingress).spec?.rules ?? []) {
    for (const path of http?.paths ?? []) path.pathType ??= 'ImplementationSpecific'
  }
}

const setClassDefaults: Defaults = (object, { minor }) => {
  const { spec } = object as KubeObject & IngressClass
  if (spec?.parameters && minor >= 22) spec.parameters.scope ??= 'Cluster'
}

/** Truth: pkg/apis/discovery/v1/defaults.go */
const setSliceDefaults: Defaults = object => {
  for (const port of (object as KubeObject & EndpointSlice).ports ?? []) {
    port.name ??= ''
    port.protocol ??= 'TCP'
  }
}

export const networkingDefaults: Record<string, Defaults> = {
  'networking.k8s.io/v1/NetworkPolicy': setPolicyDefaults,
  'extensions/v1beta1/NetworkPolicy': setPolicyDefaults,
  'networking.k8s.io/v1beta1/Ingress': setPathTypes,
  'extensions/v1beta1/Ingress': setPathTypes,
  'networking.k8s.io/v1/IngressClass': setClassDefaults,
  'networking.k8s.io/v1beta1/IngressClass': setClassDefaults,
  'discovery.k8s.io/v1/EndpointSlice': setSliceDefaults,
  'discovery.k8s.io/v1beta1/EndpointSlice': setSliceDefaults,
}
