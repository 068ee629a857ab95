import type { KubeObject } from '../../resource/object.ts'
import { parseQuantity } from '../../resource/quantity.ts'

/** The one node of a plan without nodes. It takes every pod, and no output names it. */
export const ANYWHERE = 'anywhere'

export const anywhereNode = (): KubeObject => node(ANYWHERE, { cpu: '100000', memory: '1Pi', pods: '100000' })

/**
 * Nodes described in a word: how many, and what each of them has.
 *
 *   3x4cpu,16Gi               three nodes with 4 cpu, 16Gi and 110 pods each
 *   2x4cpu,16Gi+1x8cpu,64Gi   three nodes of two sizes
 *   6x4cpu,16Gi/3             six nodes in three zones, in turn
 */
export function nodesFrom(word: string): KubeObject[] | undefined {
  const [sizes = '', zones = '1'] = word.split('/')
  if (!/^\d{1,2}$/.test(zones) || Number(zones) < 1) return undefined
  const nodes: KubeObject[] = []
  for (const part of sizes.split('+')) {
    const match = /^(?:(\d{1,5})x)?([\d.]+m?)cpu,([\d.]+[KMGTP]?i?)(?:,(\d{1,4})pods)?$/i.exec(part.trim())
    if (!match) return undefined
    const [, count = '1', cpu = '', memory = '', pods = '110'] = match
    if (!parseQuantity(cpu) || !parseQuantity(memory)) return undefined
    for (let index = 0; index < Number(count); index += 1) {
      const zone = `zone-${(nodes.length % Number(zones)) + 1}`
      nodes.push(node(`node-${nodes.length + 1}`, { cpu, memory, pods }, zone))
    }
  }
  return nodes
}

function node(name: string, allocatable: Record<string, string>, zone = 'zone-1'): KubeObject {
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': zone,
    'topology.kubernetes.io/region': 'region-1',
  }
  const status = {
    allocatable: { 'ephemeral-storage': '100Gi', ...allocatable },
    capacity: { 'ephemeral-storage': '100Gi', ...allocatable },
    conditions: [{ type: 'Ready', status: 'True' }],
  }
  const made: KubeObject & { status: object } = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status }
  return made
}
