import type { Overload } from '../check/declaration.ts'
import type { Call } from '../syntax/ast.ts'
import type { CelType } from '../types.ts'
import type { CompileInner, Run } from './compile.ts'
import { callCost } from './cost.ts'
import type { Frame } from './frame.ts'
import { typeOfValue } from './type-of.ts'
import { fail, Optional, OutOfBudget, TypeValue, type Value } from './value.ts'

/** Longer strings than any request can hold: only an expression that multiplies text gets there. */
const LONGEST_STRING = 10_000_000

/** A call of a function: its arguments, its cost, then the overload that fits. */
export function compileCall(call: Call, inner: CompileInner): Run {
  const { name } = call
  const runs = (call.target ? [call.target, ...call.args] : call.args).map(arg => inner(arg))
  const overloads = call.overloads ?? []
  const [only] = overloads
  const id = overloads.length === 1 ? only!.id : ''
  const cost = callCost(name, id)
  const invoke = invoker(name, overloads)
  // what depends on the arguments alone is paid first, so that nothing expensive runs on an empty purse
  const later = typeof cost === 'function' && cost.length > 1 ? cost : undefined
  const sooner = later ? 0 : (cost as number | ((args: readonly Value[]) => number))
  const finish = (args: Value[], frame: Frame): Value => {
    frame.spend(typeof sooner === 'number' ? sooner : sooner(args))
    const result = invoke(args, frame)
    if (later) frame.spend(later(args, result))
    if (typeof result === 'string' && result.length > LONGEST_STRING) throw new OutOfBudget()
    return result
  }
  const [first, second] = runs
  if (runs.length === 1 && first) return frame => finish([first(frame)], frame)
  if (runs.length === 2 && first && second) return frame => finish([first(frame), second(frame)], frame)
  return frame => {
    const args = runs.map(run => run(frame))
    return finish(args, frame)
  }
}

function invoker(name: string, overloads: readonly Overload[]): (args: readonly Value[], frame: Frame) => Value {
  const [first] = overloads
  if (first && overloads.every(overload => overload.call === first.call) && isOperator(name)) return first.call
  return (args, frame) => {
    for (const overload of overloads) {
      if (overload.parameters.every((type, index) => fits(type, args[index]!))) return overload.call(args, frame)
    }
    const said = REFUSALS[name]
    if (said !== undefined) return fail(said)
    return fail(`no such overload: ${name}(${args.map(arg => typeOfValue(arg).name).join(', ')})`)
  }
}

/** Functions cel-go binds without looking at their arguments say less when these do not fit. */
const REFUSALS: Readonly<Record<string, string | undefined>> = {
  contains: 'no such overload',
  startsWith: 'no such overload',
  endsWith: 'no such overload',
  matches: 'no such overload: matches',
  size: 'no such overload: size',
}

/** Operators tell themselves what they cannot do. */
const isOperator = (name: string): boolean => /^(_|@|!|-)/.test(name)

/** Whether a value may be passed where a type is declared. */
function fits(type: CelType, value: Value): boolean {
  switch (type.kind) {
    case 'dyn':
    case 'parameter':
      return true
    case 'type':
      return value instanceof TypeValue
    case 'opaque':
      if (value instanceof Optional) return type.name === 'optional_type'
      return typeOfValue(value).name === type.name
    default:
      return typeOfValue(value).name === type.name
  }
}
