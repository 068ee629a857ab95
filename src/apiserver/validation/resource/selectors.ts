import type { DeviceSelector } from '../../../../schemas/types/resource.k8s.io/v1.generated.ts'
import {
  BINDINGS_LIBRARY,
  BOOL,
  compile,
  DYN,
  deviceType,
  type Environment,
  environment,
  estimateCost,
  formatType,
  mapOf,
  type Shape,
  STRING,
  sameType,
  structOf,
} from '../../../cel/index.ts'
import { byteLength } from '../../../resource/bytes.ts'
import type { Minor } from '../../../resource/version.ts'
import type { Context } from '../../context.ts'
import type { FieldErrors } from '../../field-errors.ts'
import type { FieldPath } from '../../field-path.ts'
import { validateList } from './lists.ts'

const MOST_SELECTORS = 32
const MOST_EXPRESSION_BYTES = 10 * 1024
const MOST_COST = 1_000_000
const DEVICE = 'kubernetes.DRADevice'

/** `stored` expressions were judged when they came. Truth: pkg/apis/resource/validation validateSelector */
export function validateSelectors(
  selectors: readonly DeviceSelector[] | undefined,
  stored: boolean,
  errors: FieldErrors,
  path: FieldPath,
  context: Context,
): void {
  validateList(selectors, MOST_SELECTORS, errors, path, ({ cel }, at) => {
    if (!cel) errors.required(at.child('cel'))
    else if (!stored) validateExpression(cel.expression ?? '', errors, at.child('cel', 'expression'), context)
  })
}

/** Truth: dynamic-resource-allocation/cel/compile.go CompileCELExpression */
function validateExpression(text: string, errors: FieldErrors, path: FieldPath, { minor, gates }: Context): void {
  if (byteLength(text) > MOST_EXPRESSION_BYTES) {
    errors.tooLong(path, MOST_EXPRESSION_BYTES)
    return
  }
  const compiled = compile(text, selectorEnvironment(minor, gates.enabled('DRAConsumableCapacity')))
  if ('issues' in compiled) {
    errors.invalid(path, text, `compilation failed: ${compiled.text}`)
    return
  }
  const { type } = compiled.ok
  if (!sameType(type, BOOL) && !sameType(type, DYN)) {
    errors.invalid(path, text, `must evaluate to bool or the unknown type, not ${formatType(type)}`)
  } else if (estimateCost(compiled.ok, DEVICE_SHAPE).max > MOST_COST) {
    errors.forbidden(path, 'too complex, exceeds cost limit')
  }
}

const environments = new Map<string, Environment>()

function selectorEnvironment(minor: Minor, shared: boolean): Environment {
  const key = `${minor} ${shared}`
  let found = environments.get(key)
  if (!found) {
    found = environment({
      minor,
      variables: { device: structOf(DEVICE) },
      types: [deviceType(shared)],
      libraries: [BINDINGS_LIBRARY],
    })
    environments.set(key, found)
  }
  return found
}

const sized = (kind: Shape['kind'], type: Shape['type'], maxElements: number, item?: Shape): Shape => ({
  kind,
  type,
  maxElements,
  minSize: 1,
  schema: {},
  ...(item ? { item } : {}),
})
const byDomain = (value: Shape): Shape => {
  const inner = sized('map', mapOf(STRING, value.type), 32, value)
  return sized('map', mapOf(STRING, inner.type), 32, inner)
}

/** How large each part of a device can get. */
const DEVICE_SHAPE: Shape = {
  ...sized('object', structOf(DEVICE), 0),
  fields: new Map([
    ['driver', sized('scalar', STRING, 63)],
    ['allowMultipleAllocations', sized('scalar', BOOL, 0)],
    ['attributes', byDomain(sized('any', DYN, 64))],
    ['capacity', byDomain(sized('scalar', structOf('kubernetes.Quantity'), 0))],
  ]),
}
