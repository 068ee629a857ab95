import { isObject } from '../../resource/json.ts'
import type { Binding, PolicyRule, Role, Subject } from './policy-rule.ts'

const LISTS = ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const

/** Roles and bindings come from manifests, too, where anything may stand; what has not the right form grants nothing. */
export function soundRole(role: Role): Role {
  if (role.rules === undefined || role.rules === null) return role
  if (Array.isArray(role.rules) && role.rules.every(isSoundRule)) return role
  return { ...role, rules: Array.isArray(role.rules) ? role.rules.filter(isSoundRule) : [] }
}

export function soundBinding(binding: Binding): Binding {
  const { roleRef, subjects } = binding
  const isRef = isObject(roleRef) && typeof roleRef.kind === 'string' && typeof roleRef.name === 'string'
  const isList = subjects === undefined || subjects === null || (Array.isArray(subjects) && subjects.every(isSubject))
  if (isRef && isList) return binding
  return {
    ...binding,
    roleRef: isRef ? roleRef : { kind: '', name: '' },
    subjects: Array.isArray(subjects) ? subjects.filter(isSubject) : [],
  }
}

const isSubject = (subject: unknown): subject is Subject =>
  isObject(subject) && typeof subject['kind'] === 'string' && typeof subject['name'] === 'string'

const isSoundRule = (rule: unknown): rule is PolicyRule =>
  isObject(rule) &&
  LISTS.every(name => {
    const list = rule[name]
    return list === undefined || (Array.isArray(list) && list.every(word => typeof word === 'string'))
  })
