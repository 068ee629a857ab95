import type { Json } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { admit, validateAdmission } from './admission/chain.ts'
import { answered } from './answered.ts'
import type { Context } from './context.ts'
import { refuseUnconvertible, stored, throughHub } from './conversion/conversion.ts'
import { customKind } from './custom/custom-kind.ts'
import type { DecodeOptions } from './decode/decode.ts'
import { applyDefaults } from './defaults/defaults.ts'
import { FieldErrors } from './field-errors.ts'
import { rulesOf } from './kinds.ts'
import { ownersAfter } from './patch/ownership/track.ts'
import { readBody } from './read-body.ts'
import { dropRepeatedOwners } from './repeated-owners.ts'
import { accepted, type Response, refused } from './response.ts'
import { alreadyExists, badRequest, invalid, type Status } from './status.ts'
import { anySegment, validateObjectMeta, validatePlainObjectMeta } from './validation/object-meta.ts'

/**
 * POST. The order of the stations is the server's: decode, default, namespace, mutating admission,
 * the kind's own preparation, validation, validating admission, and only then whether the name is free.
 *
 * Truth: apiserver/pkg/endpoints/handlers/create.go, registry/rest/create.go
 */
export function create(body: Json, options: DecodeOptions, context: Context): Response {
  const decoded = readBody(body, options, context)
  if ('status' in decoded) return refused(decoded.status, context, decoded.problems)
  context.warnings.push(...decoded.warnings)
  const { object } = decoded
  const unconvertible = refuseUnconvertible(object)
  if (unconvertible) return refused(unconvertible, context)
  applyDefaults(object, context)
  const mismatch = settleNamespace(object, context.namespace)
  if (mismatch) return refused(mismatch, context)
  dropRepeatedOwners(object, context)
  return answered(createObject(object, context), decoded, context)
}

/** The way of a decoded object into the store; also that of a PUT to what does not exist yet. */
export function createObject(object: KubeObject, context: Context): Response {
  return throughHub(object, context, createHub)
}

function createHub(object: KubeObject, context: Context): Response {
  const { resource } = context
  const owners = ownersAfter(object, undefined, context)
  const mutated = admit(object, undefined, context)
  if (mutated) return refused(mutated, context)

  const custom = customKind(context)
  const rules = custom?.rules ?? rulesOf(resource)
  const barred = rules.refuse?.(object, context) ?? rules.reserve?.(object, context)
  if (barred) return refused(barred, context)
  if (rules.ownName && !object.metadata.name) object.metadata.name = rules.ownName(object)
  prepareMetadata(object, context)
  if (owners?.length) object.metadata.managedFields = owners
  forgetClusterName(object)
  rules.prepareCreate?.(object, context)
  const errors = new FieldErrors(context.minor)
  rules.validate(object, errors, context)
  if (errors.isEmpty) {
    const validateMeta = custom || OF_THE_MACHINERY.has(resource.group) ? validatePlainObjectMeta : validateObjectMeta
    validateMeta(object, resource.namespaced, anySegment, errors)
  }
  const name = object.metadata.name ?? ''
  if (!errors.isEmpty)
    return refused(
      invalid(
        {
          group: rules.group?.(context) ?? (context.asked ?? resource).group,
          name: custom ? object.kind : resource.kind,
        },
        name,
        errors.list,
      ),
      context,
    )
  context.warnings.push(...(rules.warnings?.(object, context) ?? []))
  rules.canonicalize?.(object, context)
  const unallocated = rules.allocate?.(object, context, undefined)
  if (unallocated) return refused(unallocated, context)

  const denied = validateAdmission(object, undefined, context)
  if (denied) return refused(denied, context)
  if (stored(context, name)) {
    return refused(alreadyExists({ group: resource.group, name: resource.resource }, name), context)
  }
  if (isPodWithTotals(object, context)) applyDefaults(object, context)
  return accepted(201, object, context)
}

/** Groups whose kinds are not held to the core's rules of metadata. */
const OF_THE_MACHINERY = new Set(['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'policy'])

/** What is read back from storage is defaulted again; only the totals of a pod can have become others by admission. */
const isPodWithTotals = (object: KubeObject, { resource }: Context): boolean =>
  resource.kind === 'Pod' && resource.group === '' && (object as PodWithTotals).spec?.resources !== undefined

type PodWithTotals = KubeObject & { spec?: { resources?: unknown } }

/** The namespace of the body must be that of the URL; an absent one takes it. Truth: rest.EnsureObjectNamespaceMatchesRequestNamespace */
export function settleNamespace({ metadata }: KubeObject, namespace: string): Status | undefined {
  if (metadata.namespace && namespace && metadata.namespace !== namespace) {
    return badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  if (namespace) metadata.namespace = namespace
  else delete metadata.namespace
  return undefined
}

/** Stands for the uid that a server would draw, where nobody keeps what is created. */
export const UNKNOWN_UID = '00000000-0000-4000-8000-000000000000'

/** A field that was never used: what stands in it is not kept. Gone with 1.24. */
export function forgetClusterName({ metadata }: KubeObject): void {
  Reflect.deleteProperty(metadata, 'clusterName')
}

/** What only the server may set in the metadata of a new object. Truth: rest.BeforeCreate, FillObjectMetaSystemFields */
function prepareMetadata(object: KubeObject, context: Context): void {
  const { metadata } = object
  delete metadata.deletionTimestamp
  delete metadata.deletionGracePeriodSeconds
  delete metadata.managedFields
  delete metadata.selfLink
  metadata.creationTimestamp = context.now
  if (!metadata.name && metadata.generateName) {
    metadata.name = metadata.generateName.slice(0, 58) + context.randomSuffix(metadata.generateName)
    context.unknown.push('metadata.name')
  }
  metadata.uid = context.newUid(object)
}
