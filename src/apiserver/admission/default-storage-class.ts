import type { PersistentVolumeClaim } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'
import { defaultClass } from './default-class.ts'
import type { AdmissionPlugin } from './plugin.ts'

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class'
const MARKS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

/** A claim that names no class gets the default one. Truth: plugin/pkg/admission/storage/storageclass/setdefault */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit(object, old, { world, resource, subresource }) {
    if (old || subresource || resource.group !== '' || resource.kind !== 'PersistentVolumeClaim') return undefined
    const claim = object as PersistentVolumeClaim & KubeObject
    if (claim.metadata.annotations?.[CLASS_ANNOTATION] !== undefined) return undefined
    if (claim.spec?.storageClassName !== undefined) return undefined
    const found = defaultClass(world.list('storage.k8s.io', 'StorageClass'), MARKS)
    if (found) (claim.spec ??= {}).storageClassName = found.metadata.name ?? ''
    return undefined
  },
}
