import type { Namespace } from '../resource/kinds.ts'
import type { Controller } from './controller.ts'
import { again, atOwnPace, remove } from './steps.ts'

/** Deletion starts a moment after the namespace turns Terminating, so that what is under way can land. */
const START_SECONDS = 5
/** What finalizers are expected to take; half of it and a second more is waited before the next look. */
const FINALIZERS_SECONDS = 15

/**
 * The namespace controller: deletes what is in a namespace that is to go, in no order of owners, and
 * lets it go when nothing is left.
 *
 * Truth: pkg/controller/namespace/deletion/namespaced_resources_deleter.go Delete
 */
export const namespace: Controller<'Namespace'> = {
  name: 'namespace-controller',
  kind: 'Namespace',
  *reconcile(home: Namespace, world) {
    const { deletionTimestamp, name = '' } = home.metadata
    if (deletionTimestamp === undefined) return
    const wait = START_SECONDS - (world.now - Date.parse(deletionTimestamp)) / 1000
    if (wait > 0) {
      yield again(wait)
      return
    }
    const content = world.everythingIn(name)
    if (content.length === 0) {
      const finalizers = (home.spec?.finalizers ?? []).filter(finalizer => finalizer !== 'kubernetes')
      yield {
        do: 'update',
        object: { ...home, spec: { ...home.spec, finalizers } } as Namespace,
        subresource: 'finalize',
      }
      return
    }
    const fresh = content.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    for (const object of fresh) yield remove(object, { propagation: 'Background' })
    yield fresh.length > 0 ? atOwnPace(0) : again(Math.floor(FINALIZERS_SECONDS / 2) + 1)
  },
}
