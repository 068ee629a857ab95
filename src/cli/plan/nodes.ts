import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Selection } from '../../input/select.ts'
import { nodesFrom } from '../../plan/machine/nodes.ts'
import type { Manifest } from '../../plan/question.ts'
import type { JsonObject } from '../../resource/json.ts'
import type { KubeObject } from '../../resource/object.ts'
import { type ReadOptions, readManifests } from './manifests.ts'

export type NodesRead = { readonly nodes: readonly KubeObject[] | undefined } | { readonly reason: string }

/** The nodes of the snapshot, of a file, or described in a word; none, and placement is left out. */
export async function readNodes(
  word: string | undefined,
  snapshot: readonly Manifest[],
  selection: Selection,
  options: ReadOptions,
): Promise<NodesRead> {
  if (word === 'none') return { nodes: undefined }
  if (word === undefined) return nodesIn(snapshot)
  if (existsSync(resolve(selection.cwd, word))) {
    const { manifests, problems } = await readManifests({ ...selection, paths: [word] }, options)
    if (problems.length > 0) return { reason: `--nodes ${problems[0]}` }
    const found = nodesIn(manifests)
    return found.nodes ? found : { reason: `--nodes ${word}: there is no Node in it` }
  }
  const nodes = nodesFrom(word)
  if (nodes && nodes.length > 0) return { nodes }
  return { reason: `--nodes takes a file, \`none\`, or nodes in a word as 3x4cpu,16Gi; \`${word}\` is none of them` }
}

function nodesIn(manifests: readonly Manifest[]): { readonly nodes: readonly KubeObject[] | undefined } {
  const nodes = manifests
    .filter(({ value }) => value['kind'] === 'Node')
    .map(({ value }) => value as JsonObject & KubeObject)
  return { nodes: nodes.length > 0 ? nodes : undefined }
}
