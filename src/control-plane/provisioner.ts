import type { Controller } from '../controllers/controller.ts'
import {
  hasAnnotation,
  PROVISIONED_BY,
  PROVISIONERS,
  SELECTED_NODE,
} from '../controllers/persistentvolume/annotations.ts'
import { classNamed } from '../controllers/persistentvolume/provisioning.ts'
import { create } from '../controllers/steps.ts'
import type { Node } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { classOf, type PersistentVolume, type StorageClass, type VolumeClaim } from '../resource/volumes.ts'

/** Whether anybody makes volumes in the name of a provisioner. */
export type Provisions = (provisioner: string) => boolean

const ZONE = 'topology.kubernetes.io/zone'

/**
 * The drivers outside of Kubernetes that make volumes, as a small model: what is asked of a provisioner that is there
 * is made at once, as large as it is wanted, and can be used in the zone of the node that was chosen.
 */
export function provisioner(provisions: Provisions): Controller<'PersistentVolumeClaim'> {
  return {
    name: 'external-provisioner',
    kind: 'PersistentVolumeClaim',
    *reconcile(object, world) {
      const claim = object as KubeObject as VolumeClaim
      const { annotations = {} } = claim.metadata
      const by = annotations[PROVISIONERS[1]] ?? annotations[PROVISIONERS[0]]
      if (claim.spec.volumeName || by === undefined || !provisions(by)) return
      const storageClass = classNamed(world, classOf(claim))
      const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
      if (!storageClass || (waits && !hasAnnotation(claim, SELECTED_NODE))) return
      const volume = volumeFor(claim, by, storageClass, world.get('Node', '', annotations[SELECTED_NODE] ?? ''))
      if (!world.get('PersistentVolume', '', volume.metadata.name ?? '')) yield create(volume)
    },
  }
}

function volumeFor(
  { metadata, spec }: VolumeClaim,
  driver: string,
  { metadata: { name: className = '' }, reclaimPolicy = 'Delete' }: StorageClass,
  node: Node | undefined,
): PersistentVolume {
  const { namespace = '', name = '', uid = '' } = metadata
  const zone = node?.metadata.labels?.[ZONE]
  const here = { matchExpressions: [{ key: ZONE, operator: 'In', values: [zone ?? ''] }] }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { [PROVISIONED_BY]: driver } },
    spec: {
      capacity: { storage: String(spec.resources?.requests?.['storage'] ?? '0') },
      accessModes: spec.accessModes ?? [],
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: className,
      volumeMode: spec.volumeMode ?? 'Filesystem',
      ...(spec.volumeAttributesClassName ? { volumeAttributesClassName: spec.volumeAttributesClassName } : {}),
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid },
      csi: { driver, volumeHandle: `vol-${namespace}-${name}` },
      ...(zone === undefined ? {} : { nodeAffinity: { required: { nodeSelectorTerms: [here] } } }),
    },
  }
}
