import type { Issue } from '../issue.ts'
import { clauseProblem, parseFormat } from '../library/format-string.ts'
import { regexProblem } from '../re2.ts'
import { parseDuration, parseTimestamp, TIMESTAMP_MAX, TIMESTAMP_MIN } from '../run/time.ts'
import { type Call, childrenOf, type Expr } from '../syntax/ast.ts'
import { type CelType, formatType, unwrapOptional } from '../types.ts'

/**
 * What can be told of literals once types are right: text that is no duration, timestamp or regular expression,
 * lists and maps of several types, formats that do not suit their arguments. Truth: cel-go cel/validator.go, ext/formatting.go
 */
export function checkLiterals(expr: Expr): Issue[] {
  const issues: Issue[] = []
  visit(expr, false, issues)
  return issues
}

function visit(expr: Expr, insideFormat: boolean, issues: Issue[]): void {
  if (expr.kind === 'call') {
    const literal = literalProblem(expr)
    if (literal) issues.push(literal)
    if (expr.name === 'format') {
      checkFormat(expr, issues)
      insideFormat = true
    }
  }
  if (!insideFormat) checkHomogeneous(expr, issues)
  for (const child of childrenOf(expr)) visit(child, insideFormat, issues)
}

function literalProblem({ name, args }: Call): Issue | undefined {
  const [arg] = args
  if (arg?.kind !== 'literal') return undefined
  const { value } = arg
  if (name === 'timestamp' && (typeof value === 'number' || typeof value === 'bigint')) {
    const nanos = BigInt(value) * 1_000_000_000n
    const valid = nanos >= TIMESTAMP_MIN && nanos <= TIMESTAMP_MAX
    return valid ? undefined : { at: arg.at, message: 'invalid timestamp argument' }
  }
  if (typeof value !== 'string') return undefined
  const valid = { duration: isDuration, timestamp: isTimestamp, matches: isRegex }[name]
  return valid && !valid(value) ? { at: arg.at, message: `invalid ${name} argument` } : undefined
}

const isDuration = (text: string): boolean => parseDuration(text) !== undefined
const isRegex = (text: string): boolean => regexProblem(text) === undefined
const isTimestamp = (text: string): boolean => {
  const nanos = parseTimestamp(text)
  return nanos !== undefined && nanos >= TIMESTAMP_MIN && nanos <= TIMESTAMP_MAX
}

function checkHomogeneous(expr: Expr, issues: Issue[]): void {
  const compare = (wanted: CelType, type: CelType, at: number): boolean => {
    if (formatType(wanted) === formatType(type)) return true
    issues.push({ at, message: `expected type '${formatType(wanted)}' but found '${formatType(type)}'` })
    return false
  }
  if (expr.kind === 'list') {
    const types = expr.items.map((item, index) => (expr.optional?.has(index) ? unwrapOptional(item.type!) : item.type!))
    types.every((type, index) => compare(types[0]!, type, expr.items[index]!.at))
  }
  if (expr.kind === 'map') {
    const [first] = expr.entries
    const valueType = (value: Expr, optional: boolean): CelType =>
      optional ? unwrapOptional(value.type!) : value.type!
    for (const { key, value, optional } of expr.entries.slice(1)) {
      compare(first!.key.type!, key.type!, key.at)
      compare(valueType(first!.value, first!.optional), valueType(value, optional), value.at)
    }
  }
}

/** The names formatting uses for types differ from the checker's only for what has parameters. */
function checkFormat(call: Call, issues: Issue[]): void {
  const format = call.target
  const [args] = call.args
  if (format?.kind !== 'literal' || typeof format.value !== 'string' || args?.kind !== 'list') return
  const parts = parseFormat(format.value)
  if (!Array.isArray(parts)) {
    issues.push({ at: format.at, message: parts.problem })
    return
  }
  const clauses = parts.filter(part => typeof part !== 'string')
  for (const [index, clause] of clauses.entries()) {
    const arg = args.items[index]
    if (!arg) {
      issues.push({ at: args.at, message: `index ${index} out of range` })
      return
    }
    const type = arg.type!
    if (type.kind === 'dyn' || type.kind === 'parameter') continue
    const problem = clauseProblem(clause.verb, type.name)
    if (problem !== undefined) issues.push({ at: arg.at, message: `error during formatting: ${problem}` })
  }
  if (clauses.length < args.items.length) {
    const message = `too many arguments supplied to string.format (expected ${clauses.length}, got ${args.items.length})`
    issues.push({ at: args.items[clauses.length]!.at, message })
  }
}
