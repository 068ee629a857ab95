import type { PersistentVolumeClaim } from '../resource/kinds.ts'
import { refOf } from '../resource/object.ts'
import { claimsOf, storageOf } from './machine/claims.ts'
import type { Scene } from './scene.ts'
import type { ClaimView } from './views.ts'

/** Claims that are new, that wait, or that go. Those that are as they were are not told of. */
export function claimViews(scene: Scene): ClaimView[] {
  const { before, after, happenings } = scene
  const views: ClaimView[] = []
  for (const [key, object] of new Map([...before, ...after])) {
    if (object.kind !== 'PersistentVolumeClaim') continue
    const claim = object as PersistentVolumeClaim
    const name = claim.metadata.name ?? ''
    const isNew = !before.has(key)
    const state = !after.has(key) || claim.metadata.deletionTimestamp !== undefined ? 'deleted' : stateOf(claim, scene)
    if (!isNew && state === 'bound') continue
    const bound = happenings.list.find(
      ({ about, what }) => what === 'bound' && about.name === name && about.namespace === claim.metadata.namespace,
    )
    const storage = storageOf(claim)
    const storageClass = claim.spec?.['storageClassName']
    views.push({
      claim: refOf(claim),
      state,
      ...(storage === undefined ? {} : { storage }),
      ...(typeof storageClass === 'string' ? { storageClass } : {}),
      isNew,
      ...(bound ? { at: bound.at } : {}),
    })
  }
  return views.sort((a, b) => (a.claim.name < b.claim.name ? -1 : 1))
}

function stateOf(claim: PersistentVolumeClaim, { machine }: Scene): ClaimView['state'] {
  if (claim.status?.phase === 'Bound') return 'bound'
  const { world } = machine.cluster
  const named = claim.spec?.['storageClassName']
  const storageClass = typeof named === 'string' ? world.get('storage.k8s.io/StorageClass', '', named) : undefined
  const { volumeBindingMode } = (storageClass ?? {}) as { volumeBindingMode?: string }
  const used = world
    .list('Pod', claim.metadata.namespace ?? '')
    .some(pod => claimsOf(pod).includes(claim.metadata.name ?? ''))
  return volumeBindingMode === 'WaitForFirstConsumer' && !used ? 'waits for a pod' : 'never binds'
}
