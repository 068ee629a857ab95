import type { KubeObject } from '../../resource/object.ts'
import { goQuote } from '../go-text.ts'
import {
  type AccessRequest,
  type Binding,
  isBinding,
  isRole,
  type PolicyRule,
  RBAC_GROUP,
  type Requester,
  type Role,
  type RoleRef,
  type Subject,
} from './policy-rule.ts'
import { ruleAllows } from './rule-allows.ts'
import { soundBinding, soundRole } from './sound.ts'

/** One binding that applies to somebody: whom it names, and what its role grants. */
export interface Grant {
  readonly binding: Binding
  readonly subject: Subject
  readonly rules: readonly PolicyRule[]
}

/** A binding that applies, but whose role is not there. The other bindings still count. */
export interface Dangling {
  readonly binding: Binding
  readonly problem: string
}

export type Decision =
  | { readonly allowed: true; readonly reason: string; readonly grant?: Grant }
  | { readonly allowed: false; readonly reason: string }

const NO_RULES: readonly PolicyRule[] = []

/**
 * The roles and bindings of a cluster, by whom they name, so that a question looks only at the bindings of
 * the one who asks: 10,000 bindings cost no more than the ten that apply.
 *
 * Truth: pkg/registry/rbac/validation/rule.go VisitRulesFor
 */
export class AccessPolicy {
  readonly #roles = new Map<string, Role>()
  readonly #bindings = new Map<string, Binding>()
  /** scope (a namespace; empty for ClusterRoleBindings) → whom → bindings */
  readonly #bySubject = new Map<string, Map<string, Set<Binding>>>()

  /** Objects of other kinds are passed over. */
  constructor(objects: Iterable<KubeObject> = []) {
    for (const object of objects) this.put(object)
  }

