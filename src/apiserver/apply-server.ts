import { clone, isObject, type JsonObject } from '../resource/json.ts'
import { formatApiVersion, jsonOf, type KubeObject } from '../resource/object.ts'
import { LAST_APPLIED, lastApplied } from './apply-client.ts'
import { applyScale } from './apply-scale.ts'
import type { Context } from './context.ts'
import { storedAsAsked } from './conversion/conversion.ts'
import { createObject, settleNamespace } from './create.ts'
import type { DecodeOptions } from './decode/decode.ts'
import { applyDefaults } from './defaults/defaults.ts'
import { FieldErrors } from './field-errors.ts'
import { FieldPath } from './field-path.ts'
import { goJson } from './go-text.ts'
import { mergedAs, resetFields } from './kind-shape.ts'
import { decodePatched } from './patch/decode-patched.ts'
import { applyConfig, type FieldConflict, type Merged, settled, trackUpdate } from './patch/ownership/apply-config.ts'
import { conflictStatus } from './patch/ownership/conflict-status.ts'
import { FieldSet } from './patch/ownership/field-set.ts'
import { compare, fieldsOf } from './patch/ownership/field-walks.ts'
import { type Manager, readManagers, writeManagers } from './patch/ownership/managers.ts'
import { type Structure, structureOf } from './patch/ownership/structure.ts'
import { blankOf } from './patch/ownership/track.ts'
import { typedProblem } from './patch/ownership/typed-problem.ts'
import { APPLIES_SINCE, storePatched, unsupported } from './patch-request.ts'
import { type Response, refused } from './response.ts'
import { badRequest, invalid, plainError, type Status } from './status.ts'

export interface ApplyOptions extends DecodeOptions {
  /** Who applies; without a name the server refuses. */
  readonly manager?: string
  readonly force?: boolean
}

/**
 * Server-side apply: who set which field is remembered, and nobody takes a field from another by accident.
 *
 * Truth: apiserver/pkg/endpoints/handlers/patch.go applyPatcher; apimachinery/pkg/util/managedfields
 */
export function applyOnServer(name: string, config: JsonObject, options: ApplyOptions, context: Context): Response {
  const { resource, subresource } = context
  if (context.minor < APPLIES_SINCE) return refused(unsupported(context), context)
  const bad = optionsProblem(options) ?? configProblem(config, context)
  if (bad) return refused(bad, context)
  if (subresource === 'scale') return applyScale(name, config, options, context)
  const live = storedAsAsked(context, name)
  const apiVersion = formatApiVersion(resource)
  const shape = mergedAs(context)
  const structure = structureOf(shape, undefined, config)
  const problem = typedProblem(config, structure, context.minor)
  if (problem) return refused(untyped(config, context, problem), context)

  const { managedFields, ...metadata } = live?.metadata ?? {}
  const current: JsonObject = live ? jsonOf(clone({ ...live, metadata })) : {}
  const applier: Manager = {
    manager: options.manager ?? '',
    operation: 'Apply',
    apiVersion,
    subresource,
    fields: NO_FIELDS,
    time: context.now,
  }
  let managers = readManagers(managedFields)
  const reset = resetFields(context)
  if (live && managers.size === 0) {
    const before: Manager = { ...applier, ...BEFORE_FIRST_APPLY }
    managers = settled(trackUpdate(blankOf(shape, context.minor), current, managers, before, structure, reset))
  }
  const apply = (force: boolean): Merged => applyConfig(current, config, managers, applier, structure, { force, reset })
  let merged = apply(options.force === true)
  const text = live?.metadata.annotations?.[LAST_APPLIED]
  if ('conflicts' in merged && applier.manager === 'kubectl' && text !== undefined) {
    const conflicts = beyondLastApplied(merged.conflicts, lastApplied(text), current, structure)
    merged = conflicts.length > 0 ? { conflicts } : apply(true)
  }
  if ('conflicts' in merged) return refused(conflictStatus(merged.conflicts), context)
  if (applier.manager === 'kubectl' && text !== undefined) rememberApplied(merged.object, config)
  const decoded = decodePatched(merged.object, undefined, options, context, 'kept')
  if ('status' in decoded) return refused(decoded.status, context)
  context.warnings.push(...decoded.warnings)
  const answer = live ? storePatched(name, decoded.object, context) : store(decoded.object, name, context)
  if (answer.object) answer.object.metadata.managedFields = writeManagers(settled(merged.managers))
  return answer
}

