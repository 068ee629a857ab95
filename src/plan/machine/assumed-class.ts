import type { Controller } from '../../controllers/controller.ts'
import { create } from '../../controllers/steps.ts'
import type { KubeObject } from '../../resource/object.ts'
import { classOf, type StorageClass, saysClass, type VolumeClaim } from '../../resource/volumes.ts'

const ASSUMED = 'assumed.example.com'
const DEFAULT = 'default'

/**
 * Where nothing is known of storage classes, the ones that claims name are taken to be there and to work, and so is a
 * default one. Where some are known, one that is not among them is missed.
 */
export const assumedClass: Controller<'PersistentVolumeClaim'> = {
  name: 'assumed-storage-class',
  kind: 'PersistentVolumeClaim',
  *reconcile(object, world) {
    const claim = object as KubeObject as VolumeClaim
    const known = world.list('storage.k8s.io/StorageClass') as readonly StorageClass[]
    if (claim.spec.volumeName || known.some(({ provisioner }) => provisioner !== ASSUMED)) return
    const name = saysClass(claim) ? classOf(claim) : DEFAULT
    if (name === '' || known.some(({ metadata }) => metadata.name === name)) return
    yield create(storageClass(name))
  },
}

function storageClass(name: string): StorageClass {
  const annotations: Record<string, string> =
    name === DEFAULT ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {}
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations },
    provisioner: ASSUMED,
  }
}
