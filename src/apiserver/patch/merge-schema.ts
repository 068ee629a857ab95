import type { Shape } from '../../schema/shape.ts'
import { plainError } from '../status.ts'
import { PatchProblem } from './problem.ts'

/** How a strategic merge patch goes about one field. */
export interface MergeField {
  readonly shape: Shape | undefined
  /** Of a list: merged item by item; of an object: only 'replace' matters. */
  readonly strategy: 'merge' | 'replace' | undefined
  readonly retainKeys: boolean
  readonly mergeKey: string | undefined
}

const PLAIN: MergeField = { shape: undefined, strategy: undefined, retainKeys: false, mergeKey: undefined }

/**
 * The field of a struct, or the entry of a map. Below what has no fields of its own nothing is merged by key.
 *
 * Truth: apimachinery/pkg/util/strategicpatch/meta.go
 */
export function mergeField(shape: Shape | undefined, key: string): MergeField {
  if (shape?.kind === 'map') return { ...PLAIN, shape: shape.of }
  if (shape?.kind !== 'struct') return PLAIN
  const field = shape.type.fields.get(key)
  if (!field) {
    throw new PatchProblem(
      plainError(`unable to find api field in struct ${shape.type.name} for the json field ${JSON.stringify(key)}`),
    )
  }
  const strategies = field.strategy?.split(',') ?? []
  const strategy = strategies.find(each => each === 'merge' || each === 'replace') as MergeField['strategy']
  return {
    shape: field.shape,
    strategy,
    retainKeys: strategies.includes('retainKeys'),
    mergeKey: field.mergeKey,
  }
}

/** The items of a list. */
export const itemShape = (shape: Shape | undefined): Shape | undefined =>
  shape?.kind === 'list' ? shape.of : undefined
