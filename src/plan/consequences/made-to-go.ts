import type { Consequence } from '../consequence.ts'
import { refText } from '../machine/owners.ts'
import type { Scene } from '../scene.ts'
import type { Find } from './find.ts'

/** Pods that have to leave for others of a higher priority. */
export const preempted: Find = function* (scene) {
  yield* byWorkload(scene, 'preempted', entry => entry.by === 'default-scheduler')
}

/** Pods that a taint drives from their node. */
export const evicted: Find = function* (scene) {
  yield* byWorkload(scene, 'evicted', entry => entry.by === 'taint-eviction-controller')
}

function* byWorkload(
  { happenings, lives }: Scene,
  kind: 'preempted' | 'evicted',
  does: (happening: { readonly by: string }) => boolean,
): Generator<Consequence> {
  const victims = new Map<string, { about: Consequence['about']; pods: string[]; by: string }>()
  for (const happening of happenings.list) {
    if (happening.what !== 'terminating' || happening.about.kind !== 'Pod' || !does(happening)) continue
    const { name, namespace } = happening.about
    const life = lives.find(one => one.name === name && one.namespace === namespace)
    if (!life) continue
    const key = refText(life.workload)
    const found = victims.get(key) ?? { about: life.workload, pods: [], by: '' }
    const cause = happening.cause === undefined ? undefined : happenings.list[happening.cause]
    victims.set(key, { ...found, pods: [...found.pods, name], by: cause ? refText(cause.about) : found.by })
  }
  for (const { about, pods, by } of victims.values()) {
    if (kind === 'preempted') yield { kind, weight: 'warning', about, pods, by }
    else yield { kind, weight: 'warning', about, pods }
  }
}
