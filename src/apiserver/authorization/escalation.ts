import { equal } from '../../resource/json.ts'
import { goQuote } from '../go-text.ts'
import { forbidden, type GroupName, notFound, plainError, type Status } from '../status.ts'
import { type AccessPolicy, aggregate } from './access-policy.ts'
import { goQuotes, missingRules, ruleText } from './missing-rules.ts'
import {
  type Binding,
  isBinding,
  isRole,
  type PolicyRule,
  RBAC_GROUP,
  type Requester,
  type Role,
} from './policy-rule.ts'

/** The resource of each kind of the group. */
export const PLURALS: Readonly<Record<string, string>> = {
  Role: 'roles',
  ClusterRole: 'clusterroles',
  RoleBinding: 'rolebindings',
  ClusterRoleBinding: 'clusterrolebindings',
}

/** A role or a binding that somebody is about to store. */
export interface RoleWrite {
  readonly user: Requester
  readonly object: Role | Binding
  /** What is stored now, on update. */
  readonly old?: Role | Binding
}

const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
]

/**
 * Nobody may hand out rights they do not hold: why the write is refused, or nothing. A role may be written by
 * who holds all its rules or may `escalate` it; a binding by who holds all rules of its role or may `bind` it.
 * That the user may create or update such objects at all is asked before (`requestRefusal`).
 *
 * Truth: pkg/registry/rbac/{role,clusterrole,rolebinding,clusterrolebinding}/policybased/storage.go
 */
export function escalationRefusal(policy: AccessPolicy, write: RoleWrite): Status | undefined {
  const { user, object, old } = write
  if (user.groups.includes('system:masters')) return undefined
  if (old && changesOnlyForGarbageCollection(object, old)) return undefined
  if (isBinding(object)) return bindingRefusal(policy, user, object)
  return isRole(object) ? roleRefusal(policy, write, object) : undefined
}

function roleRefusal(policy: AccessPolicy, { user, old }: RoleWrite, role: Role): Status | undefined {
  const resource = resourceOf(role.kind)
  const namespace = namespaceOf(role)
  // The name of an object to create is not part of the URL, so a right to escalate by name does not help.
  const name = old ? (role.metadata.name ?? '') : ''
  const escalates = { verb: 'escalate', group: RBAC_GROUP, resource: resource.name, subresource: '', name, namespace }
  if (policy.decide(user, escalates).allowed) return undefined
  const refusal = notHeld(policy, user, namespace, role.rules ?? [])
  if (refusal !== undefined) return forbidden(resource, role.metadata.name ?? '', refusal)
  if (!aggregates(role) && !(old && isRole(old) && aggregates(old))) return undefined
  if (notHeld(policy, user, namespace, EVERYTHING) === undefined) return undefined
  const why = 'must have cluster-admin privileges to use the aggregationRule'
  return forbidden(resource, role.metadata.name ?? '', why)
}

function bindingRefusal(policy: AccessPolicy, user: Requester, binding: Binding): Status | undefined {
  const resource = resourceOf(binding.kind)
  const namespace = namespaceOf(binding)
  const { kind, name, apiGroup } = binding.roleRef
  if (kind === 'Role' || kind === 'ClusterRole') {
    const bind = {
      verb: 'bind',
      group: apiGroup || RBAC_GROUP,
      resource: PLURALS[kind]!,
      subresource: '',
      name,
      namespace,
    }
    if (policy.decide(user, bind).allowed) return undefined
  }
  const rules = policy.rulesBehind(binding.roleRef, namespace)
  if (typeof rules === 'string') {
    return kind === 'Role' || kind === 'ClusterRole' ? notFound(resource, name) : plainError(rules)
  }
  const refusal = notHeld(policy, user, namespace, rules)
  return refusal === undefined ? undefined : forbidden(resource, binding.metadata.name ?? '', refusal)
}

/** The server's sentence and the list of what is missing, or nothing when the user holds all the rules. */
function notHeld(policy: AccessPolicy, user: Requester, namespace: string, asked: readonly PolicyRule[]) {
  const { rules, problems } = policy.rulesFor(user, namespace)
  const missing = missingRules(rules, asked)
  if (missing.length === 0) return undefined
  const told = [...new Set(missing.map(ruleText))].sort().join('\n')
  const who = `user ${goQuote(user.username)} (groups=${goQuotes(user.groups)})`
  const resolution = problems.length > 0 ? `; resolution errors: [${aggregate(problems)}]` : ''
  return `${who} is attempting to grant RBAC permissions not currently held:\n${told}${resolution}`
}

/** A request to a resource's URL, for the sentence that refuses it. */
export interface ResourceCall {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource?: string
  readonly namespace: string
  /** Empty where the URL has none: create, list. */
  readonly name: string
}

/** Why the user may not make a request at all. Truth: apiserver/pkg/endpoints/handlers/responsewriters Forbidden */
export function requestRefusal(policy: AccessPolicy, user: Requester, call: ResourceCall): Status | undefined {
  const { verb, group, resource, subresource = '', namespace, name } = call
  const decision = policy.decide(user, { verb, group, resource, subresource, namespace, name })
  if (decision.allowed) return undefined
  const what = goQuote(subresource === '' ? resource : `${resource}/${subresource}`)
  const scope = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`
  const why = `User ${goQuote(user.username)} cannot ${verb} resource ${what} in API group ${goQuote(group)} ${scope}`
  return forbidden({ group, name: resource }, name, decision.reason === '' ? why : `${why}: ${decision.reason}`)
}

/** Both questions that a create or update of a role or binding has to pass. */
export function roleWriteRefusal(policy: AccessPolicy, write: RoleWrite): Status | undefined {
  const { object, old, user } = write
  const call = {
    verb: old ? 'update' : 'create',
    group: RBAC_GROUP,
    resource: resourceOf(object.kind).name,
    namespace: namespaceOf(object),
    name: old ? (object.metadata.name ?? '') : '',
  }
  return requestRefusal(policy, user, call) ?? escalationRefusal(policy, write)
}

const resourceOf = (kind: string): GroupName => ({ group: RBAC_GROUP, name: PLURALS[kind] ?? '' })

const namespaceOf = ({ kind, metadata }: Role | Binding): string =>
  kind.startsWith('Cluster') ? '' : (metadata.namespace ?? '')

const aggregates = (role: Role): boolean => (role.aggregationRule?.clusterRoleSelectors?.length ?? 0) > 0

/**
 * Owner references and finalizers may always go, or nothing could be deleted. What is sent without the uid of
 * what is stored differs from it in more. Truth: pkg/registry/rbac/helpers.go IsOnlyMutatingGCFields
 */
function changesOnlyForGarbageCollection(object: Role | Binding, old: Role | Binding): boolean {
  const { ownerReferences, finalizers, selfLink, managedFields } = old.metadata
  const metadata = { ...object.metadata, ownerReferences, finalizers, selfLink, managedFields }
  return metadata.uid !== undefined && equal({ ...object, metadata }, old)
}
