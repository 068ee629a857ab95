import { controllerOf } from '../controllers/ownership.ts'
import { isObject } from '../resource/json.ts'
import { type KubeObject, refOf } from '../resource/object.ts'
import { applyManifest, removeObject } from './apply.ts'
import type { Change } from './change.ts'
import { isLive } from './live.ts'
import type { Machine } from './machine/machine.ts'
import { ANYWHERE } from './machine/nodes.ts'
import { refKey } from './machine/owners.ts'
import { rankOf } from './order.ts'
import type { Question } from './question.ts'
import { scalerOf } from './scalers.ts'
import { inOrder } from './start.ts'

/** Applies every manifest in order; with pruning, deletes what no manifest has any more. */
export function applyAll(question: Question, machine: Machine): Change[] {
  const managed = managedBy(question, machine)
  const changes: Change[] = []
  const wanted = new Set<string>()
  for (const manifest of inOrder(question.to.manifests)) {
    const change = applyManifest(manifest, machine, { force: question.force ?? false })
    changes.push(change)
    wanted.add(refKey(change.object))
  }
  for (const object of managed) {
    if (wanted.has(refKey(refOf(object)))) continue
    changes.push(
      question.prune ? removeObject(object, machine) : { object: refOf(object), action: 'leave', fields: [] },
    )
  }
  return changes.map(change => withOwners(change, machine))
}

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** What is there because a manifest was applied: everything of a folder or revision; of a snapshot, what says so. */
function managedBy({ from }: Question, { cluster }: Machine): KubeObject[] {
  const live = from.manifests.some(isLive)
  const found: KubeObject[] = []
  for (const object of cluster.world.everything()) {
    if (controllerOf(object) || (object.kind === 'Node' && object.metadata.name === ANYWHERE)) continue
    const applied = object.metadata.annotations?.[APPLIED] !== undefined
    if (applied || (!live && isFromFiles(object, from.manifests))) found.push(object)
  }
  // The other way round than they are made: what is used goes after what uses it.
  return found.sort((a, b) => rankOf(b.kind) - rankOf(a.kind) || (refKey(refOf(a)) < refKey(refOf(b)) ? -1 : 1))
}

const isFromFiles = ({ kind, metadata }: KubeObject, manifests: Question['from']['manifests']): boolean =>
  manifests.some(
    ({ value }) => value['kind'] === kind && isObject(value['metadata']) && value['metadata']['name'] === metadata.name,
  )

/** An autoscaler writes the replicas of its workload as well. */
function withOwners(change: Change, machine: Machine): Change {
  const { fields, object } = change
  if (!fields.some(({ path }) => path === 'spec.replicas')) return change
  const scaler = scalerOf(object, machine.cluster.world)
  if (!scaler) return change
  const owner = `HorizontalPodAutoscaler ${scaler.metadata.name ?? ''}`
  return { ...change, fields: fields.map(field => (field.path === 'spec.replicas' ? { ...field, owner } : field)) }
}
