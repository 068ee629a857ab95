import { claimViews } from '../claim-views.ts'
import type { Find } from './find.ts'

/** A claim that no volume will ever be bound to. */
export const claimWaits: Find = function* (scene) {
  for (const { claim, state, storageClass } of claimViews(scene)) {
    if (state !== 'never binds') continue
    yield { kind: 'claim-waits', weight: 'warning', about: claim, message: storageClass ?? '' }
  }
}
