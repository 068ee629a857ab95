import type { AccessRequest, PolicyRule } from './policy-rule.ts'

/**
 * Whether one rule allows a request.
 *
 *   resources: [pods]      allows pods, not pods/log
 *   resources: ['*']       allows both
 *   A star before the slash allows that subresource of everything; a star behind it, nothing.
 *   resourceNames: [web]   allows no request without a name: create, deletecollection, plain list
 *
 * Truth: plugin/pkg/auth/authorizer/rbac/rbac.go RuleAllows, pkg/apis/rbac/v1/evaluation_helpers.go
 */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!has(rule.verbs, request.verb)) return false
  if ('path' in request) return coversPath(rule.nonResourceURLs, request.path)
  return (
    has(rule.apiGroups, request.group) &&
    namesResource(rule.resources, request.resource, request.subresource) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(request.name))
  )
}

/** Whether the list holds the word, or the `*` that stands for all. */
export const has = (list: readonly string[] | undefined, word: string): boolean =>
  list !== undefined && (list.includes(word) || list.includes('*'))

function namesResource(resources: readonly string[] | undefined, resource: string, subresource: string): boolean {
  if (!resources) return false
  if (subresource === '') return has(resources, resource)
  return has(resources, `${resource}/${subresource}`) || resources.includes(`*/${subresource}`)
}

export const coversPath = (patterns: readonly string[] | undefined, path: string): boolean =>
  patterns?.some(pattern => pathMatches(pattern, path)) ?? false

/** A pattern ends in `*` or means itself; nowhere else is `*` special. */
export function pathMatches(pattern: string, path: string): boolean {
  if (pattern === path) return true
  if (!pattern.endsWith('*')) return false
  let end = pattern.length
  while (end > 0 && pattern.charCodeAt(end - 1) === 42) end--
  return path.startsWith(pattern.slice(0, end))
}
