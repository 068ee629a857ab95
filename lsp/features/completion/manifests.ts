import { CompletionItemKind } from 'vscode-languageserver'
import { catalog } from '../../../src/schema/catalog.ts'
import { servedKinds, viewIn } from '../../schema/kinds.ts'
import type { ValueView } from '../../schema/view.ts'
import { isConfiguration } from '../configuration.ts'
import type { Asked, Suggestion } from './complete.ts'
import { blockText } from './fields.ts'
import { SKELETONS } from './skeletons.ts'

/** Text in a snippet, where three characters mean something. */
export const escaped = (text: string): string => text.replaceAll(/[\\$},|]/g, '\\$&')

/** Whole manifests, where a new one begins: a document, or an item of a `List`. What has been written is not written again. */
export function manifestItems({ folder, where, root, chunk }: Asked): Suggestion[] {
  if (root || where.levels.at(-1)!.beside.size > 0 || isConfiguration(chunk.file.name)) return []
  const isItem = where.levels.length > 1
  if (isItem ? where.flow : where.column !== 0 || (where.flow && !where.json)) return []
  const isJson = where.json || chunk.file.name.endsWith('.json')
  const extra = where.flow ? 0 : where.column - where.indent
  const made = (apiVersion: string, kind: string, text: string | undefined, rank: number): Suggestion => ({
    label: kind,
    kind: CompletionItemKind.Class,
    detail: apiVersion,
    text: isJson ? jsonText(apiVersion, kind, !where.json) : yamlText(text ?? bare(apiVersion, kind), extra),
    snippet: true,
    whole: true,
    rank,
  })
  const builtIn = catalog(folder.minor)
    .kinds()
    .filter(({ optIn, until, config }) => !optIn && until === undefined && !config)
    .flatMap(({ apiVersion, kind, verbs }): Suggestion[] => {
      const text = SKELETONS[kind]
      if (text !== undefined && !text.startsWith(`apiVersion: ${apiVersion}\n`)) return []
      if (text === undefined && !verbs.includes('list')) return []
      return [made(apiVersion, kind, text, text === undefined ? 7 : 4)]
    })
  const custom = servedKinds(folder).map(one => {
    const { apiVersion, kind } = one
    return made(apiVersion, kind, customText(viewIn(folder, apiVersion, kind), apiVersion, kind), 5)
  })
  return [...builtIn, ...custom]
}

const bare = (apiVersion: string, kind: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: #\n$0`

/** With what its definition demands. */
function customText(view: ValueView | undefined, apiVersion: string, kind: string): string | undefined {
  const spec = view?.fields.get('spec')
  if (!spec) return undefined
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: #\nspec:${blockText(spec.value, 0, 2, spec)}\n`
}

const yamlText = (text: string, extra: number): string =>
  text
    .replaceAll(/(?<=[ {])#$/gm, '${1:name}')
    .trimEnd()
    .replaceAll('\n', `\n${' '.repeat(extra)}`)

function jsonText(apiVersion: string, kind: string, braces: boolean): string {
  const step = braces ? '  ' : ''
  const lines = [`"apiVersion": "${apiVersion}"`, `"kind": "${kind}"`, '"metadata": { "name": "${1:name}" }$0']
  const inner = lines.map(line => step + line).join(',\n')
  return braces ? `{\n${inner}\n}` : inner
}

/** Kinds, those first that the version beside them has. */
export function kindItems({ folder, apiVersion }: Asked): Suggestion[] {
  const kinds = [
    ...catalog(folder.minor)
      .kinds()
      .filter(({ verbs }) => verbs.includes('create')),
    ...servedKinds(folder),
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
  const kinds = [...catalog(folder.minor).kinds(), ...servedKinds(folder)]
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
