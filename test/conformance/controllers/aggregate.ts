import { controllerOf } from '../../../src/controllers/ownership.ts'
import type { JsonObject } from '../../../src/resource/json.ts'
import type { Pod } from '../../../src/resource/kinds.ts'
import { isReady, isTerminating } from '../../../src/resource/pod-state.ts'
import type { CanonicalNames } from './names.ts'
import { viewOf } from './view.ts'

/** `web~rs1#*`, `agent~rev2@*`: what pods that are alike are called together; undefined for those with names of their own. */
export function aggregateName(pod: Pod, names: CanonicalNames): string | undefined {
  const owner = controllerOf(pod)
  const name = names.of(pod)
  if (owner?.kind === 'DaemonSet') {
    const hash = pod.metadata.labels?.['controller-revision-hash'] ?? ''
    return `${names.value(hash).replace(/^hash\((.*)\)$/, '$1')}@*`
  }
  return name.includes('#') ? name.replace(/#\d+$/, '#*') : undefined
}

/** What became of one pod, in the words of the aggregate trace. */
export function* aggregateChanges(
  before: Pod | undefined,
  after: Pod | undefined,
  names: CanonicalNames,
): Generator<string> {
  if (!before || !after) {
    yield after ? 'created' : 'deleted'
    return
  }
  if (before.status?.phase !== after.status?.phase) yield `phase ${after.status?.phase ?? ''}`
  if (isReady(before) !== isReady(after)) yield isReady(after) ? 'ready' : 'unready'
  if (!isTerminating(before) && isTerminating(after)) yield 'terminating'
  const owners = (pod: Pod) => JSON.stringify(viewOf(pod, names, false)['owners'] ?? [])
  if (owners(before) !== owners(after)) yield `owners ${owners(before)}->${owners(after)}`
}

export function aggregateFinal(pods: Iterable<Pod>, names: CanonicalNames): JsonObject[] {
  const groups = new Map<string, { total: number; ready: number; terminating: number }>()
  for (const pod of pods) {
    const owner = aggregateName(pod, names) ?? ''
    let group = groups.get(owner)
    if (!group) groups.set(owner, (group = { total: 0, ready: 0, terminating: 0 }))
    group.total += 1
    group.ready += isReady(pod) ? 1 : 0
    group.terminating += isTerminating(pod) ? 1 : 0
  }
  return [...groups].map(([owner, group]) => ({ kind: 'Pods', owner, ...group }))
}
