import { hash } from '../../report/fingerprint.ts'
import type { Shard } from './request.ts'

/** Whether a name falls into a part. It depends on the name alone: adding a file moves no other one. */
export function inShard(name: string, shard: Shard | undefined): boolean {
  if (!shard) return true
  return Number.parseInt(hash(name).slice(0, 8), 16) % shard.of === shard.index - 1
}
