import type { Expr, ListExpr, MapExpr, Select, StructExpr } from '../syntax/ast.ts'
import { has, index, optionalIndex, optionalSelect, select } from './access.ts'
import { compileCall } from './call.ts'
import { equals } from './equal.ts'
import type { Frame } from './frame.ts'
import { compileLoop } from './loop.ts'
import { sizeForCost } from './size.ts'
import {
  ArrayList,
  EntryMap,
  Failure,
  fail,
  type MapKey,
  mapKey,
  noSuchOverload,
  Opaque,
  Optional,
  Unreadable,
  type Value,
} from './value.ts'

/** A compiled expression. Failures are thrown as `Failure`. */
export type Run = (frame: Frame) => Value

/** What the compiler needs to know besides the tree. */
export interface Target {
  /** Makes a value of a struct type from its fields. */
  construct(typeName: string, fields: ReadonlyMap<string, Value>): Value
  /** The value of a name that is no variable: types. */
  constant(name: string): Value | undefined
}

/** Which slot a local name lives in. */
export class Scope {
  readonly #names: readonly string[]
  constructor(names: readonly string[] = []) {
    this.#names = names
  }
  with(...names: string[]): Scope {
    return new Scope([...this.#names, ...names])
  }
  slot(name: string): number {
    return this.#names.lastIndexOf(name)
  }
  get size(): number {
    return this.#names.length
  }
}

/**
 * Turns a checked tree into closures. Each closure spends what cel-go charges for its node: 1 for a variable and
 * for each field or index, 10, 30 and 40 for making a list, a map and an object, and what `costs` says for calls.
 * Truth: cel-go interpreter/planner.go, interpreter/runtimecost.go
 */
export function compile(expr: Expr, target: Target, scope: Scope = new Scope()): Run {
  const inner = (child: Expr, within: Scope = scope): Run => compile(child, target, within)
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr
      return () => value
    }
    case 'ident':
      return compileIdent(expr.name, target, scope)
    case 'select':
      return compileSelect(expr, inner)
    case 'call':
      return compileOperator(expr.name, expr.args, inner) ?? compileCall(expr, inner)
    case 'list':
      return compileList(expr, inner)
    case 'map':
      return compileMap(expr, inner)
    case 'struct':
      return compileStruct(expr, target, inner)
    case 'comprehension':
      return compileLoop(expr, scope, inner)
  }
}

export type CompileInner = (child: Expr, within?: Scope) => Run

function compileIdent(name: string, target: Target, scope: Scope): Run {
  const slot = scope.slot(name)
  if (slot >= 0) {
    return frame => {
      frame.spend(1)
      return frame.locals[slot]!
    }
  }
  const constant = target.constant(name)
  if (constant !== undefined) {
    return frame => {
      frame.spend(1)
      return constant
    }
  }
  return frame => {
    frame.spend(1)
    const value = frame.variables[name]
    if (value === undefined) return fail(`no such attribute(s): ${name}`)
    return value instanceof Unreadable ? fail(value.message) : value
  }
}

function compileSelect({ operand, field, test }: Select, inner: CompileInner): Run {
  const run = inner(operand)
  if (test) return frame => has(run(frame), field)
  return frame => {
    const value = run(frame)
    frame.spend(1)
    return select(value, field)
  }
}

