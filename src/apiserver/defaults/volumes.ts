import type {
  DownwardAPIVolumeFile,
  ScaleIOVolumeSource,
  Volume,
  VolumeProjection,
} from '../../../schemas/types/core/v1.generated.ts'
import { imageTag } from './image-tag.ts'
import { roundToMilli } from './rounding.ts'

const FILE_MODE = 0o644
const HOUR = 3600

/** Truth: pkg/apis/core/v1/defaults.go, by source; a volume without one is an emptyDir. */
export function setVolumeDefaults(volume: Volume): void {
  if (!hasSource(volume)) volume.emptyDir = {}
  const { secret, configMap, downwardAPI, projected, hostPath, image, ephemeral } = volume
  if (secret) secret.defaultMode ??= FILE_MODE
  if (configMap) configMap.defaultMode ??= FILE_MODE
  if (downwardAPI) {
    downwardAPI.defaultMode ??= FILE_MODE
    setFileDefaults(downwardAPI.items)
  }
  if (projected) {
    projected.defaultMode ??= FILE_MODE
    for (const source of projected.sources ?? []) setProjectionDefaults(source)
  }
  if (hostPath) hostPath.type ??= ''
  if (image) image.pullPolicy ||= imageTag(image.reference ?? '') === 'latest' ? 'Always' : 'IfNotPresent'
  if (ephemeral?.volumeClaimTemplate) {
    const claim = (ephemeral.volumeClaimTemplate.spec ??= {})
    claim.volumeMode ??= 'Filesystem'
    roundToMilli(claim.resources?.limits)
    roundToMilli(claim.resources?.requests)
  }
  setVendorDefaults(volume)
}

function hasSource(volume: Volume): boolean {
  for (const field in volume) if (field !== 'name' && volume[field as keyof Volume]) return true
  return false
}

function setProjectionDefaults({ serviceAccountToken, downwardAPI, podCertificate }: VolumeProjection): void {
  if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= HOUR
  if (downwardAPI) setFileDefaults(downwardAPI.items)
  if (podCertificate) podCertificate.maxExpirationSeconds ??= 24 * HOUR
}

function setFileDefaults(files: DownwardAPIVolumeFile[] | undefined): void {
  for (const { fieldRef } of files ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1'
}

/** The sources that pods and PersistentVolumes share. */
export function setVendorDefaults({
  iscsi,
  rbd,
  scaleIO,
  azureDisk,
}: Pick<Volume, 'iscsi' | 'rbd' | 'azureDisk'> & {
  scaleIO?: Pick<ScaleIOVolumeSource, 'storageMode' | 'fsType'>
}): void {
  if (iscsi) iscsi.iscsiInterface ||= 'default'
  if (rbd) {
    rbd.pool ||= 'rbd'
    rbd.user ||= 'admin'
    rbd.keyring ||= '/etc/ceph/keyring'
  }
  if (scaleIO) {
    scaleIO.storageMode ||= 'ThinProvisioned'
    scaleIO.fsType ||= 'xfs'
  }
  if (azureDisk) {
    azureDisk.cachingMode ??= 'ReadWrite'
    azureDisk.kind ??= 'Shared'
    azureDisk.fsType ??= 'ext4'
    azureDisk.readOnly ??= false
  }
}