  /** Adds a role or a binding, or replaces the one of the same name. */
  put(object: KubeObject): void {
    if (isRole(object)) this.#roles.set(keyOf(object), soundRole(object))
    else if (isBinding(object)) {
      this.remove(object)
      const binding = soundBinding(object)
      this.#bindings.set(keyOf(object), binding)
      for (const bindings of this.#places(binding)) bindings.add(binding)
    }
  }

  remove(object: KubeObject): void {
    const key = keyOf(object)
    if (isRole(object)) this.#roles.delete(key)
    const binding = isBinding(object) ? this.#bindings.get(key) : undefined
    if (!binding) return
    this.#bindings.delete(key)
    for (const bindings of this.#places(binding)) bindings.delete(binding)
  }

  *#places(binding: Binding): Generator<Set<Binding>> {
    const scope = scopeOf(binding)
    let people = this.#bySubject.get(scope)
    if (!people) this.#bySubject.set(scope, (people = new Map()))
    for (const subject of binding.subjects ?? []) {
      const whom = subjectKey(subject, scope)
      if (whom === undefined) continue
      let bindings = people.get(whom)
      if (!bindings) people.set(whom, (bindings = new Set()))
      yield bindings
    }
  }

  role(kind: 'Role' | 'ClusterRole', namespace: string, name: string): Role | undefined {
    return this.#roles.get(`${kind}/${kind === 'Role' ? namespace : ''}/${name}`)
  }

  *clusterRoles(): Generator<Role> {
    for (const role of this.#roles.values()) if (role.kind === 'ClusterRole') yield role
  }

  /** The rules behind a roleRef of a binding in `namespace` (empty for ClusterRoleBindings), or why there are none. */
  rulesBehind(roleRef: RoleRef, namespace: string): readonly PolicyRule[] | string {
    const { kind, name } = roleRef
    if (kind !== 'Role' && kind !== 'ClusterRole') return `unsupported role reference kind: ${goQuote(kind)}`
    const role = this.role(kind, namespace, name)
    if (!role) return `${kind.toLowerCase()}.${RBAC_GROUP} ${goQuote(name)} not found`
    return role.rules ?? NO_RULES
  }

  /** Every binding that applies to the user: those of the cluster first, then those of the namespace. */
  *grantsTo(user: Requester, namespace: string): Generator<Grant | Dangling> {
    yield* this.#grantsIn('', user)
    if (namespace !== '') yield* this.#grantsIn(namespace, user)
  }

  *#grantsIn(scope: string, { username, groups }: Requester): Generator<Grant | Dangling> {
    const people = this.#bySubject.get(scope)
    if (!people) return
    const seen = new Set<Binding>()
    const keys = [`User/${username}`, ...groups.map(group => `Group/${group}`)]
    for (const key of keys) {
      for (const binding of people.get(key) ?? []) {
        if (seen.has(binding)) continue
        seen.add(binding)
        const rules = this.rulesBehind(binding.roleRef, scope)
        if (typeof rules === 'string') yield { binding, problem: rules }
        else {
          const subject = binding.subjects!.find(candidate => keys.includes(subjectKey(candidate, scope) ?? ''))!
          yield { binding, subject, rules }
        }
      }
    }
  }

  /** Everyone who is named by a binding, once for each scope: a namespace, or empty for the cluster. */
  *holders(): Generator<{ scope: string; subject: Subject }> {
    for (const [scope, people] of this.#bySubject) {
      for (const [whom, bindings] of people) {
        for (const { subjects } of bindings) {
          const subject = subjects?.find(candidate => subjectKey(candidate, scope) === whom)
          if (!subject) continue
          yield { scope, subject }
          break
        }
      }
    }
  }

  /** The rules that bindings of one scope give to exactly this subject, groups it belongs to left aside. */
  rulesHeld(subject: Subject, scope: string): PolicyRule[] {
    const rules: PolicyRule[] = []
    for (const { roleRef } of this.#bySubject.get(scope)?.get(subjectKey(subject, scope) ?? '') ?? []) {
      const behind = this.rulesBehind(roleRef, scope)
      if (typeof behind !== 'string') rules.push(...behind)
    }
    return rules
  }

  /** Every binding that lets somebody do it: those of the cluster, and those of the request's namespace. */
  *whoCan(request: AccessRequest): Generator<Grant> {
    const namespace = 'path' in request ? '' : request.namespace
    for (const binding of this.#bindings.values()) {
      const scope = scopeOf(binding)
      if (scope !== '' && scope !== namespace) continue
      const rules = this.rulesBehind(binding.roleRef, scope)
      if (typeof rules === 'string' || !rules.some(rule => ruleAllows(rule, request))) continue
      for (const subject of binding.subjects ?? []) yield { binding, subject, rules }
    }
  }

  /** All rules that apply to the user in a namespace, and the bindings that lead nowhere. */
  rulesFor(user: Requester, namespace: string): { rules: PolicyRule[]; problems: string[] } {
    const rules: PolicyRule[] = []
    const problems: string[] = []
    for (const grant of this.grantsTo(user, namespace)) {
      if ('problem' in grant) problems.push(grant.problem)
      else rules.push(...grant.rules)
    }
    return { rules, problems }
  }

  /** Whether the user may do it, with the server's reason. Members of `system:masters` may do everything. */
  decide(user: Requester, request: AccessRequest): Decision {
    if (user.groups.includes('system:masters')) return { allowed: true, reason: '' }
    const problems: string[] = []
    for (const grant of this.grantsTo(user, 'path' in request ? '' : request.namespace)) {
      if ('problem' in grant) problems.push(grant.problem)
      else if (grant.rules.some(rule => ruleAllows(rule, request))) {
        return { allowed: true, reason: `RBAC: allowed by ${describe(grant)}`, grant }
      }
    }
    return { allowed: false, reason: problems.length > 0 ? `RBAC: ${aggregate(problems)}` : '' }
  }
}

const scopeOf = ({ kind, metadata }: KubeObject): string => (kind === 'RoleBinding' ? (metadata.namespace ?? '') : '')

const keyOf = ({ kind, metadata }: KubeObject): string =>
  `${kind}/${kind.startsWith('Cluster') ? '' : (metadata.namespace ?? '')}/${metadata.name ?? ''}`

/** A service account is a user by another name; without a namespace it is one of the binding's namespace. */
function subjectKey({ kind, name, namespace }: Subject, scope: string): string | undefined {
  if (kind === 'User' || kind === 'Group') return `${kind}/${name}`
  const home = namespace || scope
  return kind === 'ServiceAccount' && home !== '' ? `User/system:serviceaccount:${home}:${name}` : undefined
}

/** `RoleBinding "rb/shop" of Role "editor" to ServiceAccount "robot/shop"` */
function describe({ binding, subject }: Grant): string {
  const { kind, metadata, roleRef } = binding
  const scope = scopeOf(binding)
  const name = scope === '' ? metadata.name : `${metadata.name}/${scope}`
  const whom = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace || scope}` : subject.name
  return `${kind} ${goQuote(name ?? '')} of ${roleRef.kind} ${goQuote(roleRef.name)} to ${subject.kind} ${goQuote(whom)}`
}

/** Several errors as one: each told once. Truth: apimachinery/pkg/util/errors NewAggregate */
export function aggregate(problems: readonly string[]): string {
  const told = [...new Set(problems)]
  return told.length === 1 ? told[0]! : `[${told.join(', ')}]`
}