const NO_FIELDS = new FieldSet()

/** Owns what was there when nobody was remembered yet. */
const BEFORE_FIRST_APPLY = {
  manager: 'before-first-apply',
  operation: 'Update',
  subresource: undefined,
  time: undefined,
} as const

function store(object: KubeObject, name: string, context: Context): Response {
  object.metadata.name ??= name
  applyDefaults(object, context)
  const mismatch = settleNamespace(object, context.namespace)
  return mismatch ? refused(mismatch, context) : createObject(object, { ...context, operation: 'create' })
}

/**
 * What kubectl applied from the client before is its own already, whatever name it went by, as long as nobody changed it since.
 * Truth: managedfields/internal/lastappliedmanager.go
 */
function beyondLastApplied(
  conflicts: readonly FieldConflict[],
  applied: JsonObject,
  live: JsonObject,
  structure: Structure,
): FieldConflict[] {
  const { added, modified, removed } = compare(applied, live, structure)
  const mine = fieldsOf(applied, structure).difference(modified).difference(added).difference(removed)
  return conflicts
    .map(({ owner, fields }) => ({ owner, fields: fields.difference(mine) }))
    .filter(({ fields }) => !fields.isEmpty)
}

/** kubectl may go back to applying from the client. Truth: managedfields/internal/lastappliedupdater.go */
function rememberApplied(object: JsonObject, config: JsonObject): void {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {}
  const annotations = isObject(metadata['annotations']) ? metadata['annotations'] : {}
  object['metadata'] = {
    ...metadata,
    annotations: { ...annotations, [LAST_APPLIED]: `${goJson(withoutLastApplied(config))}\n` },
  }
}

function withoutLastApplied(config: JsonObject): JsonObject {
  const { metadata } = config
  if (!isObject(metadata)) return config
  if (!isObject(metadata['annotations'])) {
    const { annotations: _, ...rest } = metadata
    return { ...config, metadata: rest }
  }
  const { [LAST_APPLIED]: _, ...annotations } = metadata['annotations']
  return { ...config, metadata: { ...metadata, annotations } }
}

/** Truth: apimachinery/pkg/apis/meta/v1/validation ValidatePatchOptions */
function optionsProblem({ manager = '' }: ApplyOptions): Status | undefined {
  const errors = new FieldErrors()
  const path = FieldPath.of('fieldManager')
  if (manager === '') errors.required(path, 'is required for apply patch')
  if (manager.length > 128) errors.tooLong(path, 128)
  return errors.isEmpty ? undefined : invalid({ group: 'meta.k8s.io', name: 'PatchOptions' }, '', errors.list)
}

function configProblem(config: JsonObject, { resource, subresource }: Context): Status | undefined {
  const scale = subresource === 'scale'
  const expected = scale ? 'autoscaling/v1' : formatApiVersion(resource)
  const { apiVersion, kind, metadata } = config
  if (isObject(metadata) && metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) {
    return badRequest('metadata.managedFields must be nil')
  }
  if (apiVersion !== expected || kind !== (scale ? 'Scale' : resource.kind)) {
    return badRequest(`invalid object type: ${String(apiVersion)}, Kind=${String(kind)}`)
  }
  return undefined
}

export function untyped({ metadata }: JsonObject, { resource }: Context, problem: string): Status {
  const { namespace = '', name = '' } = isObject(metadata) ? metadata : {}
  const type = `${resource.group ? `${resource.group}` : ''}/${resource.version}, Kind=${resource.kind}`
  return plainError(`failed to create typed patch object (${String(namespace)}/${String(name)}; ${type}): ${problem}`)
}
