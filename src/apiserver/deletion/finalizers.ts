import type { ObjectMeta } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import type { DeleteOptions, Propagation } from './options.ts'

/** The garbage collector takes these away when it has done what they say. */
const ORPHAN = 'orphan'
const FOREGROUND = 'foregroundDeletion'

/** Where nothing is said, these leave behind what they own: it was so when they were new. */
const ORPHANING = new Set([
  '/v1/ReplicationController',
  'batch/v1/Job',
  'batch/v1beta1/CronJob',
  'extensions/v1beta1/Deployment',
  'extensions/v1beta1/ReplicaSet',
  'extensions/v1beta1/DaemonSet',
])

/** Events own nothing and are owned by nothing. */
const WITHOUT_OWNERS = new Set(['Event'])

/**
 * The finalizers of an object that is to go: what is asked for counts most, then a finalizer that is there
 * already, then the habit of the kind.
 *
 * Truth: registry/generic/registry/store.go deletionFinalizersForGarbageCollection
 */
export function finalizersOf(metadata: ObjectMeta, options: DeleteOptions, context: Context): string[] {
  const { finalizers = [] } = metadata
  const { resource } = context
  if (WITHOUT_OWNERS.has(resource.kind)) return finalizers
  const propagation = options.propagation ?? saidBefore(finalizers) ?? habitOf(context)
  const kept = finalizers.filter(name => name !== ORPHAN && name !== FOREGROUND)
  if (propagation === 'Orphan') kept.push(ORPHAN)
  if (propagation === 'Foreground') kept.push(FOREGROUND)
  const same = kept.length === finalizers.length && kept.every(name => finalizers.includes(name))
  return same ? finalizers : kept
}

const saidBefore = (finalizers: readonly string[]): Propagation | undefined => {
  const said = finalizers.find(name => name === ORPHAN || name === FOREGROUND)
  return said && (said === ORPHAN ? 'Orphan' : 'Foreground')
}

function habitOf({ resource, asked }: Context): Propagation {
  const { group, version, kind } = asked ?? resource
  return ORPHANING.has(`${group}/${version}/${kind}`) ? 'Orphan' : 'Background'
}
