import { isObject, type JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'

/** Marks a Secret whose values a snapshot does not hold: its keys are known, and what they hold is not compared. */
export const VALUES_LEFT_OUT = 'drydock/values-left-out'

export const lacksValues = ({ metadata }: KubeObject): boolean => metadata.annotations?.[VALUES_LEFT_OUT] !== undefined

/** An object as a snapshot keeps it: Secrets without their values, and nobody's book-keeping. */
export function forSnapshot(object: JsonObject): JsonObject {
  const { metadata } = object
  const meta: JsonObject = isObject(metadata) ? { ...metadata } : {}
  delete meta['managedFields']
  if (object['kind'] !== 'Secret') return { ...object, metadata: meta }
  const annotations: JsonObject = { ...(isObject(meta['annotations']) ? meta['annotations'] : {}) }
  // What kubectl remembers of a Secret is the Secret.
  delete annotations['kubectl.kubernetes.io/last-applied-configuration']
  annotations[VALUES_LEFT_OUT] = 'true'
  const { stringData: _, ...rest } = object
  return { ...rest, data: keysOf(object['data']), metadata: { ...meta, annotations } }
}

export const keysOf = (data: unknown): JsonObject =>
  isObject(data) ? Object.fromEntries(Object.keys(data).map(key => [key, ''])) : {}
