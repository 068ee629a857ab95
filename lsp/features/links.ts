import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DocumentLink } from 'vscode-languageserver'
import { KUSTOMIZATION_NAMES } from '../../src/input/kustomize/kustomization.ts'
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
      add(one, pathToFileURL(fileMeant(resolve(folder, one.value))).href)
  }
  for (const pair of node.pairs) {
    if (pair.node.kind !== 'sequence') continue
    for (const item of pair.node.items) {
      if (FILES.has(pair.name)) link(item)
      if (item.kind !== 'mapping' || !isObject(item.value)) continue
      if (/^patches/.test(pair.name)) link(item.pairs.find(({ name }) => name === 'path')?.node)
      for (const { name, node: listed } of item.pairs)
        if ((name === 'files' || name === 'envs') && listed.kind === 'sequence')
          for (const one of listed.items) link(behindKey(one))
    }
  }
}

/** An editor opens files: of a folder, what makes it a Kustomization. */
const fileMeant = (path: string): string =>
  [path, ...KUSTOMIZATION_NAMES.map(name => join(path, name))].find(one =>
    statSync(one, { throwIfNoEntry: false })?.isFile(),
  ) ?? path

/** `key=path`: the path. */
function behindKey(node: YamlNode): YamlNode {
  if (node.kind !== 'scalar' || node.style !== 'plain' || typeof node.value !== 'string') return node
  const at = node.value.indexOf('=')
  return at < 0 ? node : { ...node, start: node.start + at + 1, value: node.value.slice(at + 1) }
}

const ADDRESS = /^https?:\/\/[^\s{}]+$/
const DEEPEST = 60

function addresses(node: YamlNode, add: (node: YamlNode, target: string) => void, depth: number): void {
  if (depth > DEEPEST || node.alias) return
  if (node.kind === 'mapping') for (const pair of node.pairs) addresses(pair.node, add, depth + 1)
  else if (node.kind === 'sequence') for (const item of node.items) addresses(item, add, depth + 1)
  else if (typeof node.value === 'string' && node.value.length < 2000 && ADDRESS.test(node.value)) add(node, node.value)
}
