import type { Issue } from '../issue.ts'
import { GRAMMAR } from './antlr/grammar.ts'
import { Recognizer, type Tree } from './antlr/recognize.ts'
import type { Expr } from './ast.ts'
import { Builder } from './build.ts'
import { operatorOf, type ParseOptions } from './parser.ts'
import { T, type Token } from './token.ts'

/**
 * What is wrong with an expression that does not follow the grammar, in ANTLR's words, and what macros and literals
 * say of the parts that could be read.
 */
export function diagnose(text: string, tokens: readonly Token[], options: ParseOptions): Issue[] {
  const recognizer = new Recognizer(GRAMMAR, tokens)
  recognizer.textBetween = between => {
    const last = between.at(-1)
    return last ? text.slice(between[0]!.at, last.at + last.text.length) : ''
  }
  const tree = recognizer.read('start')
  const visitor = new Visitor(new Builder(options.macros), options)
  if (tree) visitor.visit(tree)
  return [...recognizer.issues, ...visitor.builder.issues]
}

const isTree = (child: Tree | Token): child is Tree => 'rule' in child
const trees = ({ children }: Tree): Tree[] => children.filter(isTree)
const tokensOf = ({ children }: Tree): Token[] => children.filter((child): child is Token => !isTree(child))
const tokenOf = (tree: Tree, type: number): Token | undefined => tokensOf(tree).find(token => token.type === type)

/** Where a tree begins. */
function startOf(tree: Tree): number {
  const [first] = tree.children
  return first ? (isTree(first) ? startOf(first) : first.at) : 0
}

/** Builds what can be built of a tree with holes. */
class Visitor {
  readonly builder: Builder
  readonly #options: ParseOptions

  constructor(builder: Builder, options: ParseOptions) {
    this.builder = builder
    this.#options = options
  }

  visit(tree: Tree | undefined): Expr {
    switch (tree?.rule) {
      case 'start':
      case 'optExpr':
        return this.visit(trees(tree)[0])
      case 'expr': {
        const question = tokenOf(tree, T.QUESTION)
        const [condition, yes, no] = trees(tree)
        if (!question) return this.visit(condition)
        return this.builder.call(question.at, '_?_:_', [this.visit(condition), this.visit(yes), this.visit(no)])
      }
      case 'conditionalOr':
      case 'conditionalAnd': {
        const terms = trees(tree).map(term => this.visit(term))
        const operators = tokensOf(tree).slice(0, terms.length - 1)
        const name = tree.rule === 'conditionalOr' ? '_||_' : '_&&_'
        return terms.length === 0
          ? this.#hole(tree)
          : this.builder.chain(
              name,
              terms,
              operators.map(({ at }) => at),
            )
      }
      case 'relation':
      case 'calc':
        return this.#binary(tree)
      case 'unary':
        return this.#unary(tree)
      case 'member':
        return this.#member(tree)
      case 'primary':
        return this.#primary(tree)
      case 'literal':
        return this.#literal(tree)
      default:
        return this.#hole(tree)
    }
  }

