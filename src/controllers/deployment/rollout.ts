import type { Deployment, ReplicaSet } from '../../resource/kinds.ts'
import type { KubeObject } from '../../resource/object.ts'
import { type Answer, type Step, succeeded, type World } from '../controller.ts'
import { normal, update, updateStatus } from '../steps.ts'
import { withSize } from './annotations.ts'

/** A Deployment and its ReplicaSets, kept up to date with every answer. */
export interface Rollout {
  readonly world: World
  deployment: Deployment
  current: ReplicaSet | undefined
  /** All others, oldest first. */
  old: ReplicaSet[]
}

/** A step was refused: nothing more can be done in this round. */
export class Refused {
  readonly answer: Answer
  constructor(answer: Answer) {
    this.answer = answer
  }
}

export type Moves<T> = Generator<Step, T, Answer>

export const replicasOf = (set: ReplicaSet | undefined): number => set?.spec.replicas ?? (set ? 1 : 0)

export const wanted = (deployment: Deployment): number => deployment.spec.replicas ?? 1

export const all = ({ old, current }: Rollout): ReplicaSet[] => (current ? [...old, current] : old)

export const active = (sets: readonly ReplicaSet[]): ReplicaSet[] => sets.filter(set => replicasOf(set) > 0)

export const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number | undefined): number =>
  sets.reduce((total, set) => total + (count(set) ?? 0), 0)

/** Gives a ReplicaSet a new size and writes down what the Deployment wanted at that moment. */
export function* resize(rollout: Rollout, set: ReplicaSet, replicas: number): Moves<boolean | Refused> {
  const before = replicasOf(set)
  const sized = withSize(set, rollout.deployment)
  if (before === replicas && sized === set) return false
  const answer = yield update({ ...sized, spec: { ...sized.spec, replicas } })
  if (!succeeded(answer)) return new Refused(answer)
  replace(rollout, answer.object as ReplicaSet)
  if (before === replicas) return false
  const direction = replicas > before ? 'up' : 'down'
  yield normal(
    rollout.deployment,
    'ScalingReplicaSet',
    `Scaled ${direction} replica set ${set.metadata.name ?? ''} from ${before} to ${replicas}`,
  )
  return true
}

export function replace(rollout: Rollout, set: ReplicaSet): void {
  const { uid } = set.metadata
  if (rollout.current?.metadata.uid === uid) rollout.current = set
  else rollout.old = rollout.old.map(other => (other.metadata.uid === uid ? set : other))
}

/** Writes the Deployment's status; its annotations travel with it, as the API server allows. */
export function* writeStatus(rollout: Rollout, deployment: Deployment): Moves<Refused | undefined> {
  const answer = yield updateStatus(deployment as KubeObject)
  if (!succeeded(answer)) return new Refused(answer)
  rollout.deployment = answer.object as Deployment
  return undefined
}
