import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import type { Status } from '../status.ts'
import type { AdmissionPlugin } from './plugin.ts'

/**
 * The plugins that a default server runs, in its order: every mutating one before the first validating one.
 *
 * Truth: pkg/kubeapiserver/options/plugins.go AllOrderedPlugins
 */
const PLUGINS: readonly AdmissionPlugin[] = []

/** Mutating admission: the first refusal ends it. */
export function admit(object: KubeObject, old: KubeObject | undefined, context: Context): Status | undefined {
  if (!context.admission) return undefined
  for (const plugin of PLUGINS) {
    const refusal = plugin.admit?.(object, old, context)
    if (refusal) return refusal
  }
  return undefined
}

/** Validating admission, after the object was found valid: the first refusal ends it. */
export function validateAdmission(
  object: KubeObject,
  old: KubeObject | undefined,
  context: Context,
): Status | undefined {
  if (!context.admission) return undefined
  for (const plugin of PLUGINS) {
    const refusal = plugin.validate?.(object, old, context)
    if (refusal) return refusal
  }
  return undefined
}
