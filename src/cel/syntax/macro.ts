import type { Issue } from '../issue.ts'
import type { Value } from '../run/value.ts'
import { ACCUMULATOR, copyExpr, type Expr } from './ast.ts'

/** A call that is rewritten before types are checked. `undefined`: not this macro's call after all. */
export interface Macro {
  readonly name: string
  /** How many arguments; undefined: any number. */
  readonly arity: number | undefined
  readonly member: boolean
  expand(call: MacroCall): Expr | Issue | undefined
}
export interface MacroCall {
  readonly at: number
  readonly target: Expr | undefined
  readonly args: readonly Expr[]
}

export class Macros {
  readonly #byKey = new Map<string, Macro>()
  constructor(macros: readonly Macro[]) {
    for (const macro of macros) this.#byKey.set(key(macro.name, macro.arity, macro.member), macro)
  }
  find(name: string, arity: number, member: boolean): Macro | undefined {
    return this.#byKey.get(key(name, arity, member)) ?? this.#byKey.get(key(name, undefined, member))
  }
}

const key = (name: string, arity: number | undefined, member: boolean): string => `${name}:${arity ?? '*'}:${member}`

// Small makers, so that the macros read like what they mean.
export const literal = (at: number, value: Value): Expr => ({ kind: 'literal', at, value })
export const ident = (at: number, name: string): Expr => ({ kind: 'ident', at, name })
export const call = (at: number, name: string, ...args: Expr[]): Expr => ({
  kind: 'call',
  at,
  name,
  target: undefined,
  args,
})
export const member = (at: number, target: Expr, name: string, ...args: Expr[]): Expr => ({
  kind: 'call',
  at,
  name,
  target,
  args,
})
export const list = (at: number, ...items: Expr[]): Expr => ({ kind: 'list', at, items, optional: undefined })

/** A value under a name: an empty loop whose accumulator is the name. */
export const bind = (at: number, name: string, value: Expr, result: Expr): Expr => ({
  kind: 'comprehension',
  at,
  range: list(at),
  variable: '#unused',
  variable2: undefined,
  accumulator: name,
  init: value,
  condition: literal(at, false),
  step: ident(at, name),
  result,
})

interface Loop {
  variable: string
  variable2?: string
  init: Expr
  condition?: Expr
  step: Expr
  result?: Expr
}
export const loop = (at: number, range: Expr, { variable, variable2, init, condition, step, result }: Loop): Expr => ({
  kind: 'comprehension',
  at,
  range,
  variable,
  variable2,
  accumulator: ACCUMULATOR,
  init,
  condition: condition ?? literal(at, true),
  step,
  result: result ?? ident(at, ACCUMULATOR),
})

type Quantifier = 'all' | 'exists' | 'exists_one'

/** The loop of `all`, `exists` and `exists_one`, over one variable or two. */
export function quantifier(kind: Quantifier, at: number, range: Expr, names: string[], predicate: Expr): Expr {
  const accumulator = (): Expr => ident(at, ACCUMULATOR)
  const variables = { variable: names[0]!, ...(names[1] === undefined ? {} : { variable2: names[1] }) }
  if (kind === 'exists_one') {
    return loop(at, range, {
      ...variables,
      init: literal(at, 0),
      step: call(at, '_?_:_', predicate, call(at, '_+_', accumulator(), literal(at, 1)), accumulator()),
      result: call(at, '_==_', accumulator(), literal(at, 1)),
    })
  }
  const all = kind === 'all'
  return loop(at, range, {
    ...variables,
    init: literal(at, all),
    condition: call(at, '@not_strictly_false', all ? accumulator() : call(at, '!_', accumulator())),
    step: call(at, all ? '_&&_' : '_||_', accumulator(), predicate),
  })
}

const nameOf = (expr: Expr | undefined): string | undefined => (expr?.kind === 'ident' ? expr.name : undefined)

const quantifierMacro = (kind: Quantifier, name: string = kind): Macro => ({
  name,
  arity: 2,
  member: true,
  expand({ at, target, args }) {
    const variable = nameOf(args[0])
    if (variable === undefined) return { at: args[0]!.at, message: 'argument must be a simple name' }
    return quantifier(kind, at, target!, [variable], args[1]!)
  },
})

const mapMacro = (arity: 2 | 3): Macro => ({
  name: 'map',
  arity,
  member: true,
  expand({ at, target, args }) {
    const variable = nameOf(args[0])
    if (variable === undefined) return { at: args[0]!.at, message: 'argument is not an identifier' }
    const append = call(at, '_+_', ident(at, ACCUMULATOR), list(at, args[arity - 1]!))
    const step = arity === 3 ? call(at, '_?_:_', args[1]!, append, ident(at, ACCUMULATOR)) : append
    return loop(at, target!, { variable, init: list(at), step })
  },
})

const filterMacro: Macro = {
  name: 'filter',
  arity: 2,
  member: true,
  expand({ at, target, args }) {
    const variable = nameOf(args[0])
    if (variable === undefined) return { at: args[0]!.at, message: 'argument is not an identifier' }
    const append = call(at, '_+_', ident(at, ACCUMULATOR), list(at, args[0]!))
    return loop(at, target!, {
      variable,
      init: list(at),
      step: call(at, '_?_:_', args[1]!, append, ident(at, ACCUMULATOR)),
    })
  },
}

const hasMacro: Macro = {
  name: 'has',
  arity: 1,
  member: false,
  expand({ at, args }) {
    const [field] = args
    if (field?.kind !== 'select') return { at: field!.at, message: 'invalid argument to has() macro' }
    return { kind: 'select', at, operand: field.operand, field: field.field, test: true }
  },
}

/** Truth: cel-go parser/macro.go */
export const STANDARD_MACROS: readonly Macro[] = [
  hasMacro,
  quantifierMacro('all'),
  quantifierMacro('exists'),
  quantifierMacro('exists_one'),
  mapMacro(2),
  mapMacro(3),
  filterMacro,
]

const optionalMap = (name: 'optMap' | 'optFlatMap'): Macro => ({
  name,
  arity: 2,
  member: true,
  expand({ at, target, args }) {
    const variable = nameOf(args[0])
    if (variable === undefined) {
      return { at: args[0]!.at, message: `${name}() variable name must be a simple identifier` }
    }
    const bound = bind(at, variable, member(at, copyExpr(target!), 'value'), args[1]!)
    return call(
      at,
      '_?_:_',
      member(at, target!, 'hasValue'),
      name === 'optMap' ? call(at, 'optional.of', bound) : bound,
      call(at, 'optional.none'),
    )
  },
})

/** Truth: cel-go cel/library.go optMap, optFlatMap */
export const OPTIONAL_MACROS: readonly Macro[] = [optionalMap('optMap'), optionalMap('optFlatMap')]
