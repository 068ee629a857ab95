import type { Json, JsonObject } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'

/** One recorded scenario. */
export interface Scenario {
  readonly id: string
  readonly podNames: 'individual' | 'aggregate'
  readonly kubelet: KubeletModel
  readonly startSecond?: number
  readonly world: readonly KubeObject[]
  readonly steps: readonly ScenarioStep[]
  readonly want: Recorded
}

export interface KubeletModel {
  readonly mode: 'serial' | 'batch' | 'manual'
  readonly termination: 'instant' | 'perTick' | 'held'
  readonly tickSeconds?: number
}

export interface ScenarioStep {
  readonly tick: number
  readonly do: string
  readonly object?: KubeObject
  readonly kind?: string
  readonly name?: string | null
  readonly pod?: string
  readonly type?: 'merge' | 'strategic' | 'json'
  readonly patch?: Json
  readonly replicas?: number
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan'
  readonly gracePeriodSeconds?: number
  readonly seconds?: number
  readonly state?: 'ready' | 'unready' | 'failed' | 'succeeded'
  readonly agoSeconds?: number
  readonly restarts?: number
  readonly exitCode?: number
  readonly toRevision?: number
  readonly set?: Partial<KubeletModel>
}

export interface Recorded {
  readonly trace: readonly Tick[]
  readonly events: readonly RecordedEvent[]
  readonly eventsVary?: readonly { tick: number; reason: string; involvedObject: string }[]
  readonly results?: readonly Result[]
  readonly names?: Readonly<Record<string, string>>
  readonly final?: readonly JsonObject[]
  readonly finalVary?: readonly string[]
  readonly truncatedAtTick?: number
}

export interface Tick {
  readonly tick: number
  readonly cause?: readonly string[]
  readonly changes: readonly JsonObject[]
  readonly varies?: readonly string[]
}

export interface RecordedEvent {
  readonly tick: number
  readonly type: string
  readonly reason: string
  readonly message: string
  readonly involvedObject: string
  readonly count: number
}

export interface Result {
  readonly tick: number
  readonly op: number
  readonly code?: number
  readonly reason?: string
  readonly message?: string
  readonly causes?: Json
  readonly exit?: number
  readonly stdout?: string
  readonly stderr?: string
}
