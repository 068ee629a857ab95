import type { Volume } from '../../../../../schemas/types/core/v1.generated.ts'
import { parseQuantity } from '../../../../resource/quantity.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import type { FieldPath } from '../../../field-path.ts'
import { validatePullPolicy } from '../container.ts'
import { validateDescendingPath, validateNoBacksteps } from '../paths.ts'
import type { PodOptions } from '../pod-options.ts'
import { validateAzureDisk, validateCinder, validateCsi, validateFlexVolume, validatePartition } from './cloud.ts'
import { validateEphemeral } from './ephemeral.ts'
import { validateConfigMap, validateDownwardApi, validateSecret } from './files.ts'
import {
  validateFc,
  validateFlocker,
  validateIscsi,
  validateNfs,
  validateQuobyte,
  validateStorageOs,
} from './network.ts'
import { validateProjected } from './projected.ts'

type SourceField = Exclude<keyof Volume, 'name'>

export interface Source {
  readonly field: SourceField
  /** What the path says when it is the volume's source, and when it is one too many, where that differs. */
  readonly first?: string
  readonly second?: string
  validate(volume: Volume, errors: FieldErrors, path: FieldPath, options: PodOptions): void
}

/** The fields of a source that must not be empty, in the server's order. */
const required =
  (field: SourceField, ...fields: string[]): Source['validate'] =>
  (volume, errors, path) => {
    const source = volume[field] as Record<string, unknown>
    for (const name of fields) {
      const value = source[name]
      if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
        errors.required(path.child(name))
      }
    }
  }

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]

/** In the order in which the server looks. */
export const SOURCES: readonly Source[] = [
  {
    field: 'emptyDir',
    validate: ({ emptyDir }, errors, path) => {
      const limit = emptyDir!.sizeLimit
      if (limit && (parseQuantity(limit)?.nanos ?? 0n) < 0n) {
        errors.forbidden(path.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity')
      }
    },
  },
  {
    field: 'hostPath',
    validate: ({ hostPath }, errors, path) => {
      const { path: folder, type } = hostPath!
      if (!folder) return errors.required(path.child('path'))
      validateNoBacksteps(folder, errors, path.child('path'))
      if (type !== undefined && type !== null && !HOST_PATH_TYPES.includes(type)) {
        errors.notSupported(path.child('type'), type, HOST_PATH_TYPES)
      }
    },
  },
  {
    field: 'gitRepo',
    validate: ({ gitRepo }, errors, path) => {
      if (!gitRepo!.repository) errors.required(path.child('repository'))
      validateDescendingPath(gitRepo!.directory ?? '', errors, path.child('directory'))
    },
  },
  {
    field: 'gcePersistentDisk',
    first: 'persistentDisk',
    validate: ({ gcePersistentDisk: disk }, errors, path) => {
      if (!disk!.pdName) errors.required(path.child('pdName'))
      validatePartition(disk!, errors, path)
    },
  },
  {
    field: 'awsElasticBlockStore',
    validate: ({ awsElasticBlockStore: disk }, errors, path) => {
      if (!disk!.volumeID) errors.required(path.child('volumeID'))
      validatePartition(disk!, errors, path)
    },
  },
  { field: 'secret', validate: ({ secret }, errors, path) => validateSecret(secret!, errors, path) },
  { field: 'nfs', validate: ({ nfs }, errors, path) => validateNfs(nfs!, errors, path) },
  { field: 'iscsi', validate: ({ iscsi }, errors, path) => validateIscsi(iscsi!, errors, path) },
  { field: 'glusterfs', validate: required('glusterfs', 'endpoints', 'path') },
  { field: 'flocker', validate: ({ flocker }, errors, path) => validateFlocker(flocker!, errors, path) },
  { field: 'persistentVolumeClaim', validate: required('persistentVolumeClaim', 'claimName') },
  { field: 'rbd', validate: required('rbd', 'monitors', 'image') },
  { field: 'cinder', validate: ({ cinder }, errors, path) => validateCinder(cinder!, errors, path) },
  { field: 'cephfs', second: 'cephFS', validate: required('cephfs', 'monitors') },
  { field: 'quobyte', validate: ({ quobyte }, errors, path) => validateQuobyte(quobyte!, errors, path) },
  {
    field: 'downwardAPI',
    second: 'downwarAPI',
    validate: ({ downwardAPI }, errors, path, options) => validateDownwardApi(downwardAPI!, errors, path, options),
  },
  { field: 'fc', validate: ({ fc }, errors, path) => validateFc(fc!, errors, path) },
  { field: 'flexVolume', validate: ({ flexVolume }, errors, path) => validateFlexVolume(flexVolume!, errors, path) },
  { field: 'configMap', validate: ({ configMap }, errors, path) => validateConfigMap(configMap!, errors, path) },
  { field: 'azureFile', validate: required('azureFile', 'secretName', 'shareName') },
  { field: 'vsphereVolume', validate: required('vsphereVolume', 'volumePath') },
  { field: 'photonPersistentDisk', validate: required('photonPersistentDisk', 'pdID') },
  { field: 'portworxVolume', validate: required('portworxVolume', 'volumeID') },
  { field: 'azureDisk', validate: ({ azureDisk }, errors, path) => validateAzureDisk(azureDisk!, errors, path) },
  { field: 'storageos', validate: ({ storageos }, errors, path) => validateStorageOs(storageos!, errors, path) },
  {
    field: 'projected',
    validate: ({ projected }, errors, path, options) => validateProjected(projected!, errors, path, options),
  },
  { field: 'scaleIO', validate: required('scaleIO', 'gateway', 'system', 'volumeName') },
  { field: 'csi', validate: ({ csi }, errors, path, { minor }) => validateCsi(csi!, minor, errors, path) },
  {
    field: 'ephemeral',
    validate: ({ ephemeral }, errors, path, options) => validateEphemeral(ephemeral!, errors, path, options),
  },
  {
    field: 'image',
    validate: ({ image }, errors, path, { isPod }) => {
      if (isPod && !image!.reference) errors.required(path.child('reference'))
      validatePullPolicy(image!.pullPolicy, errors, path.child('pullPolicy'))
    },
  },
]
