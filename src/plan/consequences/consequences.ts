import { CONSEQUENCE_KINDS, type Consequence } from '../consequence.ts'
import { refText } from '../machine/owners.ts'
import type { Scene } from '../scene.ts'
import { apiRemoved } from './api-removed.ts'
import { autoscaler } from './autoscaler.ts'
import { budget } from './budget.ts'
import { capacity } from './capacity.ts'
import { claimWaits } from './claim-waits.ts'
import { configUnread } from './config-unread.ts'
import { data } from './data.ts'
import { downtime } from './downtime.ts'
import type { Find } from './find.ts'
import { leftBehind } from './left-behind.ts'
import { evicted, preempted } from './made-to-go.ts'
import { noReadiness } from './no-readiness.ts'
import { reduced } from './reduced.ts'
import { rejected } from './rejected.ts'
import { rights } from './rights.ts'
import { routeBroken } from './route-broken.ts'
import { stalled } from './stalled.ts'
import { traffic } from './traffic.ts'

/** Everything that can follow from a change. Each finds its kind and knows of no other. */
const FINDS: readonly Find[] = [
  downtime,
  rejected,
  data,
  stalled,
  traffic,
  routeBroken,
  preempted,
  evicted,
  capacity,
  budget,
  reduced,
  rights,
  autoscaler,
  configUnread,
  claimWaits,
  noReadiness,
  apiRemoved,
  leftBehind,
]

const WEIGHT = { error: 0, warning: 1, note: 2 } as const
const RANK = new Map<string, number>(CONSEQUENCE_KINDS.map((kind, index) => [kind, index]))

/** By how much they matter, then by kind and name. */
export function consequencesOf(scene: Scene): Consequence[] {
  const rank = ({ kind }: Consequence): number => RANK.get(kind) ?? RANK.size
  return FINDS.flatMap(find => [...find(scene)])
    .map((consequence, index) => ({ consequence, index, name: refText(consequence.about) }))
    .sort(
      (a, b) =>
        WEIGHT[a.consequence.weight] - WEIGHT[b.consequence.weight] ||
        rank(a.consequence) - rank(b.consequence) ||
        (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index),
    )
    .map(({ consequence }) => consequence)
}
