import type { JsonObject } from './json.ts'

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface ObjectMeta {
  name?: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string | null
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  finalizers?: string[]
  managedFields?: JsonObject[]
  selfLink?: string
}

/** What every Kubernetes object has. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
}

/** The same as plain JSON: the types of objects only name what they may hold. */
export const jsonOf = (object: object): JsonObject => object as JsonObject

/** JSON of which it is known that it is an object of Kubernetes. */
export const objectOf = (json: object): KubeObject => json as KubeObject

/** One object of one kind in a world. */
export interface ObjectRef {
  apiVersion: string
  kind: string
  namespace?: string
  name: string
}

export interface GroupVersion {
  group: string
  version: string
}

/** `apps/v1` → group `apps`, version `v1`; `v1` → group ``, version `v1`. */
export function parseApiVersion(apiVersion: string): GroupVersion {
  const slash = apiVersion.indexOf('/')
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

export const formatApiVersion = ({ group, version }: GroupVersion): string => (group ? `${group}/${version}` : version)

export const refOf = (object: KubeObject): ObjectRef => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
  name: object.metadata.name ?? '',
})
