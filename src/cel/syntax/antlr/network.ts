/** A place between two symbols of the grammar. */
export interface State {
  readonly id: number
  readonly rule: string
  /** `plain` has one edge; the others are choices, named as ANTLR names them, or where a loop comes back. */
  kind: 'plain' | 'block' | 'star' | 'back' | 'plus' | 'stop'
  readonly edges: Edge[]
}

export type Edge =
  | { readonly to: State; readonly tokens: ReadonlySet<number> }
  | { readonly to: State; readonly rule: string; readonly precedence: number }
  /** Free to pass; `precedence`: only when the rule was entered with no more than that. */
  | { readonly to: State; readonly precedence?: number; readonly free: true }

/** A piece of a rule: given where it starts, builds itself and says where it ends. */
export type Piece = (network: Network, rule: string, from: State) => State

export const token =
  (...types: number[]): Piece =>
  (network, rule, from) => {
    const to = network.state(rule)
    from.edges.push({ to, tokens: new Set(types) })
    return to
  }

export const call =
  (name: string, precedence = 0): Piece =>
  (network, rule, from) => {
    const to = network.state(rule)
    from.edges.push({ to, rule: name, precedence })
    return to
  }

export const sequence =
  (...pieces: Piece[]): Piece =>
  (network, rule, from) =>
    pieces.reduce((state, piece) => piece(network, rule, state), from)

const free = (from: State, to: State, precedence?: number): void => {
  from.edges.push(precedence === undefined ? { to, free: true } : { to, free: true, precedence })
}

export const choice =
  (...pieces: Piece[]): Piece =>
  (network, rule, from) => {
    const block = network.state(rule, 'block')
    const end = network.state(rule)
    free(from, block)
    for (const piece of pieces) {
      const start = network.state(rule)
      free(block, start)
      free(piece(network, rule, start), end)
    }
    return end
  }

export const optional =
  (piece: Piece): Piece =>
  (network, rule, from) => {
    const block = network.state(rule, 'block')
    const start = network.state(rule)
    const end = network.state(rule)
    free(from, block)
    free(block, start)
    free(block, end)
    free(piece(network, rule, start), end)
    return end
  }

export const star =
  (piece: Piece): Piece =>
  (network, rule, from) => {
    const entry = network.state(rule, 'star')
    const start = network.state(rule)
    const end = network.state(rule)
    const back = network.state(rule, 'back')
    free(from, entry)
    free(entry, start)
    free(entry, end)
    free(piece(network, rule, start), back)
    free(back, entry)
    return end
  }

export const plus =
  (piece: Piece): Piece =>
  (network, rule, from) => {
    const block = network.state(rule, 'block')
    const start = network.state(rule)
    const end = network.state(rule)
    const again = network.state(rule, 'plus')
    free(from, block)
    free(block, start)
    free(piece(network, rule, start), again)
    free(again, block)
    free(again, end)
    return end
  }

/** A part of a left-recursive rule that applies only at a precedence. */
export const atPrecedence =
  (precedence: number, piece: Piece): Piece =>
  (network, rule, from) => {
    const start = network.state(rule)
    free(from, start, precedence)
    return piece(network, rule, start)
  }

/** Stands in a set of tokens for "the rule may end here". */
export const RULE_END = -2

/** A grammar as a network of states, one start and one stop for each rule. No rule of it can be empty. */
export class Network {
  /** Branches that three tokens at most decide, remembered by who predicts. */
  readonly predictions = new Map<number, number>()
  readonly starts = new Map<string, State>()
  readonly #stops = new Map<string, State>()
  readonly #follows = new Map<string, State[]>()
  readonly #next = new Map<State, ReadonlySet<number>>()
  readonly #simple = new Map<State, readonly ReadonlySet<number>[] | undefined>()
  #count = 0

  constructor(rules: Readonly<Record<string, Piece>>) {
    for (const name of Object.keys(rules)) {
      this.starts.set(name, this.state(name))
      this.#stops.set(name, this.state(name, 'stop'))
    }
    for (const [name, piece] of Object.entries(rules)) {
      free(piece(this, name, this.starts.get(name)!), this.#stops.get(name)!)
    }
  }

  state(rule: string, kind: State['kind'] = 'plain'): State {
    return { id: this.#count++, rule, kind, edges: [] }
  }

  /** Called by who walks the network: where a call of a rule goes on. Filled on first use. */
  follows(rule: string): readonly State[] {
    if (this.#follows.size === 0) {
      const seen = new Set<State>()
      const visit = (state: State): void => {
        if (seen.has(state)) return
        seen.add(state)
        for (const edge of state.edges) {
          if ('rule' in edge) this.#follows.set(edge.rule, [...(this.#follows.get(edge.rule) ?? []), edge.to])
          visit(edge.to)
        }
      }
      for (const start of this.starts.values()) visit(start)
    }
    return this.#follows.get(rule) ?? []
  }

  /** The tokens that can come next inside the rule; RULE_END among them when the rule may end. */
  nextTokens(state: State): ReadonlySet<number> {
    let known = this.#next.get(state)
    if (!known) {
      known = this.#collect(state, false)
      this.#next.set(state, known)
    }
    return known
  }

  #collect(from: State, beyond: boolean): Set<number> {
    const tokens = new Set<number>()
    const seen = new Set<State>()
    const visit = (state: State): void => {
      if (seen.has(state)) return
      seen.add(state)
      if (state.kind === 'stop') {
        if (!beyond) tokens.add(RULE_END)
        else for (const follow of this.follows(state.rule)) visit(follow)
        return
      }
      for (const edge of state.edges) {
        if ('tokens' in edge) for (const type of edge.tokens) tokens.add(type)
        else if ('rule' in edge) {
          for (const type of this.nextTokens(this.starts.get(edge.rule)!)) tokens.add(type)
        } else visit(edge.to)
      }
    }
    visit(from)
    return tokens
  }

  /**
   * For a choice that one token decides: the tokens of each branch. Undefined when branches share tokens or depend
   * on precedence; then as many tokens are read as it takes.
   */
  simpleChoice(state: State): readonly ReadonlySet<number>[] | undefined {
    if (this.#simple.has(state)) return this.#simple.get(state)
    const branches = state.edges.map(edge => this.#collect(edge.to, true))
    const guarded = state.edges.some(edge =>
      edge.to.edges.some(inner => 'free' in inner && inner.precedence !== undefined),
    )
    const total = branches.reduce((sum, branch) => sum + branch.size, 0)
    const simple = !guarded && new Set(branches.flatMap(branch => [...branch])).size === total ? branches : undefined
    this.#simple.set(state, simple)
    return simple
  }
}
