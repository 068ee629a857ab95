import type { TopologySelectorTerm } from '../../../../schemas/types/core/v1.generated.ts'
import { equal } from '../../../resource/json.ts'
import { qualifiedName } from '../../../resource/names.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'

/** No two terms say the same, no term names a key twice. Truth: pkg/apis/core/validation ValidateTopologySelectorTerm */
export function validateTopologyTerms(
  terms: readonly TopologySelectorTerm[] | undefined,
  errors: FieldErrors,
  path: FieldPath,
): void {
  // The server's list starts with as many empty terms as there are, so that an empty one is a duplicate of each.
  const seen: Record<string, string[]>[] = (terms ?? []).map(() => ({}))
  terms?.forEach((term, index) => {
    const at = path.index(index)
    const values = validateTerm(term, errors, at)
    for (const other of seen) if (equal(other, values)) errors.duplicate(at.child('matchLabelExpressions'), '')
    seen.push(values)
  })
}

/** The values of each key as a sorted set. */
function validateTerm(term: TopologySelectorTerm, errors: FieldErrors, path: FieldPath): Record<string, string[]> {
  const sets: Record<string, string[]> = Object.create(null)
  term.matchLabelExpressions?.forEach(({ key = '', values }, index) => {
    const at = path.child('matchLabelExpressions').index(index)
    const set = new Set<string>()
    if (!values || values.length === 0) errors.required(at.child('values'))
    values?.forEach((value, position) => {
      if (set.has(value)) errors.duplicate(at.child('values').index(position), value)
      set.add(value)
    })
    for (const complaint of qualifiedName(key)) errors.invalid(at.child('key'), key, complaint)
    if (sets[key]) errors.duplicate(at.child('key'), key)
    sets[key] = [...set].sort()
  })
  return sets
}
