import type { DecodeProblem } from '../apiserver/decode/state.ts'
import { isObject, type Json, type JsonObject, Numeral } from '../resource/json.ts'
import type { Kind } from '../schema/catalog.ts'
import type { Scalar } from '../schema/shape.ts'
import type { Path } from '../yaml/path.ts'
import { scalarAt } from './shape-at.ts'

/**
 * An object as it was meant, where nothing but quotes is wrong with it: `"3"` where a number belongs, 8080 where a
 * text does. What the server would say next can be asked of it. Fields too many are none of its business.
 */
export function asMeant(value: JsonObject, problems: readonly DecodeProblem[], { type }: Kind): JsonObject | undefined {
  let meant: Json | undefined = value
  for (const { what, path } of problems) {
    if (what === 'unknown-field' || what === 'duplicate-field') continue
    const scalar = what === 'wrong-type' ? scalarAt(type, path) : undefined
    meant = scalar && meant !== undefined ? withValue(meant, path, found => requoted(found, scalar)) : undefined
    if (meant === undefined) return undefined
  }
  return isObject(meant) ? meant : undefined
}

function requoted(value: Json, scalar: Scalar): Json | undefined {
  if (scalar === 'string') {
    const isPlain = typeof value === 'number' || typeof value === 'boolean' || value instanceof Numeral
    return isPlain ? `${value}` : undefined
  }
  if (typeof value !== 'string') return undefined
  if (scalar === 'boolean') return value === 'true' || (value === 'false' ? false : undefined)
  return scalar.startsWith('int') && /^-?(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : undefined
}

/** A copy in which one place holds another value; undefined when there is no such place, or nothing to put there. */
function withValue(value: Json, path: Path, change: (found: Json) => Json | undefined): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined) return change(value)
  if (Array.isArray(value)) {
    const item = value[Number(step)]
    const changed = item === undefined ? undefined : withValue(item, rest, change)
    return changed === undefined ? undefined : value.with(Number(step), changed)
  }
  if (!isObject(value)) return undefined
  const field = Object.hasOwn(value, String(step)) ? value[String(step)] : undefined
  const changed = field === undefined ? undefined : withValue(field, rest, change)
  return changed === undefined ? undefined : { ...value, [String(step)]: changed }
}
