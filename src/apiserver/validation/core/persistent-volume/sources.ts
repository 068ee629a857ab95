import type {
  CSIPersistentVolumeSource,
  PersistentVolumeSpec,
  SecretReference,
} from '../../../../../schemas/types/core/v1.generated.ts'
import { dnsLabel, dnsSubdomain, type NameFormat } from '../../../../resource/names.ts'
import type { Minor } from '../../../../resource/version.ts'
import type { FieldErrors } from '../../../field-errors.ts'
import { FieldPath } from '../../../field-path.ts'
import { validateFormat, validateRequiredFormat } from '../complaints.ts'
import { validateNoBacksteps } from '../paths.ts'
import { validateAzureDisk, validateCsiDriver, validateFlexVolume } from '../volume/cloud.ts'
import { validateFc, validateIscsi } from '../volume/network.ts'
import { SOURCES } from '../volume/sources.ts'

type SourceField = Exclude<
  keyof PersistentVolumeSpec,
  | 'accessModes'
  | 'capacity'
  | 'claimRef'
  | 'mountOptions'
  | 'nodeAffinity'
  | 'persistentVolumeReclaimPolicy'
  | 'storageClassName'
  | 'volumeAttributesClassName'
  | 'volumeMode'
>

interface Release {
  readonly minor: Minor
  /** The name of the volume. */
  readonly name: string
}

interface Source {
  readonly field: SourceField
  /** What the path says when it is the volume's source, and when it is one too many, where that differs. */
  readonly first?: string
  readonly second?: string
  /** It may stand beside another source. */
  readonly beside?: boolean
  validate(spec: PersistentVolumeSpec, errors: FieldErrors, path: FieldPath, release: Release): void
}

/** What pods have in the same form. */
function shared(field: SourceField): Source {
  const source = SOURCES.find(candidate => candidate.field === field)
  if (!source) throw new Error(`pods have no ${field}`)
  const { first, second } = source
  return {
    field,
    ...(first ? { first } : {}),
    ...(second ? { second } : {}),
    validate: (spec, errors, path, { minor }) =>
      source.validate({ [field]: spec[field] }, errors, path, { minor } as Parameters<typeof source.validate>[3]),
  }
}

/** In the order in which the server looks. Truth: pkg/apis/core/validation ValidatePersistentVolumeSpec */
export const PERSISTENT_SOURCES: readonly Source[] = [
  shared('hostPath'),
  shared('gcePersistentDisk'),
  shared('awsElasticBlockStore'),
  {
    field: 'glusterfs',
    validate: ({ glusterfs }, errors, path) => {
      const { endpoints, path: folder, endpointsNamespace: namespace } = glusterfs!
      if (!endpoints) errors.required(path.child('endpoints'))
      if (!folder) errors.required(path.child('path'))
      if (namespace === undefined) return
      const at = path.child('endpointsNamespace')
      if (namespace !== '') validateFormat(dnsLabel, namespace, errors, at)
      else errors.invalid(at, '', 'if the endpointnamespace is set, it must be a valid namespace name')
    },
  },
  shared('flocker'),
  shared('nfs'),
  shared('rbd'),
  shared('quobyte'),
  shared('cephfs'),
  {
    field: 'iscsi',
    validate: ({ iscsi }, errors, path, { name }) => validateIscsi(iscsi!, errors, path, name),
  },
  {
    field: 'cinder',
    validate: ({ cinder }, errors, path) => {
      if (!cinder!.volumeID) errors.required(path.child('volumeID'))
      validateSecretPlace(cinder!.secretRef, errors, path.child('secretRef'))
    },
  },
  { field: 'fc', validate: ({ fc }, errors, path) => validateFc(fc!, errors, path) },
  {
    field: 'flexVolume',
    beside: true,
    validate: ({ flexVolume }, errors, path) => validateFlexVolume(flexVolume!, errors, path),
  },
  {
    field: 'azureFile',
    validate: ({ azureFile }, errors, path) => {
      if (!azureFile!.secretName) errors.required(path.child('secretName'))
      if (!azureFile!.shareName) errors.required(path.child('shareName'))
      if (azureFile!.secretNamespace === '') errors.required(path.child('secretNamespace'))
    },
  },
  shared('vsphereVolume'),
  shared('photonPersistentDisk'),
  shared('portworxVolume'),
  { field: 'azureDisk', validate: ({ azureDisk }, errors, path) => validateAzureDisk(azureDisk!, errors, path) },
  shared('scaleIO'),
  {
    field: 'local',
    validate: ({ local, nodeAffinity }, errors, path) => {
      if (!local!.path) errors.required(path.child('path'))
      else validateNoBacksteps(local!.path, errors, path.child('path'))
      if (nodeAffinity) return
      errors.required(FieldPath.of('spec', 'nodeAffinity'), 'Local volume requires node affinity')
    },
  },
  {
    field: 'storageos',
    validate: ({ storageos }, errors, path) => {
      validateRequiredFormat(dnsLabel, storageos!.volumeName, errors, path.child('volumeName'))
      if (storageos!.volumeNamespace) {
        validateFormat(dnsLabel, storageos!.volumeNamespace, errors, path.child('volumeNamespace'))
      }
      validateSecretPlace(storageos!.secretRef, errors, path.child('secretRef'))
    },
  },
  { field: 'csi', validate: ({ csi }, errors, path, { minor }) => validateCsi(csi!, errors, path, minor) },
]

function validateSecretPlace(secret: SecretReference | undefined, errors: FieldErrors, path: FieldPath): void {
  if (!secret) return
  if (!secret.name) errors.required(path.child('name'))
  if (!secret.namespace) errors.required(path.child('namespace'))
}

/** Truth: pkg/apis/core/validation validateCSIPersistentVolumeSource */
function validateCsi(csi: CSIPersistentVolumeSource, errors: FieldErrors, path: FieldPath, minor: Minor): void {
  validateCsiDriver(csi.driver ?? '', minor, errors, path.child('driver'))
  if (!csi.volumeHandle) errors.required(path.child('volumeHandle'))
  for (const field of ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef'] as const) {
    const secret = csi[field]
    if (secret) validateCsiSecret(secret, field, errors, path, minor)
  }
  if (csi.nodeExpandSecretRef) validateCsiSecret(csi.nodeExpandSecretRef, 'nodeExpandSecretRef', errors, path, minor)
}

/** At first a bad name was reported beside the reference, and had to be a label. */
function validateCsiSecret(
  secret: SecretReference,
  field: string,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  const early = minor < 25
  const at = path.child(early && field === 'nodePublishSecretRef' ? 'nodePublishSecretRef ' : field)
  const format: NameFormat = early ? dnsLabel : dnsSubdomain
  if (!secret.name) errors.required(at.child('name'))
  else validateFormat(format, secret.name, errors, (early ? path : at).child('name'))
  if (!secret.namespace) errors.required(at.child('namespace'))
  else validateFormat(dnsLabel, secret.namespace, errors, (early ? path : at).child('namespace'))
}
