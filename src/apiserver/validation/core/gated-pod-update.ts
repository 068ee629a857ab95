import type { NodeAffinity, NodeSelectorTerm, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { internalJson } from './internal-json.ts'
import { sameSpec } from './same-spec.ts'
import { takeOver } from './take-over.ts'

const SPEC = FieldPath.of('spec')
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const TERMS = SPEC.child('affinity').child('nodeAffinity').child(REQUIRED).child('nodeSelectorTerms')

/**
 * As long as a pod is held back from the scheduler, where it may go can be narrowed. What was narrowed is judged
 * here and put back in `rest`.
 *
 * Truth: pkg/apis/core/validation ValidatePodUpdate, validateNodeAffinityMutation
 */
export function keepGatedChanges(rest: PodSpec, old: PodSpec, errors: FieldErrors): void {
  if (!sameSpec(rest.nodeSelector, old.nodeSelector)) {
    for (const key in old.nodeSelector) {
      if (rest.nodeSelector?.[key] === old.nodeSelector[key]) continue
      const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
      errors.invalid(SPEC.child('nodeSelector'), rest.nodeSelector ?? null, why)
      break
    }
    takeOver(rest, old, 'nodeSelector')
  }
  const before = old.affinity?.nodeAffinity
  if (sameSpec(rest.affinity?.nodeAffinity, before)) return
  validateNarrowing(rest.affinity?.nodeAffinity, before, errors)
  if (!rest.affinity) {
    if (before) rest.affinity = { nodeAffinity: before }
    return
  }
  const { podAffinity, podAntiAffinity } = rest.affinity
  if (!old.affinity && !podAffinity && !podAntiAffinity) delete rest.affinity
  else if (before) rest.affinity.nodeAffinity = before
  else delete rest.affinity.nodeAffinity
}

function validateNarrowing(next: NodeAffinity | undefined, old: NodeAffinity | undefined, errors: FieldErrors): void {
  const before = old?.[REQUIRED]?.nodeSelectorTerms ?? []
  const after = next?.[REQUIRED]?.nodeSelectorTerms ?? []
  if (!old?.[REQUIRED] || before.length === 0) return
  if (before.length !== after.length) {
    const shown = next?.[REQUIRED] ? after.map(term => internalJson('NodeSelectorTerm', term)) : null
    errors.invalid(TERMS, shown, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')
    return
  }
  before.forEach((term, index) => {
    if (onlyAdds(after[index]!, term)) return
    const shown = internalJson('NodeSelectorTerm', after[index]!)
    errors.invalid(TERMS.index(index), shown, 'only additions are allowed (no mutations or deletions)')
  })
}

/** A term matches on everything it names, so that more names are fewer nodes; an empty one matches nothing and must stay so. */
function onlyAdds(next: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const parts = ['matchExpressions', 'matchFields'] as const
  if (parts.every(part => !old[part]?.length)) return parts.every(part => !next[part]?.length)
  return parts.every(part => sameSpec((next[part] ?? []).slice(0, old[part]?.length ?? 0), old[part] ?? []))
}
