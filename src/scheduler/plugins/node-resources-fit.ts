import { MAX_SCORE, perNode, type ScorePlugin } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import type { PodShape } from '../pod-info.ts'
import type { Release } from '../release.ts'
import type { Status } from '../status.ts'

const NAME = 'NodeResourcesFit'

/** Truth: plugins/noderesources/fit.go fitsRequest */
export const nodeResourcesFit = perNode(NAME, ({ shape }, node, { release }) => lacking(shape, node, release))

function lacking({ requests }: PodShape, node: NodeInfo, release: Release): Status | undefined {
  let reasons: string[] | undefined
  let hopeless = false
  if (node.pods.length + 1 > node.allowedPods) reasons = ['Too many pods']
  const { milliCpu, memory, ephemeralStorage, scalars } = requests
  if (milliCpu !== 0 || memory !== 0 || ephemeralStorage !== 0 || scalars.length > 0) {
    check('cpu', milliCpu, node.usedMilliCpu, node.milliCpu)
    check('memory', memory, node.usedMemory, node.memory)
    check('ephemeral-storage', ephemeralStorage, node.usedEphemeralStorage, node.ephemeralStorage)
    for (const [name, amount] of scalars) {
      if (amount === 0 && release.ignoresUnrequested) continue
      check(name, amount, node.usedScalars.get(name) ?? 0, node.scalars.get(name) ?? 0)
    }
  }
  if (!reasons) return undefined
  return { plugin: NAME, code: hopeless ? 'UnschedulableAndUnresolvable' : 'Unschedulable', reasons }

  function check(resource: string, wanted: number, used: number, allocatable: number): void {
    if (wanted <= allocatable - used || (wanted === 0 && release.ignoresUnrequested)) return
    reasons ??= []
    reasons.push(`Insufficient ${resource}`)
    if (release.requestsUnresolvable && wanted > allocatable) hopeless = true
  }
}

/**
 * The share of cpu and of memory that stays free, on average; what a node does not have is left out.
 *
 *   cpu 1 of 4, memory 1 of 2: (75 + 50) / 2 = 62
 *
 * Truth: plugins/noderesources/least_allocated.go
 */
export const leastAllocated = (name: string): ScorePlugin => ({
  name,
  scope: 'node',
  preScore: ({ shape }, { release }) => ({
    score(node) {
      const cpu = freeShare(node.paddedMilliCpu + shape.scored.milliCpu, node.milliCpu)
      const memory = freeShare(node.paddedMemory + shape.scored.memory, node.memory)
      let resources = 2
      if (release.minor >= 23) resources = Number(node.milliCpu !== 0) + Number(node.memory !== 0)
      return resources === 0 ? 0 : Math.trunc((cpu + memory) / resources)
    },
  }),
})

const freeShare = (used: number, capacity: number): number =>
  capacity === 0 || used > capacity ? 0 : Math.trunc(((capacity - used) * MAX_SCORE) / capacity)
