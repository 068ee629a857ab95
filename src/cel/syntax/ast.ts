import type { Overload } from '../check/declaration.ts'
import type { Value } from '../run/value.ts'
import type { CelType } from '../types.ts'

/** What every node has. `at` is the offset (UTF-16) that messages about it point to: for a call the parenthesis or the operator. */
interface Node {
  at: number
  /** Set by the checker. */
  type?: CelType
}

export interface Literal extends Node {
  kind: 'literal'
  value: Value
}
export interface Ident extends Node {
  kind: 'ident'
  name: string
}
export interface Select extends Node {
  kind: 'select'
  operand: Expr
  field: string
  /** `has(operand.field)` */
  test: boolean
}
export interface Call extends Node {
  kind: 'call'
  name: string
  target: Expr | undefined
  args: Expr[]
  /** The overloads whose parameters fit; set by the checker. */
  overloads?: Overload[]
}
export interface ListExpr extends Node {
  kind: 'list'
  items: Expr[]
  /** Indices of `[?x]`. */
  optional: Set<number> | undefined
}
export interface Entry {
  at: number
  key: Expr
  value: Expr
  optional: boolean
}
export interface MapExpr extends Node {
  kind: 'map'
  entries: Entry[]
}
export interface FieldInit {
  at: number
  name: string
  value: Expr
  optional: boolean
}
export interface StructExpr extends Node {
  kind: 'struct'
  name: string
  fields: FieldInit[]
}
/**
 * What every iterating macro becomes: for each element of `range`, while `condition`, the accumulator becomes
 * `step`; then `result`. With an empty range and a false condition it is a local variable (`cel.bind`).
 */
export interface Comprehension extends Node {
  kind: 'comprehension'
  range: Expr
  variable: string
  /** Second variable: with it, the first one is the key or index. */
  variable2: string | undefined
  accumulator: string
  init: Expr
  condition: Expr
  step: Expr
  result: Expr
}

export type Expr = Literal | Ident | Select | Call | ListExpr | MapExpr | StructExpr | Comprehension

/** The name of the accumulator of the iterating macros; no identifier can be written so. */
export const ACCUMULATOR = '@result'

/** A deep copy without what the checker wrote. */
export function copyExpr(expr: Expr): Expr {
  switch (expr.kind) {
    case 'literal':
      return { kind: 'literal', at: expr.at, value: expr.value }
    case 'ident':
      return { kind: 'ident', at: expr.at, name: expr.name }
    case 'select':
      return { kind: 'select', at: expr.at, operand: copyExpr(expr.operand), field: expr.field, test: expr.test }
    case 'call': {
      const target = expr.target && copyExpr(expr.target)
      return { kind: 'call', at: expr.at, name: expr.name, target, args: expr.args.map(copyExpr) }
    }
    case 'list':
      return { kind: 'list', at: expr.at, items: expr.items.map(copyExpr), optional: expr.optional }
    case 'map':
      return {
        kind: 'map',
        at: expr.at,
        entries: expr.entries.map(entry => ({ ...entry, key: copyExpr(entry.key), value: copyExpr(entry.value) })),
      }
    case 'struct':
      return {
        kind: 'struct',
        at: expr.at,
        name: expr.name,
        fields: expr.fields.map(field => ({ ...field, value: copyExpr(field.value) })),
      }
    case 'comprehension':
      return {
        kind: 'comprehension',
        at: expr.at,
        range: copyExpr(expr.range),
        variable: expr.variable,
        variable2: expr.variable2,
        accumulator: expr.accumulator,
        init: copyExpr(expr.init),
        condition: copyExpr(expr.condition),
        step: copyExpr(expr.step),
        result: copyExpr(expr.result),
      }
  }
}

/** The expressions directly inside one, in reading order. */
export function childrenOf(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'ident':
      return []
    case 'select':
      return [expr.operand]
    case 'call':
      return expr.target ? [expr.target, ...expr.args] : expr.args
    case 'list':
      return expr.items
    case 'map':
      return expr.entries.flatMap(entry => [entry.key, entry.value])
    case 'struct':
      return expr.fields.map(field => field.value)
    case 'comprehension':
      return [expr.range, expr.init, expr.condition, expr.step, expr.result]
  }
}

/** Calls `visit` for the expression and everything inside it, outermost first. */
export function walk(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr)
  for (const child of childrenOf(expr)) walk(child, visit)
}

/** How deeply operators, fields, indices and calls nest; `&&` and `||`, being balanced, and literals do not count. */
export function depthOf(expr: Expr): number {
  let deepest = 0
  const pending: [Expr, number][] = [[expr, 0]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, depth] = next
    const nests = node.kind === 'select' || (node.kind === 'call' && node.name !== '_&&_' && node.name !== '_||_')
    const inside = nests ? depth + 1 : depth
    deepest = Math.max(deepest, inside)
    for (const child of childrenOf(node)) pending.push([child, inside])
  }
  return deepest
}
