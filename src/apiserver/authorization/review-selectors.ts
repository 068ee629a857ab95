import { labelValue, qualifiedName } from '../../resource/names.ts'
import type { ReviewSelector } from './access-review.ts'

type Requirement = NonNullable<ReviewSelector['requirements']>[number]
type Reading = 'sound' | 'partly' | 'not at all'

/**
 * What the server complains about when a review's selectors cannot be read; RBAC itself ignores selectors.
 *
 * Truth: pkg/registry/authorization/util/helpers.go BuildEvaluationError
 */
export function selectorProblems(field: ReviewSelector | undefined, label: ReviewSelector | undefined): string {
  const complaints: string[] = []
  for (const [name, reading] of [
    ['fieldSelector', read(field, isSoundField, isSoundFieldText)],
    ['labelSelector', read(label, isSoundLabel, isSoundLabelText)],
  ] as const) {
    if (reading === 'sound') continue
    const ignored = reading === 'partly' ? 'partially ignored' : 'ignored'
    complaints.push(`spec.resourceAttributes.${name} ${ignored} due to parse error`)
  }
  return complaints.join('; ')
}

function read(
  selector: ReviewSelector | undefined,
  isSound: (requirement: Requirement) => boolean,
  isSoundText: (text: string) => boolean,
): Reading {
  if (selector?.requirements?.length) {
    const sound = selector.requirements.filter(isSound).length
    return sound === selector.requirements.length ? 'sound' : sound > 0 ? 'partly' : 'not at all'
  }
  return selector?.rawSelector && !isSoundText(selector.rawSelector) ? 'not at all' : 'sound'
}

const isSoundField = ({ operator, values = [] }: Requirement): boolean =>
  (operator === 'In' || operator === 'NotIn') && values.length === 1

function isSoundLabel({ key = '', operator, values = [] }: Requirement): boolean {
  if (qualifiedName(key).length > 0 || values.some(value => labelValue(value).length > 0)) return false
  if (operator === 'In' || operator === 'NotIn') return values.length > 0
  return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0
}

/** `metadata.name=web,status.phase!=Running`: each term has one of the three operators. */
const isSoundFieldText = (text: string): boolean => text.split(',').every(term => term === '' || term.includes('='))

const LABEL_TERM =
  /^\s*(?:!\s*(?<absent>[^\s!=<>,()]+)|(?<key>[^\s!=<>,()]+)\s*(?:(?:==?|!=)\s*(?<value>[^\s!=<>,()]*)|(?:in|notin)\s*\((?<values>[^()]*)\)|[<>]\s*(?<number>-?\d+))?)\s*$/

/** `app=web,tier in (a,b),!legacy` */
function isSoundLabelText(text: string): boolean {
  if (text.trim() === '') return true
  return text.split(/,(?![^()]*\))/).every(term => {
    const groups = LABEL_TERM.exec(term)?.groups
    if (!groups || qualifiedName(groups['absent'] ?? groups['key'] ?? '').length > 0) return false
    const values = groups['values']?.split(',').map(value => value.trim()) ?? [groups['value'] ?? '']
    return values.every(value => labelValue(value).length === 0)
  })
}
