import { groupOf } from './homes.ts'
import type { History } from './merge.ts'
import { minorOf } from './overlay.ts'
import extra from './overlays/extra-kinds.json'
import { splitName } from './release.ts'

/** The first release whose package lists paths; before it a kind is served as long as its type exists. */
const firstPaths = 18

/**
 * Adds the kinds no path shows: those that went before 1.18, and those that cannot be created. A type may
 * stay in a release's document after its kind went, so the end is that of the paths, where there are any.
 */
export function settleKinds(history: History): void {
  for (const kind of history.kinds.values()) {
    const type = history.types.get(`${kind.kind.home}.${kind.kind.kind}`)!
    if (kind.from <= firstPaths) kind.from = type.from
  }
  for (const [name, facts] of Object.entries(extra as Record<string, ExtraKind>)) {
    const type = history.types.get(name)
    if (!type) throw new Error(`overlays/extra-kinds.json: no release has ${name}`)
    const { home, name: kind } = splitName(name)
    const version = home.slice(home.indexOf('.') + 1)
    const { plural, namespaced, subresources = [], until } = facts
    history.kinds.set(`${groupOf(home)}/${version}/${kind}`, {
      from: type.from,
      to: until ? minorOf(until) : type.to,
      kind: { home, group: groupOf(home), version, kind, plural, namespaced, subresources: new Set(subresources) },
    })
  }
}

interface ExtraKind {
  plural: string
  namespaced: boolean
  subresources?: string[]
  until?: string
}