  #hole(tree: Tree | undefined): Expr {
    return { kind: 'literal', at: tree ? startOf(tree) : 0, value: null }
  }

  #binary(tree: Tree): Expr {
    const [first, ...rest] = trees(tree)
    const operators = tokensOf(tree)
    return rest.reduce((left, right, index) => {
      const operator = operators[index]
      const name = operator && operatorOf(operator.type)
      return name === undefined ? left : this.builder.call(operator!.at, name, [left, this.visit(right)])
    }, this.visit(first))
  }

  #unary(tree: Tree): Expr {
    const operators = tokensOf(tree)
    const [member] = trees(tree)
    const operand = this.visit(member)
    if (operators.length % 2 === 0 || !member) return operand
    return this.builder.call(operators[0]!.at, operators[0]!.type === T.NOT ? '!_' : '-_', [operand])
  }

  #member({ children }: Tree): Expr {
    const [first] = children
    let expr = this.visit(first && isTree(first) ? first : undefined)
    for (let at = 1; at < children.length; ) {
      const opening = children[at++]!
      if (isTree(opening)) continue
      const part: (Tree | Token)[] = []
      while (at < children.length && !startsPart(children[at]!, part)) part.push(children[at++]!)
      expr = this.#part(expr, opening, part)
    }
    return expr
  }

  #part(operand: Expr, opening: Token, part: readonly (Tree | Token)[]): Expr {
    const question = part.some(child => !isTree(child) && child.type === T.QUESTION)
    if (opening.type === T.LBRACKET) {
      const index = part.find(isTree)
      if (!index) return this.#hole(undefined)
      return this.builder.call(opening.at, question ? '_[?_]' : '_[_]', [operand, this.visit(index)])
    }
    const name = part.find(child => !isTree(child) && child.type === T.IDENTIFIER)
    const open = part.find((child): child is Token => !isTree(child) && child.type === T.LPAREN)
    if (name && !isTree(name) && open) {
      const list = part.find(isTree)
      return this.builder.memberCall(open.at, name.text, operand, this.#args(list))
    }
    const identifier = part.find(isTree)
    const field = identifier && tokensOf(identifier)[0]
    if (!field) return this.#hole(undefined)
    const text = field.type === T.ESCAPED ? field.text.slice(1, -1) : field.text
    if (!question) return { kind: 'select', at: opening.at, operand, field: text, test: false }
    if (!this.#options.optionalSyntax) return this.builder.complain(opening.at, "unsupported syntax '.?'")
    const key: Expr = { kind: 'literal', at: field.at, value: text }
    return { kind: 'call', at: opening.at, name: '_?._', target: undefined, args: [operand, key] }
  }

  #args(list: Tree | undefined): Expr[] {
    return list ? trees(list).map(arg => this.visit(arg)) : []
  }

  #primary(tree: Tree): Expr {
    const [inner] = trees(tree)
    const name = tokenOf(tree, T.IDENTIFIER)
    const dot = tree.children[0] && !isTree(tree.children[0]) && tree.children[0].type === T.DOT
    const open = tokenOf(tree, T.LPAREN) ?? tokenOf(tree, T.LBRACKET) ?? tokenOf(tree, T.LBRACE)
    switch (tree.branch) {
      case 0:
        return name ? this.builder.identifier(startOf(tree), name.text, dot === true, name.at) : this.#hole(tree)
      case 1:
        if (!name || !open) return this.#hole(tree)
        return this.builder.globalCall(startOf(tree), open.at, name.text, dot === true, this.#args(inner))
      case 3:
        return { kind: 'list', at: startOf(tree), items: this.#args(inner), optional: undefined }
      case 4:
      case 5:
        for (const part of inner ? trees(inner) : []) this.visit(part)
        return { kind: 'map', at: open?.at ?? startOf(tree), entries: [] }
      default:
        return this.visit(inner)
    }
  }

  #literal(tree: Tree): Expr {
    const tokens = tokensOf(tree)
    const negative = tokens[0]?.type === T.MINUS
    const token = tokens.at(-1)
    if (!token) return this.#hole(tree)
    const at = startOf(tree)
    switch (token.type) {
      case T.INT:
        return this.builder.int(at, token.text, negative)
      case T.UINT:
        return this.builder.uint(at, token.text)
      case T.FLOAT:
        return this.builder.double(at, token.text, negative)
      case T.STRING:
        return this.builder.string(at, token.text)
      case T.BYTES:
        return this.builder.bytes(at, token.text)
      default:
        return { kind: 'literal', at, value: token.type === T.NULL ? null : token.type === T.TRUE }
    }
  }
}

/** Whether a child begins the next `.field`, call or index, rather than belonging to the one being read. */
function startsPart(child: Tree | Token, part: readonly (Tree | Token)[]): boolean {
  if (isTree(child)) return false
  if (child.type === T.DOT) return true
  return child.type === T.LBRACKET && part.length > 0
}
