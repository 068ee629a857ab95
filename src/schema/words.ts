/** The facts of fields in words. */
import { formatMinor, NEWEST, OLDEST } from '../resource/version.ts'
import type { FieldSpan } from './history.ts'
import type { Shape } from './shape.ts'
import type { Field } from './type.ts'

export const spanText = ({ since, until }: FieldSpan): string =>
  since === until ? `1.${since}` : `1.${since} to 1.${until}`

/** Since when a field is there: `1.25`, `1.14 to 1.24`. */
export function sinceText(spans: readonly FieldSpan[]): string {
  if (spans.length === 1 && spans[0]!.since === OLDEST && spans[0]!.until === NEWEST)
    return `${formatMinor(OLDEST)} or before`
  if (spans.length === 1 && spans[0]!.until === NEWEST) return formatMinor(spans[0]!.since)
  return spans.map(spanText).join(', ')
}

/** How server-side apply sees a list. */
export function listText({ listType, keys }: Field): string {
  if (listType === 'map') return `items are told apart by ${keys.join(', ')}`
  return listType === 'set' ? 'a set: every item once' : 'the list is owned as a whole'
}

/** `[]Container`, `map of string`, `IntOrString`. */
export function typeText(shape: Shape): string {
  switch (shape.kind) {
    case 'scalar':
      return shape.scalar
    case 'struct':
      return shape.type.name
    case 'list':
      return `list of ${typeText(shape.of)}`
    case 'map':
      return `map of ${typeText(shape.of)}`
  }
}
