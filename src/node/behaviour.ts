import type { Pod } from '../resource/kinds.ts'

/** What the containers of a pod do when they are run. Nobody can know offline; this is the assumption. */
export type Behaviour =
  /** Starts, becomes ready and stays so. */
  | { readonly does: 'run' }
  /** Starts and never becomes ready. */
  | { readonly does: 'stay unready' }
  /** Starts, exits, is restarted, exits … */
  | { readonly does: 'crash' }
  /** The image cannot be pulled: the pod stays pending. */
  | { readonly does: 'not start' }
  /** Starts, becomes ready, and ends with this code. */
  | { readonly does: 'exit'; readonly code: number }

export type BehaviourOf = (pod: Pod) => Behaviour

export const runsForever: BehaviourOf = () => ({ does: 'run' })
