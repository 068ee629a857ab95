import { formatApiVersion, type KubeObject } from '../../resource/object.ts'
import { catalog } from '../../schema/catalog.ts'
import type { Context } from '../context.ts'
import { structDecoders } from '../decode/decode.ts'

/** An object with a status that nobody but a controller may write: a new one starts without. */
type WithStatus = KubeObject & { status?: unknown }

/** Puts Go's zero value where the status was: `{}`, or the counts that are always written, or nothing at all. */
export function clearStatus(object: WithStatus, { minor, resource, asked = resource }: Context): void {
  // The hub of a kind may be a version that the release does not serve yet.
  const typeOf = (from: Context['resource']) => catalog(minor).kind(formatApiVersion(from), from.kind)?.type
  const field = (typeOf(resource) ?? typeOf(asked))?.fields.get('status')
  if (field?.shape.kind === 'struct' && !field.pointer) object.status = structDecoders(minor).zero(field.shape.type)
  else delete object.status
}

/** An update of the spec leaves the status as it is. */
export function keepStatus(object: WithStatus, old: WithStatus): void {
  if (old.status === undefined) delete object.status
  else object.status = old.status
}

/** An update of the status leaves everything but the status and some metadata as it is. */
export function keepSpec(object: KubeObject & { spec?: unknown }, old: KubeObject & { spec?: unknown }): void {
  object.spec = old.spec
}

/** Some newer kinds keep even their labels, annotations, finalizers and owners. Truth: apimachinery ResetObjectMetaForStatus */
export function keepAllButStatus(object: KubeObject & { spec?: unknown }, old: KubeObject & { spec?: unknown }): void {
  keepSpec(object, old)
  const { metadata } = object
  for (const field of [
    'deletionTimestamp',
    'generation',
    'labels',
    'annotations',
    'finalizers',
    'ownerReferences',
  ] as const) {
    delete metadata[field]
    if (old.metadata[field] !== undefined) Object.assign(metadata, { [field]: old.metadata[field] })
  }
}
