import type { PersistentVolumeClaim } from '../../../schemas/types/core/v1.generated.ts'
import type { KubeObject } from '../../resource/object.ts'

const ANNOTATION = 'volume.beta.kubernetes.io/storage-class'

/** The storage class of a claim: the annotation of old times comes first. Truth: GetPersistentVolumeClaimClass */
export const claimClass = ({ metadata, spec }: PersistentVolumeClaim & KubeObject): string =>
  metadata.annotations?.[ANNOTATION] ?? spec?.storageClassName ?? ''
