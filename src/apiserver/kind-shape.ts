import { formatApiVersion } from '../resource/object.ts'
import { catalog } from '../schema/catalog.ts'
import type { Shape } from '../schema/shape.ts'
import type { Context } from './context.ts'
import { customKind } from './custom/custom-kind.ts'

/** The type of a built-in kind; custom resources have none. */
export function shapeOf({ resource, minor }: Pick<Context, 'resource' | 'minor'>): Shape | undefined {
  const type = catalog(minor).kind(formatApiVersion(resource), resource.kind)?.type
  return type && { kind: 'struct', type, go: type.go }
}

/** As what an object of the kind is merged: by its type, or by the schema of its definition. */
export const mergedAs = (context: Context): Shape | undefined => shapeOf(context) ?? customKind(context)?.shape

/** An object with a status of its own does not take it from here, and its status takes nothing else. */
export function resetFields(context: Context): readonly (readonly string[])[] {
  const { resource, minor, subresource } = context
  if (subresource === 'status') return [['f:spec']]
  const kind = catalog(minor).kind(formatApiVersion(resource), resource.kind)
  const hasStatus = kind
    ? kind.subresources.includes('status')
    : customKind(context)?.subresources?.status !== undefined
  return hasStatus ? [['f:status']] : []
}
