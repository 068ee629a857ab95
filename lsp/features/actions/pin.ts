import type { ManifestFile } from '../../workspace/file.ts'
import { occurrenceAt } from '../../workspace/symbols.ts'
import { placeOf } from '../navigation.ts'
import type { Action } from './actions.ts'

const MOST = 5

/** An image without a version: the versions of it that the workspace uses elsewhere, the most used first. */
export function pinnings(file: ManifestFile, offset: number): Action[] {
  const here = occurrenceAt(file, offset)
  const place = here?.symbol.startsWith('image\n') ? placeOf(here) : undefined
  if (!here || !place || isPinned(here.name)) return []
  const repository = repositoryOf(here.name)
  const quote = here.node.style === 'double' ? '"' : here.node.style === 'single' ? "'" : ''
  return [...file.folder.index.images]
    .filter(([image]) => isPinned(image) && repositoryOf(image) === repository)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))
    .slice(0, MOST)
    .map(([image, uses]) => ({
      title: `Pin to ${image}, used ${uses === 1 ? 'once' : `${uses} times`} here`,
      edits: [{ ...place, text: quote + image + quote }],
    }))
}

const repositoryOf = (image: string): string => {
  const bare = image.split('@')[0]!
  const colon = bare.lastIndexOf(':')
  return colon > bare.lastIndexOf('/') ? bare.slice(0, colon) : bare
}

const isPinned = (image: string): boolean => {
  if (image.includes('@')) return true
  const repository = repositoryOf(image)
  return image !== repository && image !== `${repository}:latest`
}
