import type { Token } from '../token.ts'
import { T } from '../token.ts'
import type { Network, State } from './network.ts'

/** Where to go on when a rule ends; undefined is the bottom, below which any caller is possible. */
type Stack = { readonly state: State; readonly below: Stack; readonly key: string } | undefined

interface Thread {
  readonly state: State
  readonly stack: Stack
  /** The branch this thread tries. */
  readonly branch: number
  /** Whether it has left the rule in which the choice is. */
  readonly outside: boolean
}

/** How many tokens are read at most: nothing that parses nests or chains so far. */
const FURTHEST = 1000

/** The branch to take and how many tokens it took to know, or the index of the token at which none was left. */
export type Prediction = { readonly branch: number; readonly read: number } | { readonly noneAt: number }

/**
 * Which branch of a choice the tokens from `start` on belong to: all are followed at once until one is left. When none
 * is, a branch that had already left its rule is taken, as ANTLR takes it. Truth: ANTLR's ParserATNSimulator
 */
export function predict(
  network: Network,
  choice: State,
  tokens: readonly Token[],
  start: number,
  precedence: number,
): Prediction {
  const close = (threads: readonly Thread[]): Thread[] => {
    const seen = new Set<string>()
    const closed: Thread[] = []
    const visit = (thread: Thread): void => {
      const { state, stack, branch, outside } = thread
      const key = `${state.id}/${stack?.key ?? ''}/${branch}`
      if (seen.has(key)) return
      seen.add(key)
      closed.push(thread)
      if (state.kind === 'stop') {
        if (stack) visit({ ...thread, state: stack.state, stack: stack.below })
        else
          for (const follow of network.follows(state.rule))
            visit({ state: follow, stack: undefined, branch, outside: true })
        return
      }
      for (const edge of state.edges) {
        if ('tokens' in edge) continue
        if ('rule' in edge) {
          const below: Stack = { state: edge.to, below: stack, key: `${edge.to.id},${stack?.key ?? ''}` }
          visit({ ...thread, state: network.starts.get(edge.rule)!, stack: below })
        } else if (edge.precedence === undefined || stack || outside || edge.precedence >= precedence) {
          visit({ ...thread, state: edge.to })
        }
      }
    }
    for (const thread of threads) visit(thread)
    return closed
  }
  let threads = close(
    choice.edges.map((edge, branch) => ({ state: edge.to, stack: undefined, branch, outside: false })),
  )
  for (let at = start; ; at++) {
    const token = tokens[Math.min(at, tokens.length - 1)]!
    const moved: Thread[] = []
    for (const thread of threads) {
      for (const edge of thread.state.edges) {
        if ('tokens' in edge && edge.tokens.has(token.type)) moved.push({ ...thread, state: edge.to })
      }
    }
    if (moved.length === 0) {
      const left = threads.filter(({ outside, state, stack }) => outside || (state.kind === 'stop' && !stack))
      return left.length > 0
        ? { branch: Math.min(...left.map(({ branch }) => branch)), read: at - start + 1 }
        : { noneAt: at }
    }
    threads = close(moved)
    const decided =
      decision(threads) ??
      (token.type === T.EOF || at - start > FURTHEST ? Math.min(...moved.map(({ branch }) => branch)) : undefined)
    if (decided !== undefined) return { branch: decided, read: at - start + 1 }
  }
}

/** The only branch left, or the first of several that can no longer be told apart. */
function decision(threads: readonly Thread[]): number | undefined {
  const firsts = new Map<string, number>()
  for (const { state, stack, branch } of threads) {
    const key = `${state.id}/${stack?.key ?? ''}`
    firsts.set(key, Math.min(firsts.get(key) ?? branch, branch))
  }
  const branches = new Set(firsts.values())
  return branches.size === 1 ? [...branches][0] : undefined
}
