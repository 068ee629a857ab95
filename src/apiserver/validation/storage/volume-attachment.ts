import type {
  VolumeAttachment,
  VolumeAttachmentSource,
  VolumeAttachmentSpec,
  VolumeError,
} from '../../../../schemas/types/storage.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { type GoText, goStruct, typed } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateFormat } from '../core/complaints.ts'
import { internalJson } from '../core/internal-json.ts'
import { validateVolumeSpec } from '../core/persistent-volume/spec.ts'
import { validateCsiDriver } from '../core/volume/cloud.ts'
import { IMMUTABLE, validateObjectMeta } from '../object-meta.ts'
import { clearStatus, keepAllButStatus, keepStatus } from '../status.ts'

type Attachment = VolumeAttachment & KubeObject

const SPEC = FieldPath.of('spec')
const STATUS = FieldPath.of('status')
const MOST_METADATA_BYTES = 256 * 1024
const MOST_MESSAGE_BYTES = 1024
const MOST_CODE = 2 ** 31 - 1
/** Since this release the attacher is judged once, as a driver's name. */
const NAMES_FIRST = 34
const EXACTLY_ONE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'

/** Truth: pkg/registry/storage/volumeattachment, pkg/apis/storage/validation ValidateVolumeAttachment */
export const volumeAttachment: KindRules<Attachment> = {
  demandsResourceVersion: true,

  prepareCreate(object, context) {
    if (context.resource.version !== 'v1beta1') clearStatus(object, context)
  },

  validate(object, errors, context) {
    validateAttachment(object, errors, context)
    // Tighter rules came with v1.
    if (context.resource.version === 'v1') validateNames(object, errors, context)
  },

  prepareUpdate(object, old, { resource }) {
    if (resource.version !== 'v1beta1') keepStatus(object, old)
  },

  validateUpdate(object, old, errors, context) {
    validateAttachment(object, errors, context)
    // Once the strategy asked as well.
    if (context.minor < 24) validateAttachment(object, errors, context)
    if (context.resource.version === 'v1' && context.minor >= NAMES_FIRST) validateNames(object, errors, context)
    if (!semanticallyEqual(object.spec, old.spec)) errors.invalid(SPEC, specText(object.spec ?? {}), IMMUTABLE)
  },

  subresources: {
    status: {
      prepareUpdate: keepAllButStatus,
      validateUpdate: (object, _old, errors, context) => validateAttachment(object, errors, context),
    },
  },
}

function validateNames({ spec }: Attachment, errors: FieldErrors, { minor }: Context): void {
  if (minor < NAMES_FIRST) validateCsiDriver(spec?.attacher ?? '', minor, errors, FieldPath.of('spec.attacher'))
  const name = spec?.source?.persistentVolumeName
  if (name !== undefined) validateFormat(dnsSubdomain, name, errors, FieldPath.of('spec.source.persistentVolumeName'))
}

function validateAttachment(object: Attachment, errors: FieldErrors, { minor }: Context): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  const { attacher = '', source = {}, nodeName = '' } = object.spec ?? {}
  if (minor >= NAMES_FIRST) validateCsiDriver(attacher, minor, errors, SPEC.child('attacher'))
  else if (attacher === '') errors.required(SPEC.child('attacher'))
  validateSource(source, errors, SPEC.child('source'), minor)
  validateFormat(dnsSubdomain, nodeName, errors, SPEC.child('nodeName'))
  const { attachmentMetadata, attachError, detachError } = object.status ?? {}
  let bytes = 0
  for (const key in attachmentMetadata) bytes += byteLength(key) + byteLength(attachmentMetadata[key]!)
  if (bytes > MOST_METADATA_BYTES) errors.tooLong(STATUS.child('attachmentMetadata'), MOST_METADATA_BYTES)
  validateError(attachError, errors, STATUS.child('attachError'))
  validateError(detachError, errors, STATUS.child('detachError'))
}

function validateSource(source: VolumeAttachmentSource, errors: FieldErrors, path: FieldPath, minor: number): void {
  const { inlineVolumeSpec: inline, persistentVolumeName: name } = source
  if (inline && name !== undefined) errors.forbidden(path, EXACTLY_ONE)
  else if (inline) validateVolumeSpec(inline, errors, path.child('inlineVolumeSpec'), { minor, name: '', inline: true })
  else if (name === undefined) errors.required(path, EXACTLY_ONE)
  else if (name === '')
    errors.required(path.child('persistentVolumeName'), 'must specify non empty persistentVolumeName')
}

function validateError(error: VolumeError | undefined, errors: FieldErrors, path: FieldPath): void {
  const { message = '', errorCode } = error ?? {}
  if (byteLength(message) > MOST_MESSAGE_BYTES) errors.tooLong(path.child('message'), MOST_METADATA_BYTES)
  if (errorCode === undefined || errorCode >= 0) return
  errors.invalid(path.child('errorCode'), errorCode, `must be between 0 and ${MOST_CODE}, inclusive`)
}

const specText = ({ attacher = '', source = {}, nodeName = '' }: VolumeAttachmentSpec): GoText =>
  typed(
    'storage.VolumeAttachmentSpec',
    { attacher, source, nodeName },
    goStruct({
      Attacher: attacher,
      Source: goStruct({
        PersistentVolumeName: source.persistentVolumeName ?? null,
        InlineVolumeSpec: source.inlineVolumeSpec
          ? internalJson('PersistentVolumeSpec', source.inlineVolumeSpec)
          : null,
      }),
      NodeName: nodeName,
    }).text,
  )
