import { isObject } from '../../resource/json.ts'
import { selectorOf } from '../../resource/labels.ts'
import type { Binding, PolicyRule, Role, Subject } from './policy-rule.ts'

const LISTS = ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const

/** Roles and bindings come from manifests, too, where anything may stand; what has not the right form grants nothing. */
export function soundRole(role: Role): Role {
  const { rules, aggregationRule } = role
  const isSound = rules === undefined || rules === null || (Array.isArray(rules) && rules.every(isSoundRule))
  if (isSound && !aggregationRule) return role
  const sound = isSound ? rules : Array.isArray(rules) ? rules.filter(isSoundRule) : []
  if (!aggregationRule) return { ...role, rules: sound }
  const selectors = aggregationRule.clusterRoleSelectors
  const clusterRoleSelectors = Array.isArray(selectors) ? selectors.flatMap(selector => selectorOf(selector) ?? []) : []
  return { ...role, aggregationRule: { clusterRoleSelectors }, rules: sound }
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
