import type { JsonObject } from '../../../resource/json.ts'
import { formatApiVersion, jsonOf, type KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Shape } from '../../../schema/shape.ts'
import type { Type } from '../../../schema/type.ts'
import type { Context } from '../../context.ts'
import { asAsked } from '../../conversion/conversion.ts'
import { structDecoders } from '../../decode/decode.ts'
import { DecodeState } from '../../decode/state.ts'
import { mergedAs, resetFields } from '../../kind-shape.ts'
import { settled, trackUpdate } from './apply-config.ts'
import { capped } from './cap.ts'
import { FieldSet } from './field-set.ts'
import { type Manager, readManagers, writeManagers } from './managers.ts'
import { structureOf } from './structure.ts'

/** Since then a server keeps book. */
const SINCE: Minor = 18

/**
 * What `managedFields` say after `object` was written over `old`: who writes owns what is new or other than before.
 * Undefined where the request names no manager: then nobody keeps book. The object is as it was sent: what
 * admission and the kind's own preparation do to it is nobody's. Fields are those of the version of the request.
 *
 * Truth: apimachinery/pkg/util/managedfields/internal/{fieldmanager,skipnonapplied,managedfieldsupdater}.go
 */
export function ownersAfter(
  object: KubeObject,
  old: KubeObject | undefined,
  context: Context,
): JsonObject[] | undefined {
  const { manager, minor, now, subresource = context.ownedThrough } = context
  if (manager === undefined || minor < SINCE) return undefined
  const resource = context.asked ?? context.resource
  const asked = { ...context, resource }
  // An update may say itself who owns what, but not through a subresource.
  const said = context.subresource ? undefined : nonEmpty(object.metadata.managedFields)
  const managers = readManagers(said ?? old?.metadata.managedFields)
  if (old && managers.size === 0) return []
  const shape = mergedAs(asked)
  const writer: Manager = {
    manager,
    operation: 'Update',
    apiVersion: formatApiVersion(resource),
    subresource,
    fields: new FieldSet(),
    time: now,
  }
  const before = old ? bare(asAsked(old, context)) : blankOf(shape, minor)
  const structure = structureOf(shape, undefined, before)
  const next = trackUpdate(before, bare(asAsked(object, context)), managers, writer, structure, resetFields(asked))
  return writeManagers(settled(capped(next)))
}

const nonEmpty = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list?.length ? list : undefined)

function bare({ metadata, ...object }: KubeObject): JsonObject {
  const { managedFields: _, ...rest } = metadata
  return jsonOf({ ...object, metadata: rest })
}

const blanks = new WeakMap<Type, JsonObject>()

/** An object before it was anything: what its type always writes is there already. */
export function blankOf(shape: Shape | undefined, minor: Minor): JsonObject {
  if (shape?.kind !== 'struct' || shape.type.qualified === '') return {}
  const known = blanks.get(shape.type)
  if (known) return known
  const blank = structDecoders(minor).of(shape.type)({}, new DecodeState()) as JsonObject
  blanks.set(shape.type, blank)
  return blank
}
