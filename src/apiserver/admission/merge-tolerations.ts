import type { Toleration } from '../../../schemas/types/core/v1.generated.ts'
import { equal } from '../../resource/json.ts'

/**
 * Both lists as one, without those that another one of them covers. Of two that are the same the first stays.
 *
 *   [{ operator: Exists }] and [{ key: sandbox, value: microvm }] → [{ operator: Exists }]
 *
 * Truth: pkg/util/tolerations MergeTolerations
 */
export function mergeTolerations(own: readonly Toleration[], others: readonly Toleration[]): Toleration[] {
  const all = [...own, ...others]
  const merged: Toleration[] = []
  all.forEach((toleration, index) => {
    if (merged.some(kept => covers(kept, toleration))) return
    if (all.slice(index + 1).some(later => !equal(later, toleration) && covers(later, toleration))) return
    merged.push({ ...toleration })
  })
  return merged
}

function covers(wide: Toleration, narrow: Toleration): boolean {
  if (equal(wide, narrow)) return true
  const key = wide.key ?? ''
  if ((narrow.key ?? '') !== key && (key !== '' || wide.operator !== 'Exists')) return false
  const effect = wide.effect ?? ''
  if ((narrow.effect ?? '') !== effect && effect !== '') return false
  if (effect === 'NoExecute' && wide.tolerationSeconds !== undefined) {
    if (narrow.tolerationSeconds === undefined || narrow.tolerationSeconds > wide.tolerationSeconds) return false
  }
  if (wide.operator === 'Exists') return true
  if (wide.operator && wide.operator !== 'Equal') return false
  return narrow.operator === 'Equal' && (narrow.value ?? '') === (wide.value ?? '')
}
