import type { JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import type { Minor } from '../resource/version.ts'
import type { Side } from './plan.ts'

/** A manifest as it is written, or an object as a cluster holds it. */
export interface Manifest {
  readonly value: JsonObject
  readonly file?: string
}

export interface Question {
  readonly minor: Minor
  /** RFC 3339: the moment of the change. */
  readonly now: string
  readonly from: { readonly side: Pick<Side, 'kind' | 'name'>; readonly manifests: readonly Manifest[] }
  readonly to: { readonly side: Pick<Side, 'kind' | 'name'>; readonly manifests: readonly Manifest[] }
  /** Absent: nothing is known of nodes, and placement is left out. */
  readonly nodes?: readonly KubeObject[]
  /** What no manifest has any more is deleted. */
  readonly prune?: boolean
  /** What cannot be changed is deleted and made anew, as `kubectl apply --force` does. */
  readonly force?: boolean
  /** `assumptions` of drydock.yaml. */
  readonly assumptions?: JsonObject
}
