import { MAX_SCORE, type ScorePlugin } from '../framework.ts'

/**
 * Cpu and memory should be used to the same degree.
 *
 * Until 1.22:  100 × (1 - |cpu - memory|), 0 when one of them is used up; requests are padded
 * Since 1.23:  100 × (1 - |cpu - memory| / 2)
 * Since 1.36:  50 + (50 + with - without) / 2, in which `with` and `without` the pod are the number above
 *
 *   cpu 1.5 → 3 of 4, memory 1 of 16: without 84, with 65, so 50 + 31 / 2 = 65
 *
 * Truth: plugins/noderesources/balanced_allocation.go
 */
export const nodeResourcesBalancedAllocation: ScorePlugin = {
  name: 'NodeResourcesBalancedAllocation',
  scope: 'node',
  preScore({ shape }, { release }) {
    const { requests, scored } = shape
    if (!release.balancesRealRequests)
      return {
        score(node) {
          const cpu = share(node.paddedMilliCpu + scored.milliCpu, node.milliCpu)
          const memory = share(node.paddedMemory + scored.memory, node.memory)
          if (cpu >= 1 || memory >= 1) return 0
          return Math.trunc((1 - Math.abs(cpu - memory)) * MAX_SCORE)
        },
      }
    if (release.bestEffortUnbalanced && requests.milliCpu === 0 && requests.memory === 0) return undefined
    return {
      score(node) {
        const together = balance(
          node.usedMilliCpu + requests.milliCpu,
          node.milliCpu,
          node.usedMemory + requests.memory,
          node.memory,
        )
        if (!release.balancesByImprovement) return together
        const without = balance(node.usedMilliCpu, node.milliCpu, node.usedMemory, node.memory)
        return HALF + Math.trunc((HALF + together - without) / 2)
      },
    }
  },
}

const HALF = MAX_SCORE / 2

const share = (used: number, capacity: number): number => (capacity === 0 ? 1 : used / capacity)

function balance(milliCpu: number, cpuCapacity: number, memory: number, memoryCapacity: number): number {
  if (cpuCapacity === 0 || memoryCapacity === 0) return MAX_SCORE
  const deviation = Math.abs((Math.min(1, milliCpu / cpuCapacity) - Math.min(1, memory / memoryCapacity)) / 2)
  return Math.trunc((1 - deviation) * MAX_SCORE)
}
