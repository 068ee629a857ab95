import { define } from '../check/declaration.ts'
import type { Issue } from '../issue.ts'
import { noSuchOverload } from '../run/value.ts'
import { ACCUMULATOR, type Expr } from '../syntax/ast.ts'
import { call, ident, list, loop, type Macro, type MacroCall, quantifier } from '../syntax/macro.ts'

/** The two names before the predicate, or what is wrong with them. */
function names([first, second]: readonly Expr[]): [string, string] | Issue {
  if (first?.kind !== 'ident') return { at: first!.at, message: 'argument must be a simple name' }
  if (second?.kind !== 'ident') return { at: second!.at, message: 'argument must be a simple name' }
  if (first.name === second.name) return { at: second.at, message: `duplicate variable name: ${second.name}` }
  return [first.name, second.name]
}

const macro = (
  name: string,
  arity: number,
  make: (call: MacroCall, names: [string, string]) => Expr | Issue,
): Macro => ({
  name,
  arity,
  member: true,
  expand(called) {
    const found = names(called.args)
    return 'message' in found ? found : make(called, found)
  },
})

const quantifierMacro = (name: string, kind: 'all' | 'exists' | 'exists_one'): Macro =>
  macro(name, 3, ({ at, target, args }, variables) => quantifier(kind, at, target!, variables, args[2]!))

/** A loop that puts something into the accumulator for each pair, perhaps only for some. */
function transform(name: string, init: (at: number) => Expr, step: (at: number, content: Expr) => Expr): Macro[] {
  const expand = ({ at, target, args }: MacroCall, [variable, variable2]: [string, string]): Expr => {
    const filter = args.length === 4 ? args[2] : undefined
    const added = step(at, args.at(-1)!)
    return loop(at, target!, {
      variable,
      variable2,
      init: init(at),
      step: filter ? call(at, '_?_:_', filter, added, ident(at, ACCUMULATOR)) : added,
    })
  }
  return [macro(name, 3, expand), macro(name, 4, expand)]
}

const emptyMap = (at: number): Expr => ({ kind: 'map', at, entries: [] })

const transformMap = (arity: 3 | 4): Macro =>
  macro('transformMap', arity, ({ at, target, args }, [variable, variable2]) => {
    const added = call(at, 'cel.@mapInsert', ident(at, ACCUMULATOR), ident(at, variable), args[arity - 1]!)
    const step = arity === 4 ? call(at, '_?_:_', args[2]!, added, ident(at, ACCUMULATOR)) : added
    return loop(at, target!, { variable, variable2, init: emptyMap(at), step })
  })

/** Truth: cel-go ext/comprehensions.go */
export const TWO_VARIABLE_MACROS: readonly Macro[] = [
  quantifierMacro('all', 'all'),
  quantifierMacro('exists', 'exists'),
  quantifierMacro('existsOne', 'exists_one'),
  quantifierMacro('exists_one', 'exists_one'),
  ...transform(
    'transformList',
    at => list(at),
    (at, item) => call(at, '_+_', ident(at, ACCUMULATOR), list(at, item)),
  ),
  transformMap(3),
  transformMap(4),
  ...transform('transformMapEntry', emptyMap, (at, entry) => call(at, 'cel.@mapInsert', ident(at, ACCUMULATOR), entry)),
]

/** Only the macros above call it, and their loops run without it. */
export const MAP_INSERT = [
  define(
    'cel.@mapInsert',
    {
      '@mapInsert_map_key_value': '(map(K, V), K, V) -> map(K, V)',
      '@mapInsert_map_map': '(map(K, V), map(K, V)) -> map(K, V)',
    },
    noSuchOverload,
  ),
]
