import type { Issue } from '../issue.ts'
import { depthOf, type Entry, type Expr, type FieldInit } from './ast.ts'
import { Builder } from './build.ts'
import { diagnose } from './diagnose.ts'
import { tokenize } from './lexer.ts'
import type { Macros } from './macro.ts'
import { T, type Token, type TokenType } from './token.ts'

export interface ParseOptions {
  readonly macros: Macros
  /** Whether `a.?b`, `a[?b]` and `[?c]` are understood. */
  readonly optionalSyntax: boolean
}

export type Parsed = { expr: Expr } | { issues: Issue[] }

const DEEPEST = 250
const LONGEST = 100_000

/**
 * Text → tree. This parser is for expressions that are right; when one is wrong, `diagnose` reads it again the
 * way ANTLR does, since the texts of syntax errors show how ANTLR recovers. Truth: cel-go parser/parser.go
 */
export function parse(text: string, options: ParseOptions): Parsed {
  if (text.length > LONGEST) {
    const size = [...text].length
    if (size > LONGEST) {
      const message = `expression code point size exceeds limit: size: ${size}, limit ${LONGEST}`
      return { issues: [{ at: -1, message }] }
    }
  }
  const { tokens, issues } = tokenize(text)
  if (issues.length === 0) {
    const parser = new Parser(tokens, options)
    const expr = parser.start()
    if (expr && parser.builder.issues.length > 0) return { issues: parser.builder.issues }
    if (expr)
      return depthOf(expr) > DEEPEST ? { issues: [{ at: -1, message: 'max recursion depth exceeded' }] } : { expr }
    if (parser.tooDeep) return { issues: [{ at: -1, message: `expression recursion limit exceeded: ${DEEPEST}` }] }
  }
  return { issues: [...issues, ...diagnose(text, tokens, options)] }
}

const RELATIONS = new Map<TokenType, string>([
  [T.LESS, '_<_'],
  [T.LESS_EQUALS, '_<=_'],
  [T.GREATER_EQUALS, '_>=_'],
  [T.GREATER, '_>_'],
  [T.EQUALS, '_==_'],
  [T.NOT_EQUALS, '_!=_'],
  [T.IN, '@in'],
])
const SUMS = new Map<TokenType, string>([
  [T.PLUS, '_+_'],
  [T.MINUS, '_-_'],
])
const PRODUCTS = new Map<TokenType, string>([
  [T.STAR, '_*_'],
  [T.SLASH, '_/_'],
  [T.PERCENT, '_%_'],
])

/** The operator function of a token, or undefined. */
export const operatorOf = (type: TokenType): string | undefined =>
  RELATIONS.get(type) ?? SUMS.get(type) ?? PRODUCTS.get(type)

/** Thrown inside the parser only, where the text leaves the grammar. */
const WRONG = Symbol('wrong')

class Parser {
  readonly builder: Builder
  tooDeep = false
  #index = 0
  #depth = 0
  readonly #tokens: Token[]
  readonly #optionalSyntax: boolean

  constructor(tokens: Token[], options: ParseOptions) {
    this.#tokens = tokens
    this.builder = new Builder(options.macros)
    this.#optionalSyntax = options.optionalSyntax
  }

  start(): Expr | undefined {
    try {
      const expr = this.#expr()
      this.#expect(T.EOF)
      return expr
    } catch (thrown) {
      if (thrown !== WRONG) throw thrown
      return undefined
    }
  }

