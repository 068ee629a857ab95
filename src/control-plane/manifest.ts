import { isObject } from '../resource/json.ts'
import type { KubeObject, ObjectRef } from '../resource/object.ts'

/** What people hand in: an object of any kind, as it stands in a file. */
export type Manifest = KubeObject | (KubeObject & { readonly [field: string]: unknown })

/**
 * An object of which at least the head can be read. What is wrong with the rest, the server says: the body
 * that it gets is the one that was handed in.
 */
export function soundManifest(manifest: unknown): KubeObject {
  if (isSound(manifest)) return manifest
  const { apiVersion, kind, metadata, ...rest } = isObject(manifest) ? manifest : {}
  const head: KubeObject['metadata'] = {}
  if (isObject(metadata)) {
    for (const field of ['name', 'generateName', 'namespace', 'uid', 'resourceVersion'] as const) {
      const value = metadata[field]
      if (typeof value === 'string') head[field] = value
    }
  }
  return { ...rest, apiVersion: textOf(apiVersion), kind: textOf(kind), metadata: head }
}

export function soundRef(ref: ObjectRef): ObjectRef {
  const { apiVersion, kind, namespace, name } = (isObject(ref) ? ref : {}) as Partial<ObjectRef>
  if (typeof apiVersion === 'string' && typeof kind === 'string' && typeof name === 'string') return ref
  const home = typeof namespace === 'string' ? { namespace } : {}
  return { apiVersion: textOf(apiVersion), kind: textOf(kind), ...home, name: textOf(name) }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function isSound(manifest: unknown): manifest is KubeObject {
  if (!isObject(manifest)) return false
  const { apiVersion, kind, metadata } = manifest
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isObject(metadata)) return false
  return (
    isTextOrNothing(metadata['name']) &&
    isTextOrNothing(metadata['generateName']) &&
    isTextOrNothing(metadata['namespace']) &&
    isTextOrNothing(metadata['uid']) &&
    isTextOrNothing(metadata['resourceVersion'])
  )
}

const isTextOrNothing = (value: unknown): boolean => value === undefined || typeof value === 'string'
