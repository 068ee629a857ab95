import { ACCUMULATOR, type Expr } from '../syntax/ast.ts'
import type { Macro } from '../syntax/macro.ts'
import { bind, call, ident, list, loop, member } from '../syntax/macro.ts'

const INPUT = '@__sortBy_input__'

/** `items.sortBy(x, key)`: the keys are computed once, then order the items. Truth: cel-go ext/lists.go sortByMacro */
export const SORT_BY_MACRO: Macro = {
  name: 'sortBy',
  arity: 2,
  member: true,
  expand({ at, target, args }) {
    if (!target || !['ident', 'select', 'list', 'comprehension', 'call'].includes(target.kind)) {
      return {
        at: target?.at ?? at,
        message: 'sortBy can only be applied to a list, identifier, comprehension, call or select expression',
      }
    }
    const [variable, key] = args
    if (variable?.kind !== 'ident') return { at: variable!.at, message: 'argument must be a simple name' }
    const keys: Expr = loop(at, ident(at, INPUT), {
      variable: variable.name,
      init: list(at),
      step: call(at, '_+_', ident(at, ACCUMULATOR), list(at, key!)),
    })
    return bind(at, INPUT, target, member(at, ident(at, INPUT), '@sortByAssociatedKeys', keys))
  },
}
