import type { LabelSelector } from '../../resource/labels.ts'
import type { KubeObject } from '../../resource/object.ts'

export const RBAC_GROUP = 'rbac.authorization.k8s.io'

/** What a role grants: verbs on resources of groups, or on URLs that are no resources. */
export interface PolicyRule {
  verbs?: readonly string[]
  apiGroups?: readonly string[]
  resources?: readonly string[]
  resourceNames?: readonly string[]
  nonResourceURLs?: readonly string[]
}

export interface Role extends KubeObject {
  rules?: readonly PolicyRule[] | null
  /** Of a ClusterRole: its rules are those of the ClusterRoles that one of the selectors matches. */
  aggregationRule?: { clusterRoleSelectors?: readonly LabelSelector[] } | null
}

export interface RoleRef {
  apiGroup?: string
  kind: string
  name: string
}

export interface Subject {
  apiGroup?: string
  kind: string
  name: string
  namespace?: string
}

export interface Binding extends KubeObject {
  roleRef: RoleRef
  subjects?: readonly Subject[] | null
}

/** Who asks. */
export interface Requester {
  readonly username: string
  readonly groups: readonly string[]
}

/** What somebody wants to do with a resource. Empty strings are Kubernetes' own "not given". */
export interface ResourceRequest {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource: string
  readonly name: string
  readonly namespace: string
}

/** A request to a path that is no resource: `/healthz`, `/metrics`. */
export interface PathRequest {
  readonly verb: string
  readonly path: string
}

export type AccessRequest = ResourceRequest | PathRequest

export const isRole = (object: KubeObject): object is Role =>
  (object.kind === 'Role' || object.kind === 'ClusterRole') && object.apiVersion.startsWith(`${RBAC_GROUP}/`)

export const isBinding = (object: KubeObject): object is Binding =>
  (object.kind === 'RoleBinding' || object.kind === 'ClusterRoleBinding') &&
  object.apiVersion.startsWith(`${RBAC_GROUP}/`)
