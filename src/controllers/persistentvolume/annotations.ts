import type { KubeObject } from '../../resource/object.ts'

/** The controller has finished with the claim. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'
/** The controller, not the user, made the other end of the binding. */
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by'
/** The scheduler has chosen a node: the volume may be made for it. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node'
/** Who is to make the volume. Both are written; the first is the older one. */
export const PROVISIONERS = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
] as const

export const hasAnnotation = ({ metadata }: KubeObject, name: string): boolean =>
  metadata.annotations !== undefined && Object.hasOwn(metadata.annotations, name)

export function withAnnotations<T extends KubeObject>(object: T, annotations: Readonly<Record<string, string>>): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  }
}

/** An object without any annotation left has none at all. */
export function withoutAnnotation<T extends KubeObject>(object: T, name: string): T {
  const { [name]: _, ...annotations } = object.metadata.annotations ?? {}
  const { annotations: __, ...metadata } = object.metadata
  const left = Object.keys(annotations).length > 0 ? { annotations } : {}
  return { ...object, metadata: { ...metadata, ...left } }
}
