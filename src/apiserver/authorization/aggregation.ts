import { matchesSelector } from '../../resource/labels.ts'
import type { PolicyRule, Role } from './policy-rule.ts'

/**
 * The rules an aggregating ClusterRole ends up with: selector by selector, the rules of every other ClusterRole
 * that matches, in order of name, each rule once. What was written in its own `rules` is lost, unless there is
 * nothing to put in its place: the controller applies its list, and applying no list leaves the field alone.
 * `undefined` when the role does not aggregate.
 *
 * Truth: pkg/controller/clusterroleaggregation, updateClusterRoles with server-side apply
 */
export function aggregatedRules(role: Role, clusterRoles: Iterable<Role>): PolicyRule[] | undefined {
  if (!role.aggregationRule) return undefined
  const rules = new Map<string, PolicyRule>()
  const others = [...clusterRoles].filter(other => other.metadata.name !== role.metadata.name).sort(byName)
  for (const selector of role.aggregationRule.clusterRoleSelectors ?? []) {
    for (const other of others) {
      if (!matchesSelector(selector, other.metadata.labels)) continue
      for (const rule of other.rules ?? []) {
        const key = ruleKey(rule)
        if (!rules.has(key)) rules.set(key, rule)
      }
    }
  }
  return rules.size > 0 ? [...rules.values()] : [...(role.rules ?? [])]
}

/**
 * What every aggregating role holds once nothing changes any more: `view` goes into `edit` and `edit` into
 * `admin`. Each round carries rules one step; the longest chain is as long as there are roles.
 */
export function settleAggregation(clusterRoles: readonly Role[]): Role[] {
  let roles = [...clusterRoles]
  const aggregating = roles.filter(role => role.aggregationRule).length
  for (let round = 0; round <= aggregating; round++) {
    let changed = false
    roles = roles.map(role => {
      const rules = aggregatedRules(role, roles)
      if (!rules || sameRules(rules, role.rules ?? [])) return role
      changed = true
      return { ...role, rules }
    })
    if (!changed) break
  }
  return roles
}

/** Whether two lists hold the same rules, in whatever order. */
export function sameRules(left: readonly PolicyRule[], right: readonly PolicyRule[]): boolean {
  if (left.length !== right.length) return false
  const keys = right.map(ruleKey).sort()
  return left
    .map(ruleKey)
    .sort()
    .every((key, index) => key === keys[index])
}

/** Equal for rules that say the same with the same words in the same order. No word holds a line break. */
const ruleKey = ({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string =>
  [verbs, apiGroups, resources, resourceNames, nonResourceURLs].map(words => words?.join('\n') ?? '').join('\n\n')

function byName(a: Role, b: Role): number {
  const [left, right] = [a.metadata.name ?? '', b.metadata.name ?? '']
  return left < right ? -1 : left > right ? 1 : 0
}
