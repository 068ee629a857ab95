import { goQuote } from '../go-text.ts'
import type { PolicyRule } from './policy-rule.ts'
import { has, pathMatches } from './rule-allows.ts'

/** A rule with one word in every place: the smallest right there is. */
interface Right {
  readonly verb: string
  readonly group?: string
  readonly resource?: string
  readonly name?: string
  readonly url?: string
}

/**
 * Which of the rights in `asked` are in none of the `owned` rules, as rules again: rights on the same resource
 * are joined, so `get`, `list` on `pods` are one rule with two verbs.
 *
 * Truth: k8s.io/component-helpers/auth/rbac/validation Covers, pkg/registry/rbac/validation CompactRules
 */
export function missingRules(owned: readonly PolicyRule[], asked: readonly PolicyRule[]): PolicyRule[] {
  const missing: PolicyRule[] = []
  const verbsOf = new Map<string, string[]>()
  for (const rule of asked) {
    for (const right of rightsIn(rule)) {
      if (owned.some(own => covers(own, right))) continue
      const { verb, url, group, resource, name } = right
      if (url !== undefined) {
        missing.push({ nonResourceURLs: [url], verbs: [verb] })
        continue
      }
      const key = `${group}\n${resource}\n${name === undefined ? '' : `=${name}`}`
      const verbs = verbsOf.get(key)
      if (verbs) verbs.push(verb)
      else {
        const joined = [verb]
        verbsOf.set(key, joined)
        const names = name === undefined ? {} : { resourceNames: [name] }
        missing.push({ apiGroups: [group!], resources: [resource!], ...names, verbs: joined })
      }
    }
  }
  return missing
}

function* rightsIn(rule: PolicyRule): Generator<Right> {
  const names: readonly (string | undefined)[] = rule.resourceNames?.length ? rule.resourceNames : [undefined]
  for (const group of rule.apiGroups ?? []) {
    for (const resource of rule.resources ?? []) {
      for (const verb of rule.verbs ?? []) {
        for (const name of names) yield name === undefined ? { verb, group, resource } : { verb, group, resource, name }
      }
    }
  }
  for (const url of rule.nonResourceURLs ?? []) for (const verb of rule.verbs ?? []) yield { verb, url }
}

/** A rule limited to names covers only rights on one of those names. */
function covers(rule: PolicyRule, { verb, group, resource, name, url }: Right): boolean {
  if (!has(rule.verbs, verb)) return false
  // A right on a URL has no name, so a rule with names never covers it.
  if (rule.resourceNames?.length && (name === undefined || !rule.resourceNames.includes(name))) return false
  if (url !== undefined) return rule.nonResourceURLs?.some(pattern => pathMatches(pattern, url)) ?? false
  return has(rule.apiGroups, group!) && coversResource(rule.resources, resource!)
}

function coversResource(resources: readonly string[] | undefined, resource: string): boolean {
  if (has(resources, resource)) return true
  const slash = resource.indexOf('/')
  return slash >= 0 && (resources?.includes(`*${resource.slice(slash)}`) ?? false)
}

/** `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}` Truth: CompactString */
export function ruleText(rule: PolicyRule): string {
  const parts: string[] = []
  const add = (name: string, words: readonly string[] | undefined): void => {
    if (words?.length) parts.push(`${name}:${goQuotes(words)}`)
  }
  add('APIGroups', rule.apiGroups)
  add('Resources', rule.resources)
  add('NonResourceURLs', rule.nonResourceURLs)
  add('ResourceNames', rule.resourceNames)
  add('Verbs', rule.verbs)
  return `{${parts.join(', ')}}`
}

/** Go's `%q` of a list of strings: `["a" "b"]`. */
export const goQuotes = (words: readonly string[]): string => `[${words.map(goQuote).join(' ')}]`
