import type { AccessPolicy } from './access-policy.ts'
import { missingRules } from './missing-rules.ts'
import type { PolicyRule, Subject } from './policy-rule.ts'

/** What somebody may do after and not before (`gained`), or before and not after (`lost`). */
export interface RightsChange {
  readonly subject: Subject
  /** The namespace in which; empty for the whole cluster. */
  readonly namespace: string
  readonly gained: PolicyRule[]
  readonly lost: PolicyRule[]
}

/**
 * How the rights of each user, group and service account change. What somebody holds in the whole cluster is
 * not gained again in a namespace. Changes of a group are told of the group, not of its members.
 */
export function rightsDifference(before: AccessPolicy, after: AccessPolicy): RightsChange[] {
  const changes: RightsChange[] = []
  const seen = new Set<string>()
  for (const policy of [before, after]) {
    for (const { scope, subject } of policy.holders()) {
      const key = `${scope}/${subject.kind}/${subject.namespace ?? scope}/${subject.name}`
      if (seen.has(key)) continue
      seen.add(key)
      const [had, has] = [held(before, subject, scope), held(after, subject, scope)]
      const gained = missingRules(had.all, has.here)
      const lost = missingRules(has.all, had.here)
      if (gained.length > 0 || lost.length > 0) changes.push({ subject, namespace: scope, gained, lost })
    }
  }
  return changes
}

function held(policy: AccessPolicy, subject: Subject, scope: string): { here: PolicyRule[]; all: PolicyRule[] } {
  const here = policy.rulesHeld(subject, scope)
  const home = subject.kind === 'ServiceAccount' ? { ...subject, namespace: subject.namespace || scope } : subject
  return { here, all: scope === '' ? here : [...here, ...policy.rulesHeld(home, '')] }
}
