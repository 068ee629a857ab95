import type { IntOrString } from '../resource/int-or-string.ts'
import { isObject } from '../resource/json.ts'
import type { LabelSelector, LabelSelectorRequirement, Labels } from '../resource/labels.ts'
import { type KubeObject, type ObjectMeta, parseApiVersion } from '../resource/object.ts'

/** What the network reads of the objects that shape it. Everything may be missing: manifests are what they are. */
export interface ContainerPort {
  name?: string
  containerPort?: number
  protocol?: string
}

export interface Container {
  ports?: readonly ContainerPort[] | null
  /** `Always` on an init container makes it a sidecar, whose ports count. */
  restartPolicy?: string
}

export interface PodSpec {
  containers?: readonly Container[] | null
  initContainers?: readonly Container[] | null
  hostname?: string
  subdomain?: string
  hostNetwork?: boolean
}

export interface PodObject extends KubeObject {
  spec?: PodSpec
  status?: {
    phase?: string
    podIP?: string
    conditions?: readonly { type?: string; status?: string }[] | null
  }
}

export interface ServicePort {
  name?: string
  port?: number
  protocol?: string
  targetPort?: IntOrString
  nodePort?: number
}

export interface ServiceObject extends KubeObject {
  spec?: {
    type?: string
    clusterIP?: string
    externalName?: string
    selector?: Labels | null
    ports?: readonly ServicePort[] | null
    publishNotReadyAddresses?: boolean
  }
}

export interface PodTemplate {
  metadata?: ObjectMeta | null
  spec?: PodSpec | null
}

export interface PolicyPort {
  port?: IntOrString
  endPort?: number
  protocol?: string
}

export interface PolicyPeer {
  podSelector?: LabelSelector | null
  namespaceSelector?: LabelSelector | null
  ipBlock?: { cidr?: string; except?: readonly string[] | null } | null
}

export interface PolicyRule {
  ports?: readonly PolicyPort[] | null
  from?: readonly PolicyPeer[] | null
  to?: readonly PolicyPeer[] | null
}

export interface NetworkPolicyObject extends KubeObject {
  spec?: {
    podSelector?: LabelSelector | null
    policyTypes?: readonly string[] | null
    ingress?: readonly PolicyRule[] | null
    egress?: readonly PolicyRule[] | null
  }
}

export interface AdminPeer {
  namespaces?: LabelSelector | null
  pods?: { namespaceSelector?: LabelSelector | null; podSelector?: LabelSelector | null } | null
  networks?: readonly string[] | null
  nodes?: LabelSelector | null
}

export interface AdminPort {
  portNumber?: { protocol?: string; port?: number } | null
  portRange?: { protocol?: string; start?: number; end?: number } | null
  namedPort?: string
}

export interface AdminRule {
  name?: string
  action?: string
  from?: readonly AdminPeer[] | null
  to?: readonly AdminPeer[] | null
  ports?: readonly AdminPort[] | null
}

export interface AdminPolicyObject extends KubeObject {
  spec?: {
    priority?: number
    subject?: AdminPeer | null
    ingress?: readonly AdminRule[] | null
    egress?: readonly AdminRule[] | null
  }
}

export const groupOf = (object: KubeObject): string => parseApiVersion(object.apiVersion ?? '').group

/** The objects of a kind of a group. The caller's type says what is read of them; every field is looked at with care. */
export function ofKind<T extends KubeObject>(objects: Iterable<KubeObject>, group: string, kind: string): T[] {
  const found: T[] = []
  for (const object of objects) if (object.kind === kind && groupOf(object) === group) found.push(object as T)
  return found
}

/** A list from a manifest: what is no list is empty, and items that are nothing are left out. */
export const listOf = <T>(value: readonly T[] | null | undefined): T[] =>
  Array.isArray(value) ? value.filter(item => item !== null && item !== undefined) : []

/** A text from a manifest: anything else is the fallback. */
export const textOf = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback)

/**
 * A selector from a manifest; `undefined` when there is none. An expression that has not the right form selects
 * nothing, as the server would not take it.
 */
export function selectorOf(selector: LabelSelector | null | undefined): LabelSelector | undefined {
  if (!selector || typeof selector !== 'object') return undefined
  const { matchLabels, matchExpressions } = selector
  if (matchExpressions === undefined || matchExpressions === null) return selector
  const expressions = Array.isArray(matchExpressions) ? matchExpressions : [NOBODY]
  if (expressions === matchExpressions && expressions.every(isSound)) return selector
  return {
    ...(matchLabels ? { matchLabels } : {}),
    matchExpressions: expressions.map(expression => (isSound(expression) ? expression : NOBODY)),
  }
}

const NOBODY: LabelSelectorRequirement = { key: '', operator: '' }

const isSound = (expression: unknown): expression is LabelSelectorRequirement =>
  isObject(expression) && (expression['values'] === undefined || Array.isArray(expression['values']))

export const namespaceOf = (object: KubeObject): string => textOf(object.metadata?.namespace) || 'default'

export const nameOf = (object: KubeObject): string =>
  textOf(object.metadata?.name) || textOf(object.metadata?.generateName)