  get #next(): Token {
    return this.#tokens[this.#index]!
  }

  #take(): Token {
    return this.#tokens[this.#index++]!
  }

  #accept(type: TokenType): Token | undefined {
    return this.#next.type === type ? this.#take() : undefined
  }

  #expect(type: TokenType): Token {
    if (this.#next.type !== type) throw WRONG
    return this.#take()
  }

  #optionalMark(at: number): boolean {
    if (!this.#accept(T.QUESTION)) return false
    if (!this.#optionalSyntax) this.builder.complain(at, "unsupported syntax '?'")
    return true
  }

  #expr(): Expr {
    this.#depth += 1
    if (this.#depth > DEEPEST) {
      this.tooDeep = true
      throw WRONG
    }
    const condition = this.#or()
    const question = this.#accept(T.QUESTION)
    let result = condition
    if (question) {
      const yes = this.#or()
      this.#expect(T.COLON)
      const no = this.#expr()
      result = this.builder.call(question.at, '_?_:_', [condition, yes, no])
    }
    this.#depth -= 1
    return result
  }

  #or(): Expr {
    const terms = [this.#and()]
    const operators: number[] = []
    for (let operator = this.#accept(T.OR); operator; operator = this.#accept(T.OR)) {
      operators.push(operator.at)
      terms.push(this.#and())
    }
    return this.builder.chain('_||_', terms, operators)
  }

  #and(): Expr {
    const terms = [this.#binary(RELATIONS)]
    const operators: number[] = []
    for (let operator = this.#accept(T.AND); operator; operator = this.#accept(T.AND)) {
      operators.push(operator.at)
      terms.push(this.#binary(RELATIONS))
    }
    return this.builder.chain('_&&_', terms, operators)
  }

  #binary(level: ReadonlyMap<TokenType, string>): Expr {
    const operand = (): Expr =>
      level === RELATIONS ? this.#binary(SUMS) : level === SUMS ? this.#binary(PRODUCTS) : this.#unary()
    let left = operand()
    for (let name = level.get(this.#next.type); name !== undefined; name = level.get(this.#next.type)) {
      const { at } = this.#take()
      left = this.builder.call(at, name, [left, operand()])
    }
    return left
  }

  #unary(): Expr {
    const first = this.#next
    if (first.type !== T.NOT && first.type !== T.MINUS) return this.#member()
    if (first.type === T.MINUS) {
      const after = this.#tokens[this.#index + 1]!.type
      if (after === T.INT || after === T.FLOAT) return this.#member()
    }
    let count = 0
    while (this.#accept(first.type)) count += 1
    const operand = this.#member()
    if (count % 2 === 0) return operand
    return this.builder.call(first.at, first.type === T.NOT ? '!_' : '-_', [operand])
  }

  #member(): Expr {
    let expr = this.#primary()
    for (;;) {
      const dot = this.#accept(T.DOT)
      const bracket = dot ? undefined : this.#accept(T.LBRACKET)
      if (!dot && !bracket) break
      expr = dot ? this.#afterDot(dot, expr) : this.#afterBracket(bracket!, expr)
    }
    return expr
  }

  #afterDot(dot: Token, operand: Expr): Expr {
    if (this.#accept(T.QUESTION)) {
      const name = this.#fieldName()
      if (!this.#optionalSyntax) return this.builder.complain(dot.at, "unsupported syntax '.?'")
      const field: Expr = { kind: 'literal', at: name.at, value: name.text }
      return { kind: 'call', at: dot.at, name: '_?._', target: undefined, args: [operand, field] }
    }
    const token = this.#next
    const name = this.#fieldName()
    const open = token.type === T.IDENTIFIER ? this.#accept(T.LPAREN) : undefined
    if (open) return this.builder.memberCall(open.at, name.text, operand, this.#args())
    return { kind: 'select', at: dot.at, operand, field: name.text, test: false }
  }

  #afterBracket(bracket: Token, operand: Expr): Expr {
    const optional = this.#accept(T.QUESTION) !== undefined
    const index = this.#expr()
    this.#expect(T.RBRACKET)
    if (optional && !this.#optionalSyntax) return this.builder.complain(bracket.at, "unsupported syntax '[?'")
    return this.builder.call(bracket.at, optional ? '_[?_]' : '_[_]', [operand, index])
  }

  #fieldName(): { text: string; at: number } {
    const escaped = this.#accept(T.ESCAPED)
    if (escaped) return { text: escaped.text.slice(1, -1), at: escaped.at }
    return this.#expect(T.IDENTIFIER)
  }

  #args(): Expr[] {
    const args: Expr[] = []
    if (this.#accept(T.RPAREN)) return args
    do args.push(this.#expr())
    while (this.#accept(T.COMMA))
    this.#expect(T.RPAREN)
    return args
  }

  #primary(): Expr {
    const token = this.#take()
    switch (token.type) {
      case T.DOT:
        return this.#named(token, this.#expect(T.IDENTIFIER))
      case T.IDENTIFIER:
        return this.#named(undefined, token)
      case T.LPAREN: {
        const expr = this.#expr()
        this.#expect(T.RPAREN)
        return expr
      }
      case T.LBRACKET:
        return this.#list(token.at)
      case T.LBRACE:
        return this.#map(token.at)
      case T.MINUS: {
        const number = this.#take()
        if (number.type === T.INT) return this.builder.int(token.at, number.text, true)
        return this.builder.double(token.at, number.text, true)
      }
      case T.INT:
        return this.builder.int(token.at, token.text, false)
      case T.UINT:
        return this.builder.uint(token.at, token.text)
      case T.FLOAT:
        return this.builder.double(token.at, token.text, false)
      case T.STRING:
        return this.builder.string(token.at, token.text)
      case T.BYTES:
        return this.builder.bytes(token.at, token.text)
      case T.TRUE:
      case T.FALSE:
        return { kind: 'literal', at: token.at, value: token.type === T.TRUE }
      case T.NULL:
        return { kind: 'literal', at: token.at, value: null }
      default:
        throw WRONG
    }
  }

  /** An identifier, a call, or the name of a message to construct: `a.b.C{…}`. */
  #named(dot: Token | undefined, name: Token): Expr {
    const start = (dot ?? name).at
    const open = this.#accept(T.LPAREN)
    if (open) return this.builder.globalCall(start, open.at, name.text, dot !== undefined, this.#args())
    let brace = this.#index
    while (this.#tokens[brace]!.type === T.DOT && this.#tokens[brace + 1]!.type === T.IDENTIFIER) brace += 2
    if (this.#tokens[brace]!.type !== T.LBRACE) {
      return this.builder.identifier(start, name.text, dot !== undefined, name.at)
    }
    const parts = [name.text]
    for (let index = this.#index + 1; index < brace; index += 2) parts.push(this.#tokens[index]!.text)
    this.#index = brace + 1
    return this.#struct(this.#tokens[brace]!.at, (dot ? '.' : '') + parts.join('.'))
  }

  #list(at: number): Expr {
    const items: Expr[] = []
    let optional: Set<number> | undefined
    while (this.#next.type !== T.RBRACKET && this.#next.type !== T.COMMA) {
      if (this.#optionalMark(this.#next.at)) optional = (optional ?? new Set()).add(items.length)
      items.push(this.#expr())
      if (!this.#accept(T.COMMA)) {
        this.#expect(T.RBRACKET)
        return { kind: 'list', at, items, optional }
      }
    }
    if (items.length === 0) this.#accept(T.COMMA) // `[,]` is an empty list
    this.#expect(T.RBRACKET)
    return { kind: 'list', at, items, optional }
  }

  #map(at: number): Expr {
    const entries: Entry[] = []
    while (this.#next.type !== T.RBRACE && this.#next.type !== T.COMMA) {
      const optional = this.#optionalMark(this.#next.at)
      const key = this.#expr()
      const colon = this.#expect(T.COLON)
      entries.push({ at: colon.at, key, value: this.#expr(), optional })
      if (!this.#accept(T.COMMA)) {
        this.#expect(T.RBRACE)
        return { kind: 'map', at, entries }
      }
    }
    if (entries.length === 0) this.#accept(T.COMMA)
    this.#expect(T.RBRACE)
    return { kind: 'map', at, entries }
  }

  #struct(at: number, name: string): Expr {
    const fields: FieldInit[] = []
    while (this.#next.type !== T.RBRACE && this.#next.type !== T.COMMA) {
      const optional = this.#optionalMark(this.#next.at)
      const field = this.#fieldName()
      const colon = this.#expect(T.COLON)
      fields.push({ at: colon.at, name: field.text, value: this.#expr(), optional })
      if (!this.#accept(T.COMMA)) {
        this.#expect(T.RBRACE)
        return { kind: 'struct', at, name, fields }
      }
    }
    if (fields.length === 0) this.#accept(T.COMMA)
    this.#expect(T.RBRACE)
    return { kind: 'struct', at, name, fields }
  }
}
