import { clone, type Json, type JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { admit, validateAdmission } from './admission/chain.ts'
import { answered } from './answered.ts'
import type { Context } from './context.ts'
import { refuseUnconvertible, stored, throughHub } from './conversion/conversion.ts'
import { createObject, forgetClusterName, settleNamespace } from './create.ts'
import { customKind } from './custom/custom-kind.ts'
import type { DecodeOptions } from './decode/decode.ts'
import { applyDefaults } from './defaults/defaults.ts'
import { isFreed } from './deletion/delete.ts'
import { FieldErrors } from './field-errors.ts'
import { FieldPath } from './field-path.ts'
import { goQuote, typed } from './go-text.ts'
import type { KindRules } from './kind-rules.ts'
import { rulesOf } from './kinds.ts'
import { ownersAfter } from './patch/ownership/track.ts'
import { readBody } from './read-body.ts'
import { dropRepeatedOwners } from './repeated-owners.ts'
import { accepted, type Response, refused } from './response.ts'
import { updateScale } from './scale.ts'
import { badRequest, conflict, invalid, notFound, plainError, type Status } from './status.ts'
import { anySegment, validatePlainObjectMeta, validatePlainObjectMetaUpdate } from './validation/object-meta.ts'

const RESOURCE_VERSION = FieldPath.of('metadata', 'resourceVersion')

/**
 * PUT, to an object or to one of its subresources.
 *
 * Truth: apiserver/pkg/endpoints/handlers/update.go, registry/generic/registry/store.go Update, registry/rest/update.go
 */
export function update(name: string, body: Json, options: DecodeOptions, context: Context): Response {
  if (context.subresource === 'scale') return updateScale(name, body, options, context, { checkName, updateObject })
  const { resource, subresource } = context
  const custom = subresource === 'status' ? customKind(context) : undefined
  if (custom && !custom.subresources?.status) {
    return refused(notFound({ group: resource.group, name: resource.resource }, name), context)
  }
  const decoded = readBody(body, { ...options, stored: true }, context)
  if ('status' in decoded) return refused(decoded.status, context, decoded.problems)
  context.warnings.push(...decoded.warnings)
  const { object } = decoded
  const unconvertible = refuseUnconvertible(object)
  if (unconvertible) return refused(unconvertible, context)
  applyDefaults(object, context)
  // Since 1.21 the namespace is looked at first.
  const mismatch =
    context.minor >= 21
      ? (settleNamespace(object, context.namespace) ?? checkName(object, name))
      : (checkName(object, name) ?? checkNamespace(object, context) ?? settleNamespace(object, context.namespace))
  if (mismatch) return refused(mismatch, context)
  dropRepeatedOwners(object, context)
  return answered(updateObject(name, object, context), decoded, context)
}

/**
 * The way of a decoded object over the one that is stored. What a patch made carries the uid it was given,
 * which is then no precondition but held to be unchanged.
 */
export function updateObject(name: string, object: KubeObject, context: Context, patched = false): Response {
  return throughHub(object, context, (each, hub) => updateHub(name, each, hub, patched))
}

function updateHub(name: string, object: KubeObject, context: Context, patched: boolean): Response {
  const { resource, subresource } = context
  const rules = customKind(context)?.rules ?? rulesOf(resource)
  const old = stored(context, name)
  const plural = { group: storageGroup(context), name: resource.resource }
  const early = !subresource && rules.judgedBeforeStorage?.(context) === true
  if (!old) {
    if (rules.createsOnUpdate && !subresource && !early)
      return createObject(object, { ...context, operation: 'create' })
    return refused(notFound(plural, name), context)
  }
  const owners = ownersAfter(object, old, context)
  const stranger = patched || early ? undefined : checkUid(object, old, context)
  const mutated = stranger ?? admit(object, old, context) ?? rules.refuse?.(object, context, old)
  if (mutated) return refused(mutated, context)
  const stale = early ? undefined : settleResourceVersion(object, old, rules, context)
  const barred = stale ?? rules.reserve?.(object, context, old)
  if (barred) return refused(barred, context)

  keepMetadata(object, old)
  forgetClusterName(object)
  if (owners) setOwners(object, owners)
  const sub = subresource ? rules.subresources?.[subresource] : undefined
  const steps = sub ?? rules
  steps.prepareUpdate?.(object, old, context)
  const errors = new FieldErrors(context.minor)
  validatePlainObjectMeta(object, resource.namespaced, anySegment, errors)
  validatePlainObjectMetaUpdate(object, old, errors)
  if (!sub && judgesTwice(context)) rules.validate(object, errors, context)
  steps.validateUpdate?.(object, old, errors, context)
  if (!errors.isEmpty) {
    const kind = { group: rules.group?.(context) ?? (context.asked ?? resource).group, name: object.kind }
    return refused(invalid(kind, object.metadata.name ?? '', errors.list), context)
  }
  const late = early ? settleResourceVersion(object, old, rules, context) : undefined
  if (late) return refused(late, context)
  context.warnings.push(...(steps.warnings?.(object, context, old) ?? []))
  rules.canonicalize?.(object, context)
  const unallocated = rules.allocate?.(object, context, old)
  if (unallocated) return refused(unallocated, context)
  const denied = validateAdmission(object, old, context)
  if (denied) return refused(denied, context)
  const answer = accepted(200, object, context)
  return isFreed(object, old) ? { ...answer, removed: true } : answer
}

/** Early releases held an update of these to all that a new object is held to, and then did so again. */
const JUDGED_TWICE = new Set([
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'networking.k8s.io/NetworkPolicy',
  '/ResourceQuota',
])
const judgesTwice = ({ minor, resource }: Context): boolean =>
  minor < 24 && JUDGED_TWICE.has(`${resource.group}/${resource.kind}`)

/** Ingresses had a storage of their own in the group that they came from. */
const storageGroup = ({ resource, asked = resource }: Context): string =>
  asked.group === 'extensions' ? asked.group : resource.group

function setOwners({ metadata }: KubeObject, owners: JsonObject[]): void {
  if (owners.length > 0) metadata.managedFields = owners
  else delete metadata.managedFields
}

export function checkName({ metadata }: KubeObject, name: string): Status | undefined {
  if (!metadata.name) {
    return badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`)
  }
  return metadata.name === name
    ? undefined
    : badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`)
}

/** Early releases name both namespaces where later ones word it as on create. */
function checkNamespace({ metadata }: KubeObject, { namespace, minor }: Context): Status | undefined {
  if (minor > 20 || !metadata.namespace || !namespace || metadata.namespace === namespace) return undefined
  return badRequest(
    `the namespace of the object (${metadata.namespace}) does not match the namespace on the request (${namespace})`,
  )
}

/** A uid in the body is a precondition. The message is the storage's own, key and all. */
function checkUid({ metadata }: KubeObject, old: KubeObject, { resource, namespace }: Context): Status | undefined {
  if (!metadata.uid || metadata.uid === old.metadata.uid) return undefined
  const key = storageKey(resource.group, resource.resource, namespace, old.metadata.name ?? '')
  return conflict(
    { group: resource.group, name: resource.resource },
    old.metadata.name ?? '',
    `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${old.metadata.uid}`,
  )
}

/** Where etcd keeps an object: some kinds kept the folder of the group they were born in. */
function storageKey(group: string, plural: string, namespace: string, name: string): string {
  const folder = FOLDERS[`${group}/${plural}`] ?? (QUALIFIED_FOLDERS.has(group) ? `${group}/${plural}` : plural)
  return `/${folder}/${namespace ? `${namespace}/` : ''}${name}`
}

const FOLDERS: Record<string, string> = {
  '/services': 'services/specs',
  '/endpoints': 'services/endpoints',
  '/nodes': 'minions',
  '/replicationcontrollers': 'controllers',
  'networking.k8s.io/ingresses': 'ingress',
}
/** Groups that came with resources of their own choosing are kept under their name. */
const QUALIFIED_FOLDERS = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io'])

/** Truth: Store.Update: an absent version means "whatever is there" where the kind allows that. */
function settleResourceVersion(
  { metadata }: KubeObject,
  old: KubeObject,
  rules: KindRules,
  context: Context,
): Status | undefined {
  const { resourceVersion = '' } = metadata
  const { resource, minor } = context
  if (!/^\d*$/.test(resourceVersion)) {
    return plainError(`strconv.ParseUint: parsing ${goQuote(resourceVersion)}: invalid syntax`)
  }
  const absent = resourceVersion === '' || resourceVersion === '0'
  if (absent && rules.demandsResourceVersion) {
    const errors = new FieldErrors(minor)
    errors.invalid(RESOURCE_VERSION, typed('uint64', 0), 'must be specified for an update')
    // Here the server names the resource where it names the kind elsewhere.
    return invalid({ group: resource.group, name: resource.resource }, metadata.name ?? '', errors.list)
  }
  if (!absent && resourceVersion !== old.metadata.resourceVersion) {
    return conflict(
      { group: storageGroup(context), name: resource.resource },
      metadata.name ?? '',
      'the object has been modified; please apply your changes to the latest version and try again',
    )
  }
  if (old.metadata.resourceVersion !== undefined) metadata.resourceVersion = old.metadata.resourceVersion
  return undefined
}

/** What an update cannot change in metadata, whatever it says. Truth: rest.BeforeUpdate */
function keepMetadata({ metadata: next }: KubeObject, { metadata: old }: KubeObject): void {
  next.uid ||= old.uid
  next.creationTimestamp = old.creationTimestamp
  next.generation = old.generation
  if (old.generation === undefined) delete next.generation
  if (old.deletionTimestamp) next.deletionTimestamp = old.deletionTimestamp
  if (old.deletionGracePeriodSeconds !== undefined) next.deletionGracePeriodSeconds ??= old.deletionGracePeriodSeconds
  if (old.managedFields) next.managedFields = clone(old.managedFields)
  delete next.selfLink
}
