import { groupOf } from './homes.ts'
import type { History, TypeHistory } from './merge.ts'
import { minorOf } from './overlay.ts'
import extra from './overlays/extra-kinds.json'
import { kindKey, splitName } from './release.ts'

/** The first release whose package lists paths; before it a kind is served as long as its type exists. */
const firstPaths = 18

/**
 * Adds the kinds no path shows: those that went before 1.18, and those that cannot be created. A type may
 * stay in a release's document after its kind went, so the end is that of the paths, where there are any.
 */
export function settleKinds(history: History): void {
  for (const kind of history.kinds.values()) {
    const type = history.types.get(`${kind.kind.home}.${kind.kind.kind}`)!
    if (kind.from <= firstPaths) {
      for (const span of kind.subresources.values()) if (span.from === kind.from) span.from = type.from
      kind.from = type.from
    }
  }
  for (const [name, facts] of Object.entries(extra as Record<string, ExtraKind>)) {
    const type = history.types.get(name)
    if (!type) throw new Error(`overlays/extra-kinds.json: no release has ${name}`)
    for (const field of ['apiVersion', 'kind']) {
      if (!type.fields.has(field))
        type.fields.set(field, [{ ...spanOf(type), value: { shape: 'string', required: false } }])
    }
    const { home, name: kind } = splitName(name)
    const version = home.slice(home.indexOf('.') + 1)
    const { plural, namespaced, subresources = [], until } = facts
    const to = until ? minorOf(until) : type.to
    const source = {
      home,
      group: groupOf(home),
      version,
      kind,
      plural,
      namespaced,
      subresources: new Set(subresources),
    }
    const spans = new Map(subresources.map(sub => [sub, { from: type.from, to }]))
    history.kinds.set(kindKey(source), { from: type.from, to, kind: source, subresources: spans })
    if (!history.types.get(`${name}List`)?.fields.has('apiVersion')) addList(history, name, type)
  }
}

/** Pulumi's types have no lists, those of cdk8s no apiVersion and kind. */
function addList(history: History, name: string, { from, to }: TypeHistory): void {
  const span = (shape: string, required = false) => [{ from, to, value: { shape, required } }]
  const fields = new Map([
    ['apiVersion', span('string')],
    ['items', span(`[]${name}`, true)],
    ['kind', span('string')],
    ['metadata', span('meta.v1.ListMeta')],
  ])
  history.types.set(`${name}List`, { from, to, fields })
}

const spanOf = ({ from, to }: TypeHistory) => ({ from, to })

interface ExtraKind {
  plural: string
  namespaced: boolean
  subresources?: string[]
  until?: string
}
