import { CompletionItemKind } from 'vscode-languageserver'
import { catalog } from '../../../src/schema/catalog.ts'
import { customKinds } from '../../schema/kinds.ts'
import type { Asked, Suggestion } from './complete.ts'
import { SKELETONS } from './skeletons.ts'

/** Text in a snippet, where three characters mean something. */
export const escaped = (text: string): string => text.replaceAll(/[\\$},|]/g, '\\$&')

/** Whole manifests, where a new one begins. What has been written already is not written again. */
export function manifestItems({ folder, where, root }: Asked): Suggestion[] {
  if (root || where.levels.at(-1)!.beside.size > 0 || where.column !== 0) return []
  const written = catalog(folder.minor)
    .kinds()
    .filter(({ optIn, until, config }) => !optIn && until === undefined && !config)
  const builtIn = written.flatMap(({ apiVersion, kind, verbs }): Suggestion[] => {
    const text = SKELETONS[kind]
    if (text !== undefined && !text.startsWith(`apiVersion: ${apiVersion}\n`)) return []
    if (text === undefined && !verbs.includes('list')) return []
    return [manifest(apiVersion, kind, text ?? bare(apiVersion, kind), text === undefined ? 7 : 4)]
  })
  const custom = [...customKinds(folder).values()].map(({ apiVersion, kind }) =>
    manifest(apiVersion, kind, bare(apiVersion, kind), 5),
  )
  return [...builtIn, ...custom]
}

const bare = (apiVersion: string, kind: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: #\n$0`

const manifest = (apiVersion: string, kind: string, text: string, rank: number): Suggestion => ({
  label: kind,
  kind: CompletionItemKind.Class,
  detail: apiVersion,
  text: text.replaceAll(/(?<=[ {])#$/gm, '${1:name}').trimEnd(),
  snippet: true,
  rank,
})

/** Kinds, those first that the version beside them has. */
export function kindItems({ folder, apiVersion }: Asked): Suggestion[] {
  const kinds = [
    ...catalog(folder.minor)
      .kinds()
      .filter(({ verbs }) => verbs.includes('create')),
    ...customKinds(folder).values(),
  ]
  const seen = new Map<string, Suggestion>()
  for (const one of kinds) {
    if (apiVersion !== '' && one.apiVersion !== apiVersion) continue
    const old = 'until' in one && (one.optIn || one.until !== undefined)
    if (!seen.has(one.kind))
      seen.set(one.kind, { label: one.kind, kind: CompletionItemKind.Class, detail: one.apiVersion, rank: old ? 7 : 2 })
  }
  return [...seen.values()]
}

/** Versions, those first that have the kind beside them. */
export function versionItems({ folder, kind }: Asked): Suggestion[] {
  const seen = new Map<string, Suggestion>()
  const kinds = [...catalog(folder.minor).kinds(), ...customKinds(folder).values()]
  for (const one of kinds) {
    if (kind !== '' && one.kind !== kind) continue
    const builtIn = 'until' in one ? one : undefined
    const rank = builtIn?.until !== undefined || builtIn?.optIn ? 6 : 2
    const detail = builtIn?.deprecated
      ? `deprecated${builtIn.replacement ? `, use ${builtIn.replacement}` : ''}`
      : builtIn?.optIn
        ? 'off unless turned on'
        : undefined
    const known = seen.get(one.apiVersion)
    if (!known || known.rank! > rank)
      seen.set(one.apiVersion, {
        label: one.apiVersion,
        kind: CompletionItemKind.Module,
        rank,
        ...(detail && { detail }),
      })
  }
  return [...seen.values()]
}
