import type { AdmissionPlugin } from './plugin.ts'

const FINALIZERS: Record<string, string> = {
  '/PersistentVolumeClaim': 'kubernetes.io/pvc-protection',
  '/PersistentVolume': 'kubernetes.io/pv-protection',
  'storage.k8s.io/VolumeAttributesClass': 'kubernetes.io/vac-protection',
}

/** What is in use does not go away: a finalizer on every new volume, claim and class of attributes. Truth: plugin/pkg/admission/storage/storageobjectinuseprotection */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  admit({ metadata }, old, { resource, subresource }) {
    const finalizer = FINALIZERS[`${resource.group}/${resource.kind}`]
    if (!finalizer || old || subresource || metadata.finalizers?.includes(finalizer)) return undefined
    metadata.finalizers = [...(metadata.finalizers ?? []), finalizer]
    return undefined
  },
}