/** The operators that do not evaluate all their operands, and those that are access rather than calls. */
function compileOperator(name: string, args: readonly Expr[], inner: CompileInner): Run | undefined {
  switch (name) {
    case '_&&_':
      return logic(inner(args[0]!), inner(args[1]!), false)
    case '_||_':
      return logic(inner(args[0]!), inner(args[1]!), true)
    case '_?_:_': {
      const [condition, yes, no] = args.map(arg => inner(arg)) as [Run, Run, Run]
      return frame => {
        const chosen = condition(frame)
        if (chosen === true) return yes(frame)
        return chosen === false ? no(frame) : noSuchOverload()
      }
    }
    case '_[_]':
    case '_[?_]': {
      const [container, key] = [inner(args[0]!), inner(args[1]!)]
      const find = name === '_[_]' ? index : optionalIndex
      return frame => {
        const value = container(frame)
        const at = key(frame)
        frame.spend(1)
        return find(value, at)
      }
    }
    case '_?._': {
      const run = inner(args[0]!)
      const [, field] = args
      const text = field?.kind === 'literal' ? `${field.value}` : ''
      return frame => {
        const value = run(frame)
        frame.spend(1)
        return optionalSelect(value, text)
      }
    }
    case '_==_':
    case '_!=_': {
      const [left, right] = [inner(args[0]!), inner(args[1]!)]
      const wanted = name === '_==_'
      return frame => {
        const a = left(frame)
        const b = right(frame)
        frame.spend(equalityCost(a, b))
        return equals(a, b) === wanted
      }
    }
    default:
      return undefined
  }
}

/**
 * `&&` (decided by false) and `||` (decided by true): the deciding operand wins over a failure of the other.
 * A failure on the left is the one reported.
 */
function logic(left: Run, right: Run, decisive: boolean): Run {
  return frame => {
    let failure: Failure | undefined
    try {
      const a = left(frame)
      if (a === decisive) return decisive
      if (typeof a !== 'boolean') failure = new Failure('no such overload')
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      failure = thrown
    }
    if (!failure) {
      const b = right(frame)
      return typeof b === 'boolean' ? b : noSuchOverload()
    }
    try {
      if (right(frame) === decisive) return decisive
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
    }
    throw failure
  }
}

function compileList({ items, optional }: ListExpr, inner: CompileInner): Run {
  const runs = items.map(item => inner(item))
  if (!optional) {
    return frame => {
      const values = runs.map(run => run(frame))
      frame.spend(10)
      return new ArrayList(values)
    }
  }
  return frame => {
    const values: Value[] = []
    runs.forEach((run, position) => {
      const value = run(frame)
      if (!optional.has(position)) values.push(value)
      else if (!(value instanceof Optional)) fail(`cannot initialize optional list element from non-optional value`)
      else if (value.value !== undefined) values.push(value.value)
    })
    frame.spend(10)
    return new ArrayList(values)
  }
}

/** The value of an optional entry; undefined when the entry is to be left out. */
function entryValue(value: Value, optional: boolean, name: Value): Value | undefined {
  if (!optional) return value
  if (value instanceof Optional) return value.value
  return fail(`cannot initialize optional entry '${String(name)}' from non-optional value`)
}

function compileMap({ entries }: MapExpr, inner: CompileInner): Run {
  const runs = entries.map(({ key, value, optional }) => ({ key: inner(key), value: inner(value), optional }))
  return frame => {
    const map = new Map<MapKey, readonly [Value, Value]>()
    for (const run of runs) {
      const key = run.key(frame)
      const value = entryValue(run.value(frame), run.optional, key)
      if (value === undefined) continue
      const at = mapKey(key)
      if (at === undefined) fail('unsupported key type')
      else map.set(at, [key, value])
    }
    frame.spend(30)
    return new EntryMap(map)
  }
}

function compileStruct({ name, fields }: StructExpr, target: Target, inner: CompileInner): Run {
  const runs = fields.map(field => ({ name: field.name, value: inner(field.value), optional: field.optional }))
  return frame => {
    const values = new Map<string, Value>()
    for (const run of runs) {
      const value = entryValue(run.value(frame), run.optional, run.name)
      if (value !== undefined) values.set(run.name, value)
    }
    frame.spend(40)
    return target.construct(name, values)
  }
}

/** Equality costs a tenth of the smaller side. */
function equalityCost(a: Value, b: Value): number {
  if ((typeof a !== 'object' && typeof a !== 'string') || a instanceof Opaque) return 1
  return Math.ceil(Math.min(sizeForCost(a), sizeForCost(b)) * 0.1)
}
