/**
 * What no package says, by type and field: how Go calls a field, how lists merge, which values an
 * enumeration has. An entry is a set of facts, or several with bounds when releases differ; the entry for
 * the type itself has the name "".
 */
import defaults from './overlays/defaults.json'
import enums from './overlays/enums.json'
import go from './overlays/go.json'
import kinds from './overlays/kinds.json'
import lists from './overlays/lists.json'

export type Facts = { since?: string; until?: string } & Record<string, unknown>

type Entries = Record<string, Record<string, Facts | Facts[]>>

const sources: Entries[] = [go, lists, enums, defaults]

/** Each source's word on a field; bounds inside are those of the fact. */
export function overlaysOf(type: string, field: string): Facts[] {
  const facts: Facts[] = []
  for (const source of sources) {
    const entry = source[type]?.[field]
    if (Array.isArray(entry)) facts.push(...entry)
    else if (entry) facts.push(entry)
  }
  return facts
}

export const typeFacts = (type: string): Facts => {
  const facts: Facts = {}
  for (const entry of overlaysOf(type, '')) Object.assign(facts, entry)
  return facts
}

/** Facts of a kind, by "apps.v1.Deployment". */
export function kindFacts(qualified: string): Facts {
  const all: Record<string, Facts> = kinds
  return all[qualified] ?? {}
}

export const minorOf = (text: string): number => Number(text.slice(2))
