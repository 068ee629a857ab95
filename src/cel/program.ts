import { check } from './check/checker.ts'
import { checkLiterals } from './check/literals.ts'
import type { Environment } from './environment.ts'
import { formatIssues, type Issue } from './issue.ts'
import { PER_CALL_LIMIT } from './limits.ts'
import { regexProblem } from './re2.ts'
import { compile as compileTree, type Run } from './run/compile.ts'
import { refuel } from './run/equal.ts'
import { Frame } from './run/frame.ts'
import { EntryMap, Failure, type MapKey, OutOfBudget, type Value } from './run/value.ts'
import { type Call, type Expr, walk } from './syntax/ast.ts'
import { parse } from './syntax/parser.ts'
import type { CelType } from './types.ts'

export interface EvaluateOptions {
  readonly costLimit?: number
  /** Nanoseconds since 1970; only functions that ask for the time see it. */
  readonly now?: bigint
}

export type Evaluation =
  | { readonly value: Value; readonly cost: number }
  /** `outOfBudget`: the limit was reached; the text is then cel-go's for it. */
  | { readonly error: string; readonly cost: number; readonly outOfBudget: boolean }

/** An expression ready to run. It keeps nothing between evaluations and may be kept for ever. */
export class Program {
  readonly text: string
  readonly expr: Expr
  /** What the expression evaluates to. */
  readonly type: CelType
  /** The names it mentions: variables, and what its macros name. */
  readonly references: ReadonlySet<string>
  /** Why it could not even be made ready to run: a pattern written out that is none. */
  readonly problem: string | undefined
  readonly #run: Run

  constructor(text: string, expr: Expr, environment: Environment) {
    this.text = text
    this.expr = expr
    this.type = expr.type!
    const references = new Set<string>()
    let problem: string | undefined
    walk(expr, node => {
      if (node.kind === 'ident') references.add(node.name)
      if (node.kind === 'call') problem ??= patternProblem(node)
    })
    this.references = references
    this.problem = problem
    this.#run = compileTree(expr, { construct, constant: name => environment.constant(name) })
  }

  evaluate(bindings: Readonly<Record<string, Value | undefined>>, options: EvaluateOptions = {}): Evaluation {
    const frame = new Frame(bindings, options.costLimit ?? PER_CALL_LIMIT, options.now ?? 0n)
    refuel()
    try {
      return { value: this.#run(frame), cost: frame.cost }
    } catch (thrown) {
      if (thrown instanceof Failure) return { error: thrown.message, cost: frame.cost, outOfBudget: false }
      // a string or stack that outgrows JavaScript is an expression that outgrew its budget
      if (thrown instanceof OutOfBudget || thrown instanceof RangeError) {
        return { error: new OutOfBudget().message, cost: frame.cost, outOfBudget: true }
      }
      throw thrown
    }
  }
}

const WITH_PATTERN = new Set(['find', 'findAll', 'matches'])

/** Patterns written out are compiled beforehand. Truth: apiserver/pkg/cel/library/regex.go FindRegexOptimization */
function patternProblem({ name, args }: Call): string | undefined {
  const [pattern] = args
  if (!WITH_PATTERN.has(name) || pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return undefined
  return regexProblem(pattern.value)
}

/** Objects that expressions make are maps with a type name. */
function construct(typeName: string, fields: ReadonlyMap<string, Value>): Value {
  const entries = new Map<MapKey, readonly [Value, Value]>()
  for (const [name, value] of fields) entries.set(name, [name, value])
  return new EntryMap(entries, typeName)
}

/** Either a program or what is wrong with the text; `text` is all of it as cel-go prints it. */
export type Compiled = { readonly ok: Program } | { readonly issues: readonly Issue[]; readonly text: string }

export function compile(text: string, environment: Environment): Compiled {
  const failed = (issues: readonly Issue[]): Compiled => ({ issues, text: formatIssues(text, issues) })
  const parsed = parse(text, environment)
  if ('issues' in parsed) return failed(parsed.issues)
  const issues = check(parsed.expr, environment)
  if (issues.length > 0) return failed(issues)
  const literals = environment.checksLiterals ? checkLiterals(parsed.expr) : []
  if (literals.length > 0) return failed(literals)
  return { ok: new Program(text, parsed.expr, environment) }
}
