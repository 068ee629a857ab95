import { dirname, relative, sep } from 'node:path'
import { CompletionItemKind } from 'vscode-languageserver'
import { namesKustomization } from '../../workspace/generated.ts'
import { isConfiguration } from '../configuration.ts'
import type { Asked, Suggestion } from './complete.ts'

/** Fields of a Kustomization that name manifests, and those that name folders with a Kustomization too. */
const MANIFESTS = new Set(['crds', 'patchesStrategicMerge', 'resources'])
const FOLDERS = new Set(['bases', 'components', 'resources'])
const MOST = 300

/** Files and folders of the workspace, as the Kustomization that is being written would name them. */
export function fileItems({ folder, chunk, path, kind }: Asked): Suggestion[] {
  const field = String(path[0])
  const isPatch = field === 'patches' && path.at(-1) === 'path'
  const own = chunk.file.path
  if (kind !== 'Kustomization' || own === undefined || !(isPatch || MANIFESTS.has(field) || FOLDERS.has(field)))
    return []
  const here = dirname(own)
  const named = chunk.source.text
  const found = new Map<string, Suggestion>()
  for (const file of folder.files.values()) {
    if (file.path === undefined || file.path === own || isConfiguration(file.name) || found.size >= MOST) continue
    const isFolder = namesKustomization(file.name)
    if (isFolder ? !FOLDERS.has(field) : !(isPatch || MANIFESTS.has(field))) continue
    const label = relative(here, isFolder ? dirname(file.path) : file.path)
      .split(sep)
      .join('/')
    // A Kustomization takes files from its own folder and below; other Kustomizations from anywhere.
    if (label === '' || (!isFolder && label.startsWith('../'))) continue
    const isNamed = named.includes(label)
    const rank = isNamed ? 8 : label.startsWith('../') ? 5 : 2
    const type = isFolder ? CompletionItemKind.Folder : CompletionItemKind.File
    found.set(label, { label, kind: type, rank, ...(isFolder && { detail: 'Kustomization' }) })
  }
  return [...found.values()]
}
