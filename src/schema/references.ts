import type { Catalog } from './catalog.ts'
import { structIn } from './shape.ts'
import type { Type } from './type.ts'

/** Fields that hold the name of another object: the type that has the field, the field, the kind it names. */
const NAMES: readonly (readonly [type: string, field: string, kind: string])[] = [
  ['ConfigMapEnvSource', 'name', 'ConfigMap'],
  ['ConfigMapKeySelector', 'name', 'ConfigMap'],
  ['ConfigMapProjection', 'name', 'ConfigMap'],
  ['ConfigMapVolumeSource', 'name', 'ConfigMap'],
  ['IngressTLS', 'secretName', 'Secret'],
  ['SecretEnvSource', 'name', 'Secret'],
  ['SecretKeySelector', 'name', 'Secret'],
  ['SecretProjection', 'name', 'Secret'],
  ['SecretReference', 'name', 'Secret'],
  ['SecretVolumeSource', 'secretName', 'Secret'],
  ['PodSpec', 'imagePullSecrets', 'Secret'],
  ['PodSpec', 'serviceAccount', 'ServiceAccount'],
  ['PodSpec', 'serviceAccountName', 'ServiceAccount'],
  ['PodSpec', 'priorityClassName', 'PriorityClass'],
  ['PodSpec', 'runtimeClassName', 'RuntimeClass'],
  ['PodSpec', 'nodeName', 'Node'],
  ['PersistentVolumeClaimVolumeSource', 'claimName', 'PersistentVolumeClaim'],
  ['PersistentVolumeClaimSpec', 'storageClassName', 'StorageClass'],
  ['PersistentVolumeClaimSpec', 'volumeName', 'PersistentVolume'],
  ['PersistentVolumeClaimSpec', 'volumeAttributesClassName', 'VolumeAttributesClass'],
  ['PodResourceClaim', 'resourceClaimName', 'ResourceClaim'],
  ['PodResourceClaim', 'resourceClaimTemplateName', 'ResourceClaimTemplate'],
  ['CSIVolumeSource', 'nodePublishSecretRef', 'Secret'],
  ['PersistentVolumeSpec', 'storageClassName', 'StorageClass'],
  ['StatefulSetSpec', 'serviceName', 'Service'],
  ['IngressServiceBackend', 'name', 'Service'],
  ['IngressSpec', 'ingressClassName', 'IngressClass'],
  ['ServiceReference', 'name', 'Service'],
  ['ServiceAccount', 'imagePullSecrets', 'Secret'],
  ['ServiceAccount', 'secrets', 'Secret'],
  ['VolumeAttachmentSource', 'persistentVolumeName', 'PersistentVolume'],
]

const KINDS = new Map(NAMES.map(([type, field, kind]) => [`${type}.${field}`, kind]))

/** The kind whose object a field names. */
export const namedBy = (owner: Type, field: string): string | undefined => KINDS.get(`${owner.name}.${field}`)

/** Every field that names objects of a kind, the shortest ways first: `Pod.spec.volumes.configMap.name`. */
export function referrers(kind: string, served: Catalog): string[] {
  const wanted = NAMES.filter(([, , named]) => named === kind)
  if (wanted.length === 0) return []
  return served
    .kinds()
    .filter(({ optIn, until }) => !optIn && until === undefined)
    .flatMap(one => [...waysTo(one.type, wanted)].map(path => `${one.kind}.${path}`))
    .sort((a, b) => a.split('.').length - b.split('.').length)
}

/** The shortest way to each type that has such a field; breadth first, every type entered once. */
function* waysTo(from: Type, wanted: typeof NAMES): Iterable<string> {
  const seen = new Set([from.qualified])
  const queue: { type: Type; path: string[] }[] = [{ type: from, path: [] }]
  for (const { type, path } of queue) {
    for (const { name, shape } of type.fields.values()) {
      if (wanted.some(([owner, field]) => owner === type.name && field === name)) yield [...path, name].join('.')
      const inner = structIn(shape)
      if (!inner || seen.has(inner.qualified)) continue
      seen.add(inner.qualified)
      queue.push({ type: inner, path: [...path, name] })
    }
  }
}
