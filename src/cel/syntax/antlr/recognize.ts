import type { Issue } from '../../issue.ts'
import { T, type Token, tokenName } from '../token.ts'
import { type Network, RULE_END, type State } from './network.ts'
import { predict } from './predict.ts'

/** What a rule matched, complete or not. */
export interface Tree {
  readonly rule: string
  /** Which branch of the rule's own choice was taken; -1 before or without one. */
  branch: number
  readonly children: (Tree | Token)[]
}

/** A token or a rule that did not fit; travels by `throw` up to the rule it happened in. */
class Mismatch {
  readonly message: string
  readonly token: Token
  constructor(message: string, token: Token) {
    this.message = message
    this.token = token
  }
}
const GIVE_UP = Symbol('give up')

const MOST_RECOVERIES = 30
const MOST_ISSUES = 100
const DEEPEST = 250

interface Frame {
  readonly rule: string
  /** Where the caller goes on. */
  readonly follow: State | undefined
}

const quoted = (text: string): string =>
  `'${text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`

function setName(types: ReadonlySet<number>): string {
  const names = [...types].sort((a, b) => a - b).map(tokenName)
  return names.length === 1 ? names[0]! : `{${names.join(', ')}}`
}

/**
 * Reads tokens as ANTLR's generated parser does, with its habits in the face of errors: drop one token if the next
 * fits, imagine one if the current fits what follows, else skip to something a caller waits for; and say nothing more
 * until a token fits again. Truth: ANTLR's DefaultErrorStrategy
 */
export class Recognizer {
  readonly issues: Issue[] = []
  readonly #network: Network
  readonly #tokens: readonly Token[]
  readonly #frames: Frame[] = []
  #at = 0
  #recovering = false
  #recoveries = 0
  #lastErrorAt = -1
  #lastErrorStates = new Set<State>()
  readonly #depths = new Map<string, number>()

  constructor(network: Network, tokens: readonly Token[]) {
    this.#network = network
    this.#tokens = tokens
  }

  /** Undefined when the text was too broken to go on. */
  read(rule: string): Tree | undefined {
    try {
      return this.#rule(rule, 0, undefined)
    } catch (thrown) {
      if (thrown !== GIVE_UP) throw thrown
      return undefined
    }
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!
  }

