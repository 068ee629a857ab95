import { byteLength } from '../../resource/bytes.ts'
import {
  asPrefix,
  dnsLabel,
  labelValue,
  type NameFormat,
  negativeComplaint,
  pathSegment,
  qualifiedName,
} from '../../resource/names.ts'
import { type KubeObject, type ObjectMeta, type OwnerReference, parseApiVersion } from '../../resource/object.ts'
import type { FieldErrors } from '../field-errors.ts'
import { FieldPath } from '../field-path.ts'
import { type BadValue, GoText, goJson, goQuote, goStruct, typed } from '../go-text.ts'
import { semanticallyEqual } from '../semantic-equal.ts'

export const IMMUTABLE = 'field is immutable'
const MOST_ANNOTATION_BYTES = 256 * 1024
const METADATA = FieldPath.of('metadata')

/** What most kinds' metadata is held to on creation. Truth: pkg/apis/core/validation ValidateObjectMeta */
export function validateObjectMeta(
  object: KubeObject,
  namespaced: boolean,
  nameFormat: NameFormat,
  errors: FieldErrors,
  path: FieldPath = METADATA,
): void {
  validatePlainObjectMeta(object, namespaced, nameFormat, errors, path)
  validateFinalizerOwners(object.metadata.finalizers, errors, path)
}

/** The same for kinds of groups that do not share the core's rules. Truth: apimachinery/pkg/api/validation/objectmeta.go */
export function validatePlainObjectMeta(
  { metadata }: KubeObject,
  namespaced: boolean,
  nameFormat: NameFormat,
  errors: FieldErrors,
  path: FieldPath = METADATA,
): void {
  validateNames(metadata, namespaced, nameFormat, errors, path)
  if ((metadata.generation ?? 0) < 0) errors.invalid(path.child('generation'), metadata.generation, negativeComplaint)
  validateLabels(metadata.labels, errors, path.child('labels'))
  validateAnnotations(metadata.annotations, errors, path.child('annotations'))
  validateOwnerReferences(metadata.ownerReferences, errors, path.child('ownerReferences'))
  validateFinalizers(metadata.finalizers, errors, path.child('finalizers'))
}

/** What storage asks of every name. Behind a prefix something follows, which makes dots harmless there. */
export const anySegment: NameFormat = name => pathSegment(name)

function validateNames(
  metadata: ObjectMeta,
  namespaced: boolean,
  nameFormat: NameFormat,
  errors: FieldErrors,
  path: FieldPath,
): void {
  const { generateName, name, namespace } = metadata
  if (generateName) {
    const prefix = nameFormat === anySegment ? `${generateName}a` : asPrefix(generateName)
    for (const complaint of nameFormat(prefix)) {
      errors.invalid(path.child('generateName'), generateName, complaint)
    }
  }
  if (name) for (const complaint of nameFormat(name)) errors.invalid(path.child('name'), name, complaint)
  else errors.required(path.child('name'), 'name or generateName is required')
  if (!namespaced) {
    if (namespace) errors.forbidden(path.child('namespace'), 'not allowed on this type')
  } else if (!namespace) {
    errors.required(path.child('namespace'))
  } else {
    for (const complaint of dnsLabel(namespace)) errors.invalid(path.child('namespace'), namespace, complaint)
  }
}

/** A finalizer names who sees to it, unless it is one of the server's own. Truth: validateKubeFinalizerName */
function validateFinalizerOwners(finalizers: string[] | undefined, errors: FieldErrors, path: FieldPath): void {
  finalizers?.forEach((finalizer, index) => {
    if (finalizer.includes('/') || OWN_FINALIZERS.includes(finalizer)) return
    errors.invalid(
      path.child('finalizers').index(index),
      finalizer,
      'name is neither a standard finalizer name nor is it fully qualified',
    )
  })
}

const OWN_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion']

/** What a PUT may not change in metadata. Truth: pkg/apis/core/validation ValidateObjectMetaUpdate */
export function validateObjectMetaUpdate(
  object: KubeObject,
  old: KubeObject,
  errors: FieldErrors,
  path: FieldPath = METADATA,
): void {
  validatePlainObjectMetaUpdate(object, old, errors, path)
  validateFinalizerOwners(object.metadata.finalizers, errors, path)
}

