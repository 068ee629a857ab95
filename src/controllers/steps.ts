import type { KubeObject } from '../resource/object.ts'
import { refOf } from '../resource/object.ts'
import type { Propagation, Step } from './controller.ts'

export const create = <T extends KubeObject>(object: T): Step => ({ do: 'create', object })

export const update = <T extends KubeObject>(object: T): Step => ({ do: 'update', object })

export const updateStatus = <T extends KubeObject>(object: T): Step => ({ do: 'update status', object })

/** Deletes this very object: another one of the same name is left alone. */
export const remove = (
  object: KubeObject,
  options: { propagation?: Propagation; gracePeriodSeconds?: number } = {},
): Step => ({
  do: 'delete',
  ref: refOf(object),
  ...(object.metadata.uid === undefined ? {} : { uid: object.metadata.uid }),
  ...options,
})

export const normal = (about: KubeObject, reason: string, message: string): Step => ({
  do: 'event',
  event: { type: 'Normal', reason, message, about: refOf(about) },
})

export const warning = (about: KubeObject, reason: string, message: string): Step => ({
  do: 'event',
  event: { type: 'Warning', reason, message, about: refOf(about) },
})

export const again = (afterSeconds: number): Step => ({ do: 'again', afterSeconds })

/** A controller's own rhythm, such as the Job controller's one-second batches of pod updates. */
export const atOwnPace = (afterSeconds: number): Step => ({ do: 'again', afterSeconds, pace: true })

export const retry: Step = { do: 'retry' }
