import { ACCUMULATOR, type Call, type Comprehension, type Expr } from '../syntax/ast.ts'
import type { CompileInner, Run, Scope } from './compile.ts'
import type { Frame } from './frame.ts'
import {
  ArrayList,
  EntryMap,
  Failure,
  List,
  type MapKey,
  Mapping,
  mapKey,
  noSuchOverload,
  type Value,
} from './value.ts'

/**
 * Comprehensions. The forms the macros make are recognised and run as plain loops that spend exactly what the
 * written-out form costs: `all` is not folded through `&&`, `map` appends instead of joining lists.
 */
export function compileLoop(expr: Comprehension, scope: Scope, inner: CompileInner): Run {
  const range = inner(expr.range)
  const names = [expr.accumulator, expr.variable, ...(expr.variable2 === undefined ? [] : [expr.variable2])]
  const base = scope.size
  const within = scope.with(...names)
  if (isBinding(expr)) {
    const init = inner(expr.init)
    const result = inner(expr.result, scope.with(expr.accumulator))
    return frame => {
      frame.spend(10)
      frame.locals[base] = init(frame)
      return result(frame)
    }
  }
  const loop = { range, base, two: expr.variable2 !== undefined }
  const { step } = expr
  if (isCall(step, '_&&_') && isAccumulator(step.args[0])) return quantify(loop, inner(step.args[1]!, within), false)
  if (isCall(step, '_||_') && isAccumulator(step.args[0])) return quantify(loop, inner(step.args[1]!, within), true)
  const append = appendOf(step, within, inner)
  if (append && expr.init.kind === 'list' && isAccumulator(expr.result)) return collectList(loop, append)
  const insert = insertOf(step, within, inner)
  if (insert && expr.init.kind === 'map' && isAccumulator(expr.result)) return collectMap(loop, insert)
  return fold(loop, inner(expr.init), inner(step, within), inner(expr.result, within))
}

interface Loop {
  range: Run
  /** Slot of the accumulator; the variables follow. */
  base: number
  two: boolean
}

const isBinding = (expr: Comprehension): boolean =>
  expr.range.kind === 'list' && expr.range.items.length === 0 && expr.condition.kind === 'literal'

const isCall = (expr: Expr, name: string): expr is Call => expr.kind === 'call' && expr.name === name
const isAccumulator = (expr: Expr | undefined): boolean => expr?.kind === 'ident' && expr.name === ACCUMULATOR

/** Runs `body` for each element until it answers false. */
function each(range: Value, frame: Frame, { base, two }: Loop, body: () => boolean): void {
  const { locals } = frame
  if (range instanceof List) {
    for (let index = 0; index < range.size; index++) {
      if (two) {
        locals[base + 1] = index
        locals[base + 2] = range.get(index)
      } else locals[base + 1] = range.get(index)
      if (!body()) return
    }
  } else if (range instanceof Mapping) {
    for (const key of range.keys()) {
      locals[base + 1] = key
      if (two) locals[base + 2] = range.find(key)!
      if (!body()) return
    }
  } else noSuchOverload()
}

/** `all` (decided by false) and `exists` (decided by true). A failure counts only when nothing decides. */
function quantify(loop: Loop, predicate: Run, decisive: boolean): Run {
  const perStep = decisive ? 4 : 3
  return frame => {
    const range = loop.range(frame)
    let failure: Failure | undefined
    let decided = false
    each(range, frame, loop, () => {
      // the condition is looked at once more before the loop ends early
      if (decided) {
        frame.spend(perStep - 1)
        return false
      }
      frame.spend(perStep)
      try {
        const value = predicate(frame)
        if (value === decisive) decided = true
        else if (typeof value !== 'boolean') failure ??= new Failure('no such overload')
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown
        failure ??= thrown
      }
      return true
    })
    frame.spend(1)
    if (decided) return decisive
    if (failure) throw failure
    return !decisive
  }
}

interface Append {
  filter: Run | undefined
  item: Run
}

/** `@result + [x]`, perhaps under a condition. */
function appendOf(step: Expr, scope: Scope, inner: CompileInner): Append | undefined {
  if (isCall(step, '_?_:_') && isAccumulator(step.args[2])) {
    const append = appendOf(step.args[1]!, scope, inner)
    return append && !append.filter ? { filter: inner(step.args[0]!, scope), item: append.item } : undefined
  }
  if (!isCall(step, '_+_') || !isAccumulator(step.args[0])) return undefined
  const [, list] = step.args
  if (list?.kind !== 'list' || list.items.length !== 1 || list.optional) return undefined
  return { filter: undefined, item: inner(list.items[0]!, scope) }
}

function collectList(loop: Loop, { filter, item }: Append): Run {
  return frame => {
    const range = loop.range(frame)
    const items: Value[] = []
    frame.spend(10)
    each(range, frame, loop, () => {
      if (filter) {
        const keep = filter(frame)
        if (typeof keep !== 'boolean') noSuchOverload()
        if (!keep) {
          frame.spend(1)
          return true
        }
      }
      items.push(item(frame))
      frame.spend(12)
      return true
    })
    frame.spend(1)
    return new ArrayList(items)
  }
}

interface Insert {
  filter: Run | undefined
  /** Undefined: `value` is a whole map to be added. */
  key: Run | undefined
  value: Run
}

/** `cel.@mapInsert(@result, k, v)` or `cel.@mapInsert(@result, map)`, perhaps under a condition. */
function insertOf(step: Expr, scope: Scope, inner: CompileInner): Insert | undefined {
  if (isCall(step, '_?_:_') && isAccumulator(step.args[2])) {
    const insert = insertOf(step.args[1]!, scope, inner)
    return insert && !insert.filter ? { ...insert, filter: inner(step.args[0]!, scope) } : undefined
  }
  if (!isCall(step, 'cel.@mapInsert') || !isAccumulator(step.args[0])) return undefined
  const [, key, value] = step.args
  if (!value) return { filter: undefined, key: undefined, value: inner(key!, scope) }
  return { filter: undefined, key: inner(key!, scope), value: inner(value, scope) }
}

function collectMap(loop: Loop, { filter, key, value }: Insert): Run {
  return frame => {
    const range = loop.range(frame)
    const entries = new Map<MapKey, readonly [Value, Value]>()
    const insert = (name: Value, content: Value): void => {
      const at = mapKey(name)
      if (at === undefined) throw new Failure('unsupported key type')
      if (entries.has(at)) throw new Failure(`insert failed: key ${String(name)} already exists`)
      entries.set(at, [name, content])
    }
    frame.spend(30)
    each(range, frame, loop, () => {
      frame.spend(2)
      if (filter && filter(frame) !== true) return true
      if (key) insert(key(frame), value(frame))
      else {
        const map = value(frame)
        if (!(map instanceof Mapping)) return noSuchOverload()
        for (const name of map.keys()) insert(name, map.find(name)!)
      }
      return true
    })
    frame.spend(1)
    return new EntryMap(entries)
  }
}

/** Any other loop; its condition is always true. */
function fold(loop: Loop, init: Run, step: Run, result: Run): Run {
  return frame => {
    const range = loop.range(frame)
    frame.locals[loop.base] = init(frame)
    each(range, frame, loop, () => {
      frame.locals[loop.base] = step(frame)
      return true
    })
    return result(frame)
  }
}
