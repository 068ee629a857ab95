import type { PodSpec } from '../../resource/kinds.ts'
import type { ObjectRef } from '../../resource/object.ts'
import { configurationOf } from '../configuration.ts'
import { refText } from '../machine/owners.ts'
import type { Find } from './find.ts'

/** A ConfigMap or Secret that changes under pods that stay as they are: who reads it at start goes on with the old one. */
export const configUnread: Find = function* ({ changes, lives }) {
  for (const { object, action } of changes) {
    if (action !== 'update' || (object.kind !== 'ConfigMap' && object.kind !== 'Secret')) continue
    const readers = { 'read at start': new Set<string>(), mounted: new Set<string>() }
    for (const { pod, namespace, workload, turns } of lives) {
      if (namespace !== object.namespace || turns.some(({ what }) => what === 'made' || what === 'terminating'))
        continue
      const how = howUsed(object, pod.spec)
      if (how) readers[how].add(refText(workload))
    }
    for (const how of ['read at start', 'mounted'] as const) {
      const workloads = [...readers[how]].sort()
      if (workloads.length > 0)
        yield { kind: 'config-unread', weight: how === 'mounted' ? 'note' : 'warning', about: object, workloads, how }
    }
  }
}

function howUsed({ kind, name }: ObjectRef, spec: PodSpec): 'read at start' | 'mounted' | undefined {
  const used = configurationOf(spec).filter(one => one.kind === kind && one.name === name)
  return used.find(({ how }) => how === 'read at start')?.how ?? used[0]?.how
}
