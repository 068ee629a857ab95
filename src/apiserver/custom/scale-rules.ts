import type { CustomResourceSubresourceScale } from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { isObject, type Json, type JsonObject, Numeral } from '../../resource/json.ts'
import { goMap } from '../patch/go-map.ts'
import type { SchemaErrors } from './schema-errors.ts'

const MOST = 2 ** 31 - 1

/**
 * The numbers that a Scale shows must be such, whatever the schema says of them.
 * Truth: apiextensions-apiserver/pkg/registry/customresource/validator.go ValidateScaleSpec, ValidateScaleStatus
 */
export function validateScale(object: JsonObject, scale: CustomResourceSubresourceScale, errors: SchemaErrors): void {
  for (const path of [scale.specReplicasPath ?? '', scale.statusReplicasPath ?? '']) {
    const found = findAt(object, path, 'int64')
    const refuse = (value: number, why: string): void => errors.found.invalid(errors.at(path), value, why)
    if (typeof found === 'object') refuse(0, found.problem)
    else if (typeof found === 'number') {
      if (found < 0) refuse(found, 'should be a non-negative integer')
      else if (found > MOST) refuse(found, `should be less than or equal to ${MOST}`)
    }
  }
  const { labelSelectorPath } = scale
  if (!labelSelectorPath) return
  const selector = findAt(object, labelSelectorPath, 'string')
  if (typeof selector === 'object') errors.found.invalid(errors.at(labelSelectorPath), '', selector.problem)
}

/** What stands at `.spec.size`; undefined where nothing does. Truth: unstructured/helpers.go NestedInt64 */
function findAt(
  object: JsonObject,
  path: string,
  wanted: 'int64' | 'string',
): number | string | undefined | { problem: string } {
  const steps = path.replace(/^\./, '').split('.')
  const wrong = (depth: number, value: Json, type: string): { problem: string } => ({
    problem: `.${steps.slice(0, depth).join('.')} accessor error: ${goMap(value)} is of the type ${goType(value)}, expected ${type}`,
  })
  let at: Json = object
  for (const [depth, step] of steps.entries()) {
    if (!isObject(at)) return at === null ? undefined : wrong(depth + 1, at, 'map[string]interface{}')
    const inner: Json | undefined = Object.hasOwn(at, step) ? at[step] : undefined
    if (inner === undefined) return undefined
    at = inner
  }
  if (goType(at) !== wanted) return wrong(steps.length, at, wanted)
  return typeof at === 'bigint' ? Number(at) : (at as number | string)
}

function goType(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (isObject(value)) return 'map[string]interface {}'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return value instanceof Numeral || (typeof value === 'number' && !Number.isInteger(value)) ? 'float64' : 'int64'
}
