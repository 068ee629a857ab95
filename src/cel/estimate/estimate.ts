import type { Shape } from '../kubernetes/shape.ts'
import { codePoints } from '../run/size.ts'
import { Bytes } from '../run/value.ts'
import { ACCUMULATOR, type Call, type Comprehension, type Expr } from '../syntax/ast.ts'
import { type CelType, DYN, isOptional } from '../types.ts'
import { type Estimate, FUNCTION_ESTIMATES, type Operand, overloadEstimate } from './functions.ts'
import { ANY, add, fixed, MOST, multiply, ONE, type Range, sum, union, ZERO } from './range.ts'

export type { Range } from './range.ts'

/**
 * What an expression could cost, from the sizes its schema allows. `root` is the shape of `self`; without it every
 * size is unknown. Truth: cel-go checker/cost.go, apiextensions schema/cel/compilation.go sizeEstimator
 */
export function estimateCost({ expr }: { readonly expr: Expr }, root: Shape | undefined): Range {
  return new Coster(root).cost(expr)
}

type Path = readonly string[]
/** Sizes of what is inside a list or map. */
interface Entries {
  readonly list: boolean
  readonly key: Range
  readonly value: Range
}
interface Local {
  readonly path: Path
  readonly size: Range | undefined
  readonly entries: Entries | undefined
}

class Coster {
  readonly #root: Shape | undefined
  readonly #paths = new Map<Expr, Path>()
  readonly #sizes = new Map<Expr, Range>()
  readonly #entries = new Map<Expr, Entries>()
  readonly #locals: [name: string, local: Local][] = []

  constructor(root: Shape | undefined) {
    this.#root = root
  }

  cost(expr: Expr): Range {
    switch (expr.kind) {
      case 'literal':
        return ZERO
      case 'ident':
        this.#paths.set(expr, this.#local(expr.name)?.path ?? [expr.name])
        return ONE
      case 'select': {
        const operand = this.cost(expr.operand)
        if (expr.test) return operand
        this.#paths.set(expr, [...this.#path(expr.operand), expr.field])
        return ['map', 'struct', 'parameter'].includes(expr.operand.type!.kind) ? add(operand, ONE) : operand
      }
      case 'call':
        return this.#call(expr)
      case 'list': {
        const cost = sum(expr.items.map(item => this.cost(item)))
        const value = expr.items.map(item => this.#size(item) ?? ANY).reduce(union, startOf(expr.items))
        this.#entries.set(expr, { list: true, key: ONE, value })
        return add(cost, fixed(10))
      }
      case 'map': {
        const { entries } = expr
        const cost = sum(entries.map(({ key, value }) => add(this.cost(key), this.cost(value))))
        const sizes = (part: 'key' | 'value'): Range =>
          entries.map(entry => this.#size(entry[part]) ?? ANY).reduce(union, startOf(entries))
        this.#entries.set(expr, { list: false, key: sizes('key'), value: sizes('value') })
        return add(cost, fixed(30))
      }
      case 'struct':
        return add(sum(expr.fields.map(({ value }) => this.cost(value))), fixed(40))
      case 'comprehension':
        return isBinding(expr) ? this.#binding(expr) : this.#comprehension(expr)
    }
  }

  #local(name: string): Local | undefined {
    return this.#locals.findLast(([local]) => local === name)?.[1]
  }

  #path(expr: Expr): Path {
    const local = expr.kind === 'ident' ? this.#local(expr.name) : undefined
    return local?.path ?? this.#paths.get(expr) ?? []
  }

