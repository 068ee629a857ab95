import type { Place } from '../../diagnostic/diagnostic.ts'
import { equal } from '../../resource/json.ts'
import type { Document } from '../../yaml/document.ts'
import { pairOf, type YamlNode } from '../../yaml/node.ts'
import type { Way } from './steps.ts'

/**
 * Where a Kustomization says by itself what a value of a built object became: `replicas`, `images`, `namespace`,
 * labels for all, and patches that are written into it.
 */
export function inKustomization(kustomization: Document, way: Way): Place | undefined {
  const { node: root, source } = kustomization
  if (!root) return undefined
  const found = (way.onKey ? undefined : setting(root, way)) ?? inPatches(root, way, source.text)
  return found && { source, start: found.start, end: found.end }
}

interface Spot {
  readonly start: number
  readonly end: number
}

/** What has a key of its own in a Kustomization. */
function setting(root: YamlNode, { steps, node }: Way): Spot | undefined {
  if (node?.kind !== 'scalar') return undefined
  const says = (other: YamlNode | undefined) => other?.kind === 'scalar' && equal(other.value, node.value)
  const path = steps.map(({ key }) => key).join('.')
  if (path === 'metadata.namespace') return [at(root, 'namespace')].find(says)
  if (path === 'spec.replicas')
    return entriesOf(root, 'replicas')
      .map(entry => at(entry, 'count'))
      .find(says)
  const name = String(steps.at(-1)?.key)
  if (name === 'image') {
    const parts = entriesOf(root, 'images').flatMap(entry => ['newTag', 'digest', 'newName'].map(key => at(entry, key)))
    return parts.find(part => part?.kind === 'scalar' && String(node.value).includes(String(part.value)))
  }
  const among = [
    at(root, 'commonLabels'),
    at(root, 'commonAnnotations'),
    ...entriesOf(root, 'labels').map(entry => at(entry, 'pairs')),
  ]
  return among.map(labels => labels && at(labels, name)).find(says)
}

/** A patch in a Kustomization is a text in a text: `replicas: 3` in it is found as it is written, if it is there once. */
function inPatches(root: YamlNode, { steps, node, onKey }: Way, text: string): Spot | undefined {
  const key = steps.at(-1)?.key
  if (typeof key !== 'string') return undefined
  const patches = [
    ...entriesOf(root, 'patches').map(entry => at(entry, 'patch')),
    ...entriesOf(root, 'patchesJson6902').map(entry => at(entry, 'patch')),
    ...entriesOf(root, 'patchesStrategicMerge'),
  ]
  const name = escaped(key)
  const pattern =
    onKey || node?.kind !== 'scalar'
      ? new RegExp(`(?<=[\\s{,"']|^)${name}(?=["']?\\s*:)|(?<=/)${name}(?=["']?\\s*$)`, 'gm')
      : new RegExp(
          `(?<=(?:[\\s{,"']|^)(?:${name}|value)["']?\\s*:\\s*)["']?${escaped(String(node.value))}["']?(?=\\s*(?:[,}#]|$))`,
          'gm',
        )
  const spots = patches.flatMap(patch => {
    if (patch?.kind !== 'scalar') return []
    return [...text.slice(patch.start, patch.end).matchAll(pattern)].map(match => {
      const start = patch.start + match.index
      return { start, end: start + match[0].length }
    })
  })
  return spots.length === 1 ? spots[0] : undefined
}

const at = (node: YamlNode, key: string): YamlNode | undefined =>
  node.kind === 'mapping' ? pairOf(node, key)?.node : undefined

function entriesOf(root: YamlNode, key: string): readonly YamlNode[] {
  const list = at(root, key)
  return list?.kind === 'sequence' ? list.items : []
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
