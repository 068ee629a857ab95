import type { Controller } from '../../controllers/controller.ts'
import type { Pod } from '../../resource/kinds.ts'
import { refOf } from '../../resource/object.ts'
import { isTerminal, isTerminating } from '../../resource/pod-state.ts'
import { ANYWHERE } from './nodes.ts'

/** In place of a scheduler where no nodes are known: every pod finds a place at once. */
export const anywhere: Controller<'Pod'> = {
  name: 'default-scheduler',
  kind: 'Pod',
  *reconcile(pod: Pod) {
    const gates = pod.spec['schedulingGates']
    const gated = Array.isArray(gates) && gates.length > 0
    if (pod.spec.nodeName || gated || isTerminating(pod) || isTerminal(pod)) return
    yield { do: 'bind', ref: refOf(pod), node: ANYWHERE }
  },
}
