import type { LabelSelector, LabelSelectorRequirement } from '../../resource/labels.ts'

/** As the scale of a workload shows it: `app=web,tier in (a,b)`, by key. Truth: labels.Selector String */
export function selectorText(selector: LabelSelector | undefined): string {
  const exact = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => [key, `${key}=${value}`] as const)
  const rules = (selector?.matchExpressions ?? []).map(rule => [rule.key ?? '', ruleText(rule)] as const)
  return [...exact, ...rules]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',')
}

function ruleText({ key = '', operator, values }: LabelSelectorRequirement): string {
  if (operator === 'Exists') return key
  if (operator === 'DoesNotExist') return `!${key}`
  return `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...(values ?? [])].sort().join(',')})`
}

/** As Go prints a pointer to one. */
export function goText(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil'
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const exact = labels.map(([key, value]) => `${key}: ${value},`).join('')
  const rules = (selector.matchExpressions ?? []).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`,
  )
  return `&LabelSelector{MatchLabels:map[string]string{${exact}},MatchExpressions:[]LabelSelectorRequirement{${rules.join('')}},}`
}
