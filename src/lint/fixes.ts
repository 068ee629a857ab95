import type { Fix } from '../diagnostic/diagnostic.ts'
import type { Json } from '../resource/json.ts'
import type { Edit } from '../text/edit.ts'
import { setValue } from '../yaml/edit.ts'
import type { Path } from '../yaml/path.ts'
import { find } from '../yaml/place.ts'
import { removeItem, removePair } from '../yaml/remove.ts'
import type { Spot } from './field.ts'

/** A fix that writes a value where a field is or should be, with as many parents as are missing. */
export const toSet = (at: Spot, value: Json, title: string, safety: Fix['safety']): Fix | undefined =>
  fixOf(at, title, safety, setValue(at.object.manifest.document, placed(at), value))

/** A fix that takes a field or an item away. */
export const toRemove = (at: Spot, title: string, safety: Fix['safety']): Fix | undefined =>
  fixOf(at, title, safety, removal(at))

/** Several fixes that only make sense together, as one. */
export function together(title: string, safety: Fix['safety'], fixes: readonly (Fix | undefined)[]): Fix | undefined {
  const edits = fixes.flatMap(fix => fix?.edits ?? [])
  return fixes.every(fix => fix) && edits.length > 0 ? { title, safety, edits } : undefined
}

const placed = ({ object, path }: Spot): Path => [...object.manifest.base, ...path]

function removal(at: Spot): Edit[] | undefined {
  const { document } = at.object.manifest
  const path = placed(at)
  const last = path.at(-1)
  const parent = find(document, path.slice(0, -1))
  const found = find(document, path)
  if (last === undefined || !parent?.exact || !found?.exact) return undefined
  if (parent.node.kind === 'sequence' && typeof last === 'number') return [removeItem(document, parent.node, last)]
  return parent.node.kind === 'mapping' && found.pair ? [removePair(document, parent.node, found.pair)] : undefined
}

function fixOf({ object }: Spot, title: string, safety: Fix['safety'], edits: readonly Edit[] | undefined) {
  if (!edits || edits.length === 0) return undefined
  const { source } = object.manifest.document
  return { title, safety, edits: edits.map(edit => ({ ...edit, source })) }
}
