import type { Ingress } from '../../../schemas/types/networking.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import { defaultClass } from './default-class.ts'
import type { AdmissionPlugin } from './plugin.ts'

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'
const MARK = 'ingressclass.kubernetes.io/is-default-class'

/** An Ingress that names no class gets the default one. Truth: plugin/pkg/admission/network/defaultingressclass */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  admit(object, old, { world, resource, asked = resource, subresource, minor }) {
    // Before 1.18 there were no classes, and an Ingress that is sent to the group it was born in goes without.
    if (minor < 18 || asked.group !== 'networking.k8s.io' || resource.kind !== 'Ingress') return undefined
    if (old || subresource) return undefined
    const ingress = object as Ingress & KubeObject
    if (ingress.spec?.ingressClassName !== undefined) return undefined
    if (ingress.metadata.annotations?.[CLASS_ANNOTATION] !== undefined) return undefined
    const found = defaultClass(world.list('networking.k8s.io', 'IngressClass'), [MARK])
    if (found) (ingress.spec ??= {}).ingressClassName = found.metadata.name ?? ''
    return undefined
  },
}