/** Truth: apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMetaAccessorUpdate */
export function validatePlainObjectMetaUpdate(
  { metadata: next }: KubeObject,
  { metadata: old }: KubeObject,
  errors: FieldErrors,
  path: FieldPath = METADATA,
): void {
  if (old.deletionTimestamp) {
    const added = [...new Set(next.finalizers ?? [])].filter(name => !old.finalizers?.includes(name)).sort()
    if (added.length > 0) {
      errors.forbidden(
        path.child('finalizers'),
        `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map(goQuote).join(', ')}}`,
      )
    }
  }
  if (!next.resourceVersion) errors.invalid(path.child('resourceVersion'), '', 'must be specified for an update')
  if ((next.generation ?? 0) < (old.generation ?? 0)) {
    errors.invalid(path.child('generation'), next.generation ?? 0, 'must not be decremented')
  }
  validateImmutable(next.name ?? '', old.name ?? '', errors, path.child('name'))
  validateImmutable(next.namespace ?? '', old.namespace ?? '', errors, path.child('namespace'))
  validateImmutable(next.uid ?? '', old.uid ?? '', errors, path.child('uid'))
  for (const field of ['creationTimestamp', 'deletionTimestamp'] as const) {
    validateImmutable(next[field] ?? null, old[field] ?? null, errors, path.child(field), timeText(next[field]))
  }
  const seconds = 'deletionGracePeriodSeconds'
  validateImmutable(next[seconds] ?? null, old[seconds] ?? null, errors, path.child(seconds))
  validateLabels(next.labels, errors, path.child('labels'))
  validateAnnotations(next.annotations, errors, path.child('annotations'))
  validateOwnerReferences(next.ownerReferences, errors, path.child('ownerReferences'))
}

/** Times are shown as Go writes them; later releases show them as JSON. */
const timeText = (time: string | null | undefined): GoText | null =>
  time ? new GoText(goQuote(time), () => `${time.replace('T', ' ').replace('Z', '')} +0000 UTC`) : null

/** `shown` is how the server prints the new value, where that differs from its JSON. */
export function validateImmutable(
  next: unknown,
  old: unknown,
  errors: FieldErrors,
  path: FieldPath,
  shown: BadValue = next as BadValue,
): void {
  if (!semanticallyEqual(next, old)) errors.invalid(path, shown, IMMUTABLE)
}

export function validateNonNegative(value: number | bigint | undefined, errors: FieldErrors, path: FieldPath): void {
  if (value !== undefined && value < 0) errors.invalid(path, value, negativeComplaint)
}

export function validateLabels(labels: Record<string, string> | undefined, errors: FieldErrors, path: FieldPath): void {
  for (const key in labels) {
    for (const complaint of qualifiedName(key)) errors.invalid(path, key, complaint)
    for (const complaint of labelValue(labels[key]!)) errors.invalid(path, labels[key], complaint)
  }
}

export function validateAnnotations(
  annotations: Record<string, string> | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  let bytes = 0
  for (const key in annotations) {
    for (const complaint of qualifiedName(key.toLowerCase())) errors.invalid(path, key, complaint)
    bytes += byteLength(key) + byteLength(annotations[key]!)
  }
  if (bytes > MOST_ANNOTATION_BYTES) errors.tooLong(path, MOST_ANNOTATION_BYTES)
}

function validateOwnerReferences(references: OwnerReference[] | undefined, errors: FieldErrors, path: FieldPath): void {
  let controller = ''
  for (const reference of references ?? []) {
    const { group, version } = parseApiVersion(reference.apiVersion ?? '')
    if (!version) errors.invalid(path.child('apiVersion'), reference.apiVersion ?? '', 'version must not be empty')
    for (const field of ['kind', 'name', 'uid'] as const) {
      if (!reference[field]) errors.invalid(path.child(field), reference[field] ?? '', `${field} must not be empty`)
    }
    if (group === '' && version === 'v1' && reference.kind === 'Event') {
      errors.invalid(path, ownerText(reference), '/v1, Kind=Event is disallowed from being an owner')
    }
    if (!reference.controller) continue
    const name = `${reference.kind}/${reference.name}`
    if (controller) {
      errors.invalid(
        path,
        typed('[]v1.OwnerReference', references, goJson(references?.map(ownerText))),
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`,
      )
    } else controller = name
  }
}

const ownerText = (reference: OwnerReference): BadValue & object => {
  const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = reference
  return typed(
    'v1.OwnerReference',
    reference,
    goStruct({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }).text,
  )
}

export function validateFinalizers(finalizers: string[] | undefined, errors: FieldErrors, path: FieldPath): void {
  for (const finalizer of finalizers ?? []) {
    for (const complaint of qualifiedName(finalizer)) errors.invalid(path, finalizer, complaint)
  }
  if (finalizers?.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')
  }
}
