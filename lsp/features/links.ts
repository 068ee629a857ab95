import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DocumentLink } from 'vscode-languageserver'
import { isObject } from '../../src/resource/json.ts'
import type { YamlNode } from '../../src/yaml/node.ts'
import type { ManifestFile } from '../workspace/file.ts'
import { namesKustomization } from '../workspace/generated.ts'
import { rangeIn } from '../workspace/positions.ts'

/** Fields of a Kustomization that name files or folders. */
const FILES = new Set([
  'bases',
  'components',
  'configurations',
  'crds',
  'generators',
  'patchesStrategicMerge',
  'resources',
  'transformers',
])

/** Web addresses, and in a Kustomization the files it is made of. */
export function links(file: ManifestFile): DocumentLink[] {
  const found: DocumentLink[] = []
  for (const chunk of file.chunks) {
    const add = (node: YamlNode, target: string) =>
      found.push({
        range: rangeIn(file.source, { start: chunk.start + node.start, end: chunk.start + node.end }),
        target,
      })
    for (const { node } of chunk.documents) {
      if (!node) continue
      if (namesKustomization(file.name)) kustomizationLinks(file, node, add)
      addresses(node, add, 0)
    }
  }
  return found
}

function kustomizationLinks(file: ManifestFile, node: YamlNode, add: (node: YamlNode, target: string) => void): void {
  if (node.kind !== 'mapping' || file.path === undefined) return
  const folder = dirname(file.path)
  const link = (one: YamlNode | undefined): void => {
    if (
      one?.kind === 'scalar' &&
      typeof one.value === 'string' &&
      one.value !== '' &&
      !/^\w+:\/\/|\n|\?ref=/.test(one.value)
    )
      add(one, pathToFileURL(resolve(folder, one.value)).href)
  }
  for (const pair of node.pairs) {
    if (pair.node.kind !== 'sequence') continue
    for (const item of pair.node.items) {
      if (FILES.has(pair.name)) link(item)
      if (item.kind !== 'mapping' || !isObject(item.value)) continue
      if (/^patches/.test(pair.name)) link(item.pairs.find(({ name }) => name === 'path')?.node)
      const files = item.pairs.find(({ name }) => name === 'files' || name === 'envs')?.node
      if (files?.kind === 'sequence') for (const one of files.items) if (!String(one.value).includes('=')) link(one)
    }
  }
}

const ADDRESS = /^https?:\/\/[^\s{}]+$/
const DEEPEST = 60

function addresses(node: YamlNode, add: (node: YamlNode, target: string) => void, depth: number): void {
  if (depth > DEEPEST || node.alias) return
  if (node.kind === 'mapping') for (const pair of node.pairs) addresses(pair.node, add, depth + 1)
  else if (node.kind === 'sequence') for (const item of node.items) addresses(item, add, depth + 1)
  else if (typeof node.value === 'string' && node.value.length < 2000 && ADDRESS.test(node.value)) add(node, node.value)
}
