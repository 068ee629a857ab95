import { CompletionItemKind } from 'vscode-languageserver'
import type { Entry } from '../../workspace/index.ts'
import { SCALED } from '../../workspace/patched.ts'
import type { Asked, Suggestion } from './complete.ts'

/** What the patches of a Kustomization may be about: the objects that it builds. */
export function targetItems(asked: Asked, field: 'kind' | 'name'): Suggestion[] {
  const { kind: wanted } = Object.fromEntries(asked.beside(0))
  const built = builtHere(asked).filter(({ object }) => field === 'kind' || !wanted || object.kind === wanted)
  return items(field === 'kind' ? built.map(({ object }) => object.kind) : built.map(({ name }) => name))
}

/** Whose pods a Kustomization may count. */
export const scaledItems = (asked: Asked): Suggestion[] =>
  items(
    builtHere(asked)
      .filter(({ kind }) => SCALED.includes(kind))
      .map(({ name }) => name),
  )

const builtHere = ({ folder, chunk }: Asked): Entry[] =>
  [...folder.index.entries()].filter(entry => folder.isBuiltBy(entry.chunk.file, chunk.file) && entry.name !== '')

const items = (labels: readonly string[]): Suggestion[] =>
  [...new Set(labels)].map(label => ({
    label,
    kind: CompletionItemKind.Reference,
    detail: 'built here',
    rank: 1,
  }))
