import type { Labels } from './labels.ts'

export interface NodeSelectorRequirement {
  key: string
  operator: string
  values?: string[]
}

export interface NodeSelectorTerm {
  matchExpressions?: NodeSelectorRequirement[]
  matchFields?: NodeSelectorRequirement[]
}

export interface NodeSelector {
  nodeSelectorTerms?: NodeSelectorTerm[]
}

const WHOLE_NUMBER = /^[+-]?\d+$/

/**
 * One requirement on a node's labels. An absent label satisfies NotIn and DoesNotExist, never Gt or Lt.
 *
 * Truth: apimachinery/pkg/labels Requirement.Matches
 */
export function matchesNodeRequirement(requirement: NodeSelectorRequirement, labels: Labels | undefined): boolean {
  const present = labels !== undefined && Object.hasOwn(labels, requirement.key)
  const value = present ? labels[requirement.key]! : ''
  const values = requirement.values ?? []
  switch (requirement.operator) {
    case 'In':
      return present && values.includes(value)
    case 'NotIn':
      return !present || !values.includes(value)
    case 'Exists':
      return present
    case 'DoesNotExist':
      return !present
    case 'Gt':
    case 'Lt': {
      const bound = values[0]
      if (!present || values.length !== 1 || bound === undefined) return false
      if (!WHOLE_NUMBER.test(value) || !WHOLE_NUMBER.test(bound)) return false
      return requirement.operator === 'Gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound)
    }
    default:
      return false
  }
}

/** A field requirement; `metadata.name` is the only field there is, and it takes exactly one value. */
function matchesFieldRequirement(requirement: NodeSelectorRequirement, name: string): boolean {
  if (requirement.values?.length !== 1 || requirement.key !== 'metadata.name') return false
  if (requirement.operator === 'In') return requirement.values[0] === name
  if (requirement.operator === 'NotIn') return requirement.values[0] !== name
  return false
}

/** All requirements of the term hold. A term without any matches nothing. */
export function matchesNodeTerm(
  term: NodeSelectorTerm | null | undefined,
  labels: Labels | undefined,
  name: string,
): boolean {
  const expressions = term?.matchExpressions ?? []
  const fields = term?.matchFields ?? []
  if (expressions.length === 0 && fields.length === 0) return false
  for (const expression of expressions) if (!matchesNodeRequirement(expression, labels)) return false
  for (const field of fields) if (!matchesFieldRequirement(field, name)) return false
  return true
}

/** One of the terms holds. A selector without terms matches nothing. Truth: component-helpers/scheduling/corev1/nodeaffinity NodeSelector.Match */
export function matchesNodeSelector(selector: NodeSelector, labels: Labels | undefined, name: string): boolean {
  for (const term of selector.nodeSelectorTerms ?? []) if (matchesNodeTerm(term, labels, name)) return true
  return false
}
