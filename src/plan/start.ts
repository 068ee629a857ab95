import type { JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { applyManifest } from './apply.ts'
import { Assumptions } from './assumptions.ts'
import { isLive } from './live.ts'
import { headStart } from './machine/at-rest.ts'
import { untilCalm } from './machine/calm.ts'
import { type Machine, machineWith } from './machine/machine.ts'
import { refText } from './machine/owners.ts'
import { rankOf } from './order.ts'
import type { Unknown } from './plan.ts'
import type { Manifest, Question } from './question.ts'
import { sleepersIn } from './sleepers.ts'

/** The world as it is: what was there, at rest. */
export interface Start {
  readonly machine: Machine
  readonly unknown: readonly Unknown[]
}

/** What a cluster makes for itself all the time, or keeps to itself. */
const FLEETING = new Set(['Event', 'Lease', 'EndpointSlice', 'Endpoints', 'ComponentStatus'])

/**
 * Objects of a snapshot are taken as they are, pods and all. Manifests are applied to an empty cluster, which
 * then comes to rest: their pods run, as far as they can.
 */
export function startFrom(question: Question): Start {
  const { minor, now, from, nodes } = question
  const assumptions = new Assumptions(question.assumptions)
  const live = from.manifests.filter(isLive).map(({ value }) => value as JsonObject & KubeObject)
  const machine = machineWith(withKnownOwners(live.filter(({ kind }) => !FLEETING.has(kind) && kind !== 'Node')), {
    minor,
    now,
    nodes,
    assumptions,
    asleep: sleepersIn(question, assumptions),
  })
  const unknown: Unknown[] = []
  for (const manifest of inOrder(from.manifests.filter(one => !isLive(one)))) {
    const change = applyManifest(manifest, machine, { force: false })
    if (change.action === 'refused' && change.reason !== undefined)
      unknown.push({ kind: 'start', object: refText(change.object), reason: change.reason })
  }
  if (!nodes) headStart(machine, assumptions)
  untilCalm(machine.cluster)
  machine.pace.real = true
  return { machine, unknown }
}

/** Stable: files in their order within a kind. */
export const inOrder = (manifests: readonly Manifest[]): Manifest[] =>
  [...manifests].sort((a, b) => rankOf(String(a.value['kind'])) - rankOf(String(b.value['kind'])))

/** An owner that is not in the snapshot may be there all the same: its objects must not be taken for orphans. */
function withKnownOwners(objects: readonly KubeObject[]): KubeObject[] {
  const known = new Set(objects.map(({ metadata }) => metadata.uid))
  return objects.map(object => {
    const { ownerReferences, ...metadata } = object.metadata
    const owners = ownerReferences?.filter(({ uid }) => known.has(uid)) ?? []
    return { ...object, metadata: { ...metadata, ...(owners.length > 0 ? { ownerReferences: owners } : {}) } }
  })
}
