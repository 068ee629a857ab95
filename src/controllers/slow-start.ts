import type { Answer, Step } from './controller.ts'
import { succeeded } from './controller.ts'

/**
 * Carries out many alike requests in batches of 1, 2, 4, 8 … and stops after a batch in which one
 * was refused, so that a full quota is not asked thousands of times. Tells what was refused first.
 *
 *   9 creates: 1, 2, 4, 2
 *
 * Truth: pkg/controller/replicaset/replica_set.go slowStartBatch
 */
export function* slowStart(
  count: number,
  attempt: (index: number) => Generator<Step, Answer, Answer>,
): Generator<Step, { done: number; refused?: Answer }, Answer> {
  let done = 0
  for (let size = 1, index = 0; index < count; size *= 2) {
    let refused: Answer | undefined
    for (const end = Math.min(count, index + size); index < end; index += 1) {
      const answer = yield* attempt(index)
      if (succeeded(answer)) done += 1
      else refused ??= answer
    }
    if (refused) return { done, refused }
  }
  return { done }
}