  /** What is known of the size of a value; undefined when nothing is. */
  #size(expr: Expr): Range | undefined {
    const known = this.#sizes.get(expr) ?? literalSize(expr)
    if (known) return known
    const shaped = this.#shapeSize(this.#path(expr))
    if (shaped) {
      this.#sizes.set(expr, shaped)
      return shaped
    }
    if (isScalar(expr.type!)) return ONE
    return expr.kind === 'ident' ? this.#local(expr.name)?.size : undefined
  }

  /** The size the schema allows at a path; its first part is the variable, whichever it is. */
  #shapeSize(path: Path): Range | undefined {
    if (path.length === 0 || !this.#root) return undefined
    let shape: Shape | undefined = this.#root
    for (const part of path.slice(1)) {
      if (part === '@items' || part === '@values') shape = shape.item
      else if (part === '@keys') return shape.kind === 'map' ? { min: 0, max: 0 } : undefined
      else shape = shape.fields?.get(part)
      if (!shape) return undefined
    }
    return { min: 0, max: shape.maxElements }
  }

  #insides(expr: Expr): Entries | undefined {
    return this.#entries.get(expr) ?? (expr.kind === 'ident' ? this.#local(expr.name)?.entries : undefined)
  }

  #operand(expr: Expr): Operand {
    const path = this.#path(expr)
    const visible = path[0] === ACCUMULATOR ? [] : path
    return {
      expr,
      type: expr.type ?? DYN,
      size: () => this.#size(expr) ?? ANY,
      itemSize: () => {
        if ((expr.type?.parameters.length ?? 0) === 0) return undefined
        return (visible.length > 0 ? this.#shapeSize([...visible, '@items']) : undefined) ?? ANY
      },
    }
  }

  #call(call: Call): Range {
    if (call.name === 'dyn') {
      const [arg] = call.args
      const cost = this.cost(arg!)
      this.#copySizes(call, arg!)
      return add(ONE, cost)
    }
    const costs = call.args.map(arg => this.cost(arg))
    if (call.name === '_?._') return add(sum(costs), ONE)
    const targetCost = call.target ? this.cost(call.target) : ZERO
    const args = call.args.map(arg => this.#operand(arg))
    const target = call.target && this.#operand(call.target)
    let total: Range = { min: MOST, max: 0 }
    let size: Range | undefined
    for (const { id } of call.overloads ?? []) {
      const { cost, size: resultSize } = this.#overload(call, id, target, args, costs)
      total = union(total, cost)
      if (resultSize) size = size ? union(size, resultSize) : resultSize
      if (id === 'index_list' || id === 'index_map') {
        const [container] = call.args
        size = this.#insides(container!)?.value
        this.#paths.set(call, [...this.#path(container!), id === 'index_list' ? '@items' : '@values'])
      }
      size ??= this.#size(call)
    }
    if (size) this.#sizes.set(call, size)
    return add(targetCost, total)
  }

  #overload(call: Call, id: string, target: Operand | undefined, args: Operand[], costs: Range[]): Estimate {
    const [first, second, third] = costs
    if (id === 'logical_and' || id === 'logical_or') {
      return { cost: { min: first!.min, max: add(first!, second!).max } }
    }
    if (id === 'conditional') {
      this.#joinEntries(call, args[1]!.expr, args[2]!.expr)
      return { ...overloadEstimate(id, target, args), cost: add(first!, union(second!, third!)) }
    }
    if (/^add_(string|bytes|list)$/.test(id)) this.#joinEntries(call, args[0]!.expr, args[1]!.expr)
    const own = FUNCTION_ESTIMATES.get(call.name)?.(target, args)
    const estimate = own ?? overloadEstimate(id, target, args)
    return { ...estimate, cost: add(estimate.cost, sum(costs)) }
  }

  #joinEntries(to: Expr, a: Expr, b: Expr): void {
    const left = this.#insides(a)
    const right = this.#insides(b)
    if (!left || !right) return
    const joined = { list: left.list, key: union(left.key, right.key), value: union(left.value, right.value) }
    this.#entries.set(to, joined)
  }

  #copySizes(to: Expr, from: Expr): void {
    const size = this.#size(from)
    if (size) this.#sizes.set(to, size)
    const entries = this.#insides(from)
    if (entries) this.#entries.set(to, entries)
  }

  #binding(expr: Comprehension): Range {
    let cost = add(this.cost(expr.range), this.cost(expr.init))
    this.#locals.push([expr.accumulator, this.#asLocal(expr.init)])
    cost = add(cost, this.cost(expr.result))
    this.#copySizes(expr, expr.result)
    this.#locals.pop()
    return cost
  }

  #asLocal(expr: Expr): Local {
    return { path: this.#path(expr), size: this.#size(expr), entries: this.#insides(expr) }
  }

  #comprehension(expr: Comprehension): Range {
    const { range, variable, variable2 } = expr
    let cost = add(this.cost(range), this.cost(expr.init))
    const depth = this.#locals.length
    this.#locals.push([expr.accumulator, this.#asLocal(expr.init)])
    const entries = this.#insides(range)
    const list = entries?.list ?? range.type!.kind === 'list'
    const path = this.#path(range)
    const keys: Local = { path: [...path, list ? '@indices' : '@keys'], size: entries?.key, entries: undefined }
    const values: Local = { path: [...path, list ? '@items' : '@values'], size: entries?.value, entries: undefined }
    this.#locals.push([variable, variable2 === undefined && list ? values : keys])
    if (variable2 !== undefined) this.#locals.push([variable2, values])
    const perStep = add(this.cost(expr.condition), this.cost(expr.step))
    this.#locals.length = depth + 1
    cost = add(cost, this.cost(expr.result))
    this.#locals.length = depth
    const count = this.#size(range) ?? ANY
    cost = add(cost, multiply(count, perStep))
    if (expr.init.kind === 'literal') {
      const size = this.#size(expr.init)
      if (size) this.#sizes.set(expr, size)
    } else if (expr.init.kind === 'list' || expr.init.kind === 'map') {
      this.#sizes.set(expr, count)
      const step = this.#insides(expr.step)
      if (step) this.#entries.set(expr, step)
    }
    return cost
  }
}

/** Where a union of sizes begins: at nothing for an empty literal. */
const startOf = (items: readonly unknown[]): Range => ({ min: items.length === 0 ? 0 : MOST, max: 0 })

const isBinding = ({ range, condition, accumulator }: Comprehension): boolean =>
  range.kind === 'list' &&
  range.items.length === 0 &&
  condition.kind === 'literal' &&
  condition.value === false &&
  accumulator !== ACCUMULATOR

function literalSize(expr: Expr): Range | undefined {
  if (expr.kind === 'list') return fixed(expr.items.length)
  if (expr.kind === 'map') return fixed(expr.entries.length)
  if (expr.kind !== 'literal') return undefined
  if (typeof expr.value === 'string') return fixed(codePoints(expr.value))
  return fixed(expr.value instanceof Bytes ? expr.value.data.length : 1)
}

function isScalar(type: CelType): boolean {
  if (isOptional(type)) return isScalar(type.parameters[0]!)
  return ['bool', 'double', 'duration', 'int', 'timestamp', 'uint'].includes(type.kind)
}
