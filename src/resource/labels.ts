export type Labels = Record<string, string>

export interface LabelSelectorRequirement {
  key?: string
  operator?: string
  values?: string[]
}

export interface LabelSelector {
  matchLabels?: Labels
  matchExpressions?: LabelSelectorRequirement[]
}

/** Whether every label of a plain map selector (a Service's, a ReplicationController's) is on the object. An empty map matches all. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  for (const key in selector) if (!labels || !Object.hasOwn(labels, key) || labels[key] !== selector[key]) return false
  return true
}

/** One requirement of a label selector. NotIn and DoesNotExist hold when the key is absent. Truth: apimachinery/pkg/labels Requirement.Matches */
export function matchesRequirement(requirement: LabelSelectorRequirement, labels: Labels | undefined): boolean {
  const key = requirement.key ?? ''
  const present = labels !== undefined && Object.hasOwn(labels, key)
  const value = present ? labels[key]! : ''
  switch (requirement.operator) {
    case 'In':
      return present && (requirement.values ?? []).includes(value)
    case 'NotIn':
      return !present || !(requirement.values ?? []).includes(value)
    case 'Exists':
      return present
    case 'DoesNotExist':
      return !present
    default:
      return false
  }
}

/** A LabelSelector: an absent one selects nothing, an empty one everything. Truth: LabelSelectorAsSelector */
export function matchesSelector(selector: LabelSelector | null | undefined, labels: Labels | undefined): boolean {
  if (!selector) return false
  return (
    matchesLabels(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every(requirement => matchesRequirement(requirement, labels))
  )
}