  #consume(): Token {
    const token = this.#peek()
    if (token.type !== T.EOF) this.#at += 1
    return token
  }

  #rule(rule: string, precedence: number, follow: State | undefined): Tree {
    const depth = (this.#depths.get(rule) ?? 0) + 1
    if (depth > DEEPEST) {
      this.issues.push({ at: -1, message: `expression recursion limit exceeded: ${DEEPEST}` })
      throw GIVE_UP
    }
    this.#depths.set(rule, depth)
    const tree: Tree = { rule, branch: -1, children: [] }
    this.#frames.push({ rule, follow })
    let state = this.#network.starts.get(rule)!
    try {
      while (state.kind !== 'stop') {
        const step = this.#step(state, tree, precedence)
        state = step
      }
    } catch (thrown) {
      if (!(thrown instanceof Mismatch)) throw thrown
      this.#report(thrown.token, thrown.message)
      this.#recover(this.#failedAt ?? state)
      this.#failedAt = undefined
    }
    this.#frames.pop()
    this.#depths.set(rule, depth - 1)
    return tree
  }

  #failedAt: State | undefined

  #step(state: State, tree: Tree, precedence: number): State {
    this.#failedAt = state
    if (state.kind === 'back') {
      this.#sync(state)
      return this.#choose(state.edges[0]!.to, tree, precedence)
    }
    if (state.kind !== 'plain') {
      this.#sync(state)
      return state.edges.length === 1 ? state.edges[0]!.to : this.#choose(state, tree, precedence)
    }
    const edge = state.edges[0]!
    if ('tokens' in edge) {
      const token = this.#match(state, edge.tokens)
      if (token) tree.children.push(token)
    } else if ('rule' in edge) tree.children.push(this.#rule(edge.rule, edge.precedence, edge.to))
    return edge.to
  }

  #choose(choice: State, tree: Tree, precedence: number): State {
    this.#failedAt = choice
    const branch = this.#branch(choice, precedence)
    if (choice.kind === 'block' && tree.branch < 0 && tree.children.length === 0) tree.branch = branch
    const to = choice.edges[branch]!.to
    // the second sight of a repeated block is not a choice any more
    return choice.kind === 'plus' && branch === 0 ? to.edges[0]!.to : to
  }

  #branch(choice: State, precedence: number): number {
    const { type } = this.#peek()
    const simple = this.#network.simpleChoice(choice)
    if (simple) {
      const branch = simple.findIndex(types => types.has(type))
      if (branch >= 0) return branch
      // a loop or an optional part is passed by
      if (choice.kind !== 'block' || choice.edges.length === 2) return choice.edges.length - 1
      throw new Mismatch(`no viable alternative at input ${quoted(this.#peek().text)}`, this.#peek())
    }
    const next = (this.#peek(1).type * 64 + this.#peek(2).type) * 64 + precedence
    const key = (choice.id * 64 + type) * 262_144 + next
    const known = this.#network.predictions.get(key)
    if (known !== undefined) return known
    const found = predict(this.#network, choice, this.#tokens, this.#at, precedence)
    if ('branch' in found) {
      if (found.read <= 3) this.#network.predictions.set(key, found.branch)
      return found.branch
    }
    const last = this.#tokens[Math.min(found.noneAt, this.#tokens.length - 1)]!
    throw new Mismatch(`no viable alternative at input ${quoted(this.#textTo(last))}`, last)
  }

  /** The tokens from here to one, as written; the end of input is nothing, unless it is all there is. */
  #textTo(last: Token): string {
    const first = this.#peek()
    if (first.type === T.EOF) return '<EOF>'
    const between = this.#tokens.filter(({ at, type }) => at >= first.at && at <= last.at && type !== T.EOF)
    return this.textBetween(between)
  }

  /** Overridden by who has the text, to show blanks between tokens. */
  textBetween: (tokens: readonly Token[]) => string = tokens => tokens.map(({ text }) => text).join('')

  #match(state: State, types: ReadonlySet<number>): Token | undefined {
    if (types.has(this.#peek().type)) {
      this.#recovering = false
      this.#lastErrorAt = -1
      this.#lastErrorStates.clear()
      return this.#consume()
    }
    this.#countRecovery()
    if (this.#dropOne(state)) return this.#consume()
    if (this.#expectedAfter(state.edges[0]!.to).has(this.#peek().type)) {
      this.#complain(this.#peek(), `missing ${setName(this.#expected(state))} at ${quoted(this.#peek().text)}`)
      return undefined
    }
    throw this.#mismatch(state)
  }

  #mismatch(state: State): Mismatch {
    const token = this.#peek()
    return new Mismatch(`mismatched input ${quoted(token.text)} expecting ${setName(this.#expected(state))}`, token)
  }

  /** Before a choice: is the next token any good here? */
  #sync(state: State): void {
    if (this.#recovering) return
    const next = this.#network.nextTokens(state)
    if (next.has(RULE_END) || next.has(this.#peek().type)) return
    if (state.kind === 'block' || state.kind === 'star') {
      if (this.#dropOne(state)) return
      throw this.#mismatch(state)
    }
    this.#complain(
      this.#peek(),
      `extraneous input ${quoted(this.#peek().text)} expecting ${setName(this.#expected(state))}`,
    )
    this.#skipTo(new Set([...this.#expected(state), ...this.#recoverySet()]))
  }

  /** Drops a token when the one after it is what is wanted. */
  #dropOne(state: State): boolean {
    const expected = this.#expected(state)
    if (!expected.has(this.#peek(1).type)) return false
    this.#complain(this.#peek(), `extraneous input ${quoted(this.#peek().text)} expecting ${setName(expected)}`)
    this.#consume()
    this.#recovering = false
    return true
  }

  /** What can come next, in the rule or after it. */
  #expected(state: State): Set<number> {
    return this.#expectedAfter(state)
  }

  #expectedAfter(state: State): Set<number> {
    const expected = new Set(this.#network.nextTokens(state))
    for (let index = this.#frames.length - 1; expected.delete(RULE_END); index--) {
      const follow = this.#frames[index]?.follow
      if (!follow) {
        expected.add(T.EOF)
        break
      }
      for (const type of this.#network.nextTokens(follow)) expected.add(type)
    }
    return expected
  }

  #complain(token: Token, message: string): void {
    if (this.#recovering) return
    this.#recovering = true
    this.#add(token, message)
  }

  #report(token: Token, message: string): void {
    this.#complain(token, message)
  }

  #add({ at }: Token, text: string): void {
    const message = text.replace(
      /no viable alternative at input '.(true|false|null)'/,
      "mismatched input '$1' expecting IDENTIFIER",
    )
    if (this.issues.length < MOST_ISSUES) this.issues.push({ at, message: `Syntax error: ${message}` })
    else {
      this.issues.push({ at, message: `Syntax error: More than ${MOST_ISSUES} syntax errors` })
      throw GIVE_UP
    }
  }

  #countRecovery(): void {
    if (this.#recoveries++ < MOST_RECOVERIES) return
    this.#add(this.#peek(), `error recovery attempt limit exceeded: ${MOST_RECOVERIES}`)
    throw GIVE_UP
  }

  /** After an error: on to something a rule in progress can go on with. */
  #recover(state: State): void {
    this.#countRecovery()
    if (this.#lastErrorAt === this.#at && this.#lastErrorStates.has(state)) this.#consume()
    this.#lastErrorAt = this.#at
    this.#lastErrorStates.add(state)
    this.#skipTo(this.#recoverySet())
  }

  #recoverySet(): Set<number> {
    const types = new Set<number>()
    for (const { follow } of this.#frames) {
      if (follow) for (const type of this.#network.nextTokens(follow)) types.add(type)
    }
    types.delete(RULE_END)
    return types
  }

  #skipTo(types: ReadonlySet<number>): void {
    while (this.#peek().type !== T.EOF && !types.has(this.#peek().type)) this.#consume()
  }
}
