import type { KubeObject } from '../resource/object.ts'
import type { Change } from './change.ts'
import type { Happenings } from './happenings.ts'
import type { Machine } from './machine/machine.ts'
import type { Plan } from './plan.ts'
import type { PodLife } from './pod-lives.ts'
import type { Question } from './question.ts'
import type { Rollout } from './rollout.ts'

/** Everything that was found out, for those who draw conclusions from it. Objects go by `group/Kind namespace/name`. */
export interface Scene {
  readonly question: Question
  readonly machine: Machine
  readonly changes: readonly Change[]
  readonly before: ReadonlyMap<string, KubeObject>
  readonly after: ReadonlyMap<string, KubeObject>
  readonly happenings: Happenings
  readonly lives: readonly PodLife[]
  readonly rollouts: readonly Rollout[]
  /** The first entry of the machine's timeline that belongs to the change, and its moment. */
  readonly since: number
  readonly zero: number
}

export interface Result {
  readonly plan: Plan
  readonly scene: Scene
}
