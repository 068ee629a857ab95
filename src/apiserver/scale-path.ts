import { isObject, type Json, type JsonObject, put } from '../resource/json.ts'
import { jsonOf, type KubeObject } from '../resource/object.ts'
import type { Context } from './context.ts'
import { customKind } from './custom/custom-kind.ts'

/** Where a workload keeps what its Scale shows. */
export interface ScalePaths {
  readonly spec: readonly string[]
  readonly status: readonly string[]
  /** Where the selector stands as text, if there is one; built-in kinds have a selector that is written out. */
  readonly selector?: readonly string[]
}

const USUAL: ScalePaths = { spec: ['spec', 'replicas'], status: ['status', 'replicas'] }

export function scalePaths(context: Context): ScalePaths {
  const custom = customKind(context)
  if (!custom) return USUAL
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = custom.subresources?.scale ?? {}
  const steps = (path: string | undefined): string[] => (path ?? '').split('.').filter(step => step !== '')
  return {
    spec: steps(specReplicasPath),
    status: steps(statusReplicasPath),
    selector: steps(labelSelectorPath),
  }
}

/** Nothing at a path of no steps: the definition has no such place. */
export function valueAt(object: KubeObject, path: readonly string[]): Json | undefined {
  if (path.length === 0) return undefined
  let at: Json | undefined = jsonOf(object)
  for (const step of path) at = isObject(at) ? at[step] : undefined
  return at
}

/** Sets the number in a copy that may be changed. */
export function setReplicas(object: KubeObject, path: readonly string[], replicas: number): void {
  let at = jsonOf(object)
  for (const step of path.slice(0, -1)) {
    const inner = at[step]
    if (isObject(inner)) at = inner
    else {
      const made: JsonObject = {}
      put(at, step, made)
      at = made
    }
  }
  put(at, path.at(-1) ?? '', replicas)
}
