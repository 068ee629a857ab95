import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import type { Status } from '../status.ts'

/**
 * One admission plugin. `admit` may change the object, `validate` may not; either refuses by answering
 * with a Status. On update `old` is what is stored; on delete the object is what goes away.
 */
export interface AdmissionPlugin {
  readonly name: string
  admit?(object: KubeObject, old: KubeObject | undefined, context: Context): Status | undefined
  validate?(object: KubeObject, old: KubeObject | undefined, context: Context): Status | undefined
}
