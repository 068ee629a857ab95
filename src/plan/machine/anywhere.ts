import type { Controller } from '../../controllers/controller.ts'
import { SELECTED_NODE, withAnnotations } from '../../controllers/persistentvolume/annotations.ts'
import { isDelayed, nodeIsChosen } from '../../controllers/persistentvolume/provisioning.ts'
import { update } from '../../controllers/steps.ts'
import type { Pod } from '../../resource/kinds.ts'
import { type KubeObject, refOf } from '../../resource/object.ts'
import { isTerminal, isTerminating } from '../../resource/pod-state.ts'
import type { VolumeClaim } from '../../resource/volumes.ts'
import { claimsOf } from './claims.ts'
import { ANYWHERE } from './nodes.ts'

/** In place of a scheduler where no nodes are known: every pod finds a place at once, and volumes are made for it there. */
export const anywhere: Controller<'Pod'> = {
  name: 'default-scheduler',
  kind: 'Pod',
  *reconcile(pod: Pod, world) {
    const gates = pod.spec['schedulingGates']
    const gated = Array.isArray(gates) && gates.length > 0
    if (pod.spec.nodeName || gated || isTerminating(pod) || isTerminal(pod)) return
    for (const name of claimsOf(pod)) {
      const there: KubeObject | undefined = world.get('PersistentVolumeClaim', pod.metadata.namespace ?? '', name)
      const claim = there as VolumeClaim | undefined
      if (claim && !claim.spec.volumeName && isDelayed(claim, world) && !nodeIsChosen(claim))
        yield update(withAnnotations(claim, { [SELECTED_NODE]: ANYWHERE }))
    }
    yield { do: 'bind', ref: refOf(pod), node: ANYWHERE }
  },
}
