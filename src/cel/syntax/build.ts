import type { Issue } from '../issue.ts'
import { Bytes, Double, int, Uint } from '../run/value.ts'
import type { Expr } from './ast.ts'
import type { Macros } from './macro.ts'
import { unquote, unquoteBytes } from './unquote.ts'

/** Names that may be fields but not variables. Truth: cel-go parser/parser.go reservedIds */
const RESERVED = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
)

const MOST_INT = (1n << 63n) - 1n
const LEAST_INT = -(1n << 63n)
const MOST_UINT = (1n << 64n) - 1n

/**
 * Makes nodes from what either parser reads: checks literals, expands macros, joins `&&` and `||` chains.
 * Its complaints are those cel-go makes after the grammar is satisfied.
 */
export class Builder {
  readonly issues: Issue[] = []
  readonly #macros: Macros

  constructor(macros: Macros) {
    this.#macros = macros
  }

  complain(at: number, message: string): Expr {
    this.issues.push({ at, message })
    return { kind: 'literal', at, value: null }
  }

  int(at: number, text: string, negative: boolean): Expr {
    const value = negative ? -BigInt(text) : BigInt(text)
    if (value > MOST_INT || value < LEAST_INT) return this.complain(at, 'invalid int literal')
    return { kind: 'literal', at, value: int(value) }
  }

  uint(at: number, text: string): Expr {
    const value = BigInt(text.slice(0, -1))
    if (value > MOST_UINT) return this.complain(at, 'invalid uint literal')
    return { kind: 'literal', at, value: new Uint(value) }
  }

  double(at: number, text: string, negative: boolean): Expr {
    const value = Number(text)
    if (!Number.isFinite(value)) return this.complain(at, 'invalid double literal')
    return { kind: 'literal', at, value: new Double(negative ? -value : value) }
  }

  string(at: number, text: string): Expr {
    const value = unquote(text)
    return value === undefined ? this.complain(at, 'invalid unicode code point') : { kind: 'literal', at, value }
  }

  bytes(at: number, text: string): Expr {
    return { kind: 'literal', at, value: new Bytes(unquoteBytes(text.slice(1))) }
  }

  /** `at` is the start of the name, with its leading dot when it has one. */
  identifier(at: number, name: string, dot: boolean, nameAt: number): Expr {
    if (RESERVED.has(name)) return this.complain(at, `reserved identifier: ${name}`)
    return { kind: 'ident', at: nameAt, name: dot ? `.${name}` : name }
  }

  call(at: number, name: string, args: Expr[]): Expr {
    return this.#expand(at, name, undefined, args) ?? { kind: 'call', at, name, target: undefined, args }
  }

  globalCall(start: number, at: number, name: string, dot: boolean, args: Expr[]): Expr {
    if (RESERVED.has(name)) return this.complain(start, `reserved identifier: ${name}`)
    return this.call(at, dot ? `.${name}` : name, args)
  }

  memberCall(at: number, name: string, target: Expr, args: Expr[]): Expr {
    return this.#expand(at, name, target, args) ?? { kind: 'call', at, name, target, args }
  }

  /** `a && b && c && d` as a balanced tree, so that long chains do not nest deeply. */
  chain(name: '_&&_' | '_||_', terms: Expr[], operators: number[]): Expr {
    const join = (low: number, high: number): Expr => {
      const middle = (low + high + 1) >> 1
      const left = middle === low ? terms[middle]! : join(low, middle - 1)
      const right = middle === high ? terms[middle + 1]! : join(middle + 1, high)
      return { kind: 'call', at: operators[middle]!, name, target: undefined, args: [left, right] }
    }
    return terms.length === 1 ? terms[0]! : join(0, operators.length - 1)
  }

  #expand(at: number, name: string, target: Expr | undefined, args: Expr[]): Expr | undefined {
    const macro = this.#macros.find(name, args.length, target !== undefined)
    if (!macro) return undefined
    const result = macro.expand({ at, target, args })
    if (!result) return undefined
    return 'message' in result ? this.complain(result.at, result.message) : result
  }
}
